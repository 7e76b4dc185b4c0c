#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How long a second lasts: the first argument can make it shorter. */
static double second = 1;

static void nap(double seconds)
{
    usleep((useconds_t)(seconds * second * 1e6));
}

static volatile sig_atomic_t collected, handled;

static void on_child(int signal)
{
    (void)signal;
    int error = errno;
    handled++;
    while (waitpid(-1, NULL, WNOHANG) > 0) /* one signal may stand for many */
        collected++;
    errno = error;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    struct sigaction action = { .sa_handler = on_child };
    sigemptyset(&action.sa_mask);
    sigaction(SIGCHLD, &action, NULL);
    /* The signal may come in the sleep and at no other time: one that came right before it would not end it. */
    sigset_t only, usual;
    sigemptyset(&only);
    sigaddset(&only, SIGCHLD);
    sigprocmask(SIG_BLOCK, &only, &usual);

    for (int i = 0; i < 10; i++) {
        if (fork() == 0) {
            nap(2);
            _exit(0);
        }
    }
    struct timespec long_time = { 600, 0 };
    int interrupted = 0;
    while (collected < 10)
        if (ppoll(NULL, 0, &long_time, &usual) == -1 && errno == EINTR)
            interrupted = 1;
    printf("the sleep was interrupted: %s\n", interrupted ? "EINTR" : "no");
    printf("collected %d of 10\n", (int)collected);
    fprintf(stderr, "the handler ran %d times\n", (int)handled);
    return 0;
}

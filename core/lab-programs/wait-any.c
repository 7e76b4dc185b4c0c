#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a second lasts: the first argument can make it shorter. */
static double second = 1;

static void nap(double seconds)
{
    usleep((useconds_t)(seconds * second * 1e6));
}

static void decode(pid_t pid, int status)
{
    if (WIFEXITED(status))
        printf("%d: exit %d\n", (int)pid, WEXITSTATUS(status));
    else if (WIFSIGNALED(status))
        printf("%d: signal %d\n", (int)pid, WTERMSIG(status));
}

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    for (int i = 1; i <= 3; i++) {
        if (fork() == 0) {
            nap(i);
            if (i == 3)
                raise(SIGTERM);
            _exit(i == 2 ? 7 : 0);
        }
    }
    int status;
    pid_t pid;
    while ((pid = wait(&status)) > 0)
        decode(pid, status);
    return 0;
}

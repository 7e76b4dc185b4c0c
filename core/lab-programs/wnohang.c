#include <errno.h>
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

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    pid_t child = fork();
    if (child == 0) {
        nap(3);
        _exit(5);
    }
    int status;
    printf("at first: %d\n", (int)waitpid(-1, &status, WNOHANG));
    siginfo_t info;
    waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT); /* until it has ended; WNOWAIT leaves it there */
    pid_t pid = waitpid(-1, &status, WNOHANG);
    printf("after its end: %s\n", pid == child ? "its pid" : "another");
    if (waitpid(-1, &status, WNOHANG) == -1 && errno == ECHILD)
        printf("then: ECHILD\n");
    return 0;
}

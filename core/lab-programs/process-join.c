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

static pid_t start_work(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        nap(2);
        printf("the work is done\n");
        fflush(stdout);
        _exit(0);
    }
    return pid;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    pid_t loose = start_work();
    printf("end, without a join\n");
    fflush(stdout);
    waitpid(loose, NULL, 0);

    pid_t joined = start_work();
    waitpid(joined, NULL, 0);
    printf("end, joined\n");
    return 0;
}

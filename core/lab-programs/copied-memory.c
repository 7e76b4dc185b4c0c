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

static volatile int counter = 10;

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        counter -= 1;
        printf("child: counter is %d at %p\n", counter, (void *)&counter);
        fflush(stdout);
        nap(2);
        _exit(0);
    }
    nap(1);
    printf("parent: counter is %d at %p\n", counter, (void *)&counter);
    waitpid(pid, NULL, 0);
    return 0;
}

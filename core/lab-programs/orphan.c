#include <stdio.h>
#include <stdlib.h>
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
    pid_t parent = getpid();
    if (fork() == 0) {
        printf("at first: %s\n", getppid() == parent ? "my parent" : "another");
        fflush(stdout);
        while (getppid() == parent)
            nap(0.1);
        printf("then: another has adopted me\n");
        fflush(stdout);
        _exit(0);
    }
    nap(2);
    return 0;
}

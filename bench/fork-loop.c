/* The floor: COUNT children that end at once, forked and then collected in a bare loop. Prints milliseconds. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 1000, collected = 0;
    double began = now();
    for (int i = 0; i < count; i++) {
        pid_t pid = fork();
        if (pid == 0)
            _exit(0);
        if (pid < 0)
            return 1;
    }
    while (wait(NULL) > 0)
        collected++;
    printf("%.3f\n", now() - began);
    return collected == count ? 0 : 1;
}

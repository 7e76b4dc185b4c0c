/*
 * Starts N children and says "ready": nine of ten sleep for ever, every tenth ends at once and stays a zombie, as
 * nobody waits for it. All of them end with our standard input.
 *
 *   idle N
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 0;
    for (int i = 0; i < count; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0 && i % 10 == 0)
            _exit(3);
        if (pid == 0) {
            /* The end of the pipe wakes all of them, however we end. */
            struct pollfd end = { .fd = STDIN_FILENO, .events = 0 };
            while (poll(&end, 1, -1) <= 0)
                ;
            _exit(0);
        }
    }
    printf("ready\n");
    fflush(stdout);
    struct pollfd end = { .fd = STDIN_FILENO, .events = 0 };
    while (poll(&end, 1, -1) <= 0)
        ;
    return 0;
}

/*
 * Forks RATE children a second, which end at once and are reaped at once; and beside them, five a second, one that is
 * left a zombie for a while. Says of each zombie when it died and, when it reaps it, when that was:
 *
 *   zombie PID MS      reaped PID MS        (milliseconds since the epoch)
 *
 * Ends with its standard input, and says how many it forked in all.
 *
 *   churn RATE
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EVERY_MS = 200, MOST = 64 };

static long long now_us(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static long long epoch_ms(void)
{
    return now_us(CLOCK_REALTIME) / 1000;
}

int main(int argc, char **argv)
{
    double rate = argc > 1 ? atof(argv[1]) : 1000;
    static const int lasts_ms[] = { 100, 300, 700, 1500, 3000, 5000 };
    struct {
        pid_t pid;
        long long until;
    } zombies[MOST] = { 0 };
    long long began = now_us(CLOCK_MONOTONIC), next_zombie = 0, forked = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int round = 0;; ) {
        struct pollfd end = { .fd = STDIN_FILENO, .events = 0 };
        if (poll(&end, 1, 0) != 0)
            break;
        long long at = now_us(CLOCK_MONOTONIC) - began;
        for (int i = 0; i < MOST; i++) {
            if (zombies[i].pid == 0 || at / 1000 < zombies[i].until)
                continue;
            waitpid(zombies[i].pid, NULL, 0);
            printf("reaped %d %lld\n", (int)zombies[i].pid, epoch_ms());
            zombies[i].pid = 0;
        }
        if (at / 1000 >= next_zombie) {
            next_zombie += EVERY_MS;
            for (int i = 0; i < MOST; i++) {
                if (zombies[i].pid != 0)
                    continue;
                pid_t pid = fork();
                if (pid == 0)
                    _exit(1);
                siginfo_t info;
                waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT); /* it is dead now, and stays */
                zombies[i].pid = pid;
                zombies[i].until = at / 1000 + lasts_ms[round++ % 6];
                printf("zombie %d %lld\n", (int)pid, epoch_ms());
                break;
            }
        }
        if (forked > at * rate / 1e6) {
            usleep(200);
            continue;
        }
        pid_t pid = fork();
        if (pid == 0)
            _exit(0);
        if (pid > 0)
            waitpid(pid, NULL, 0);
        forked++;
    }
    for (int i = 0; i < MOST; i++)
        if (zombies[i].pid != 0)
            waitpid(zombies[i].pid, NULL, 0);
    printf("forked %lld\n", forked);
    return 0;
}

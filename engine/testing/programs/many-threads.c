/* More threads than anybody reads of, the last of which is the only one that has done anything: prints its tid. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void *rest(void *unused)
{
    pause();
    return unused;
}

static void *work(void *unused)
{
    struct timespec used;
    do
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    while (used.tv_sec == 0 && used.tv_nsec < 100 * 1000 * 1000);
    printf("%d\n", gettid());
    fflush(stdout);
    return rest(unused);
}

int main(int argc, char **argv)
{
    pthread_t thread;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 64 * 1024);
    for (int left = argc > 1 ? atoi(argv[1]) : 0; left > 0; left--)
        if (pthread_create(&thread, &small, rest, NULL) != 0)
            return 1;
    if (pthread_create(&thread, &small, work, NULL) != 0)
        return 1;
    pause();
}

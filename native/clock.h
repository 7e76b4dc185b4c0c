/* One clock for all lab processes: it never jumps, and it is the same in each of them. clock_gettime(2) */
#ifndef REAPTREE_CLOCK_H
#define REAPTREE_CLOCK_H

#include <time.h>

static inline long long clock_now(void) /* nanoseconds */
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

#endif

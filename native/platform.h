/* What differs between operating systems. One of linux.c and darwin.c is compiled. */
#ifndef REAPTREE_PLATFORM_H
#define REAPTREE_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct facts {
    char state;      /* as in ps(1): R, S, D, T, t, Z, X … */
    pid_t ppid;
    pid_t session;
    long long start; /* what the engine's keys hold: clock ticks since boot on Linux, epoch ms elsewhere */
    int status;      /* of a zombie, as wait(2) would give it; -1 where it lives or the system does not tell */
};

/* What the system says of a process. Gives 0, or ESRCH where there is none, or another errno. */
int platform_facts(pid_t pid, struct facts *facts);

/* The start time that a process would have that began now, in the unit of `struct facts`; -1 where that is unknown. */
long long platform_tick(void);

/*
 * Signals the process that has this pid and this start time, and no other, whatever happens to the pid in between.
 * Where `ancestor` is not 0, the process must also descend from that one (EXDEV where it does not).
 * Gives 0 or an errno; ESRCH where that process no longer is.
 */
int platform_signal(pid_t pid, long long start, pid_t ancestor, int signal);

/* The system call that this makes, and its arguments for a pid and the name of a signal. */
#ifdef __linux__
#define PLATFORM_SIGNAL_CALL "pidfd_send_signal"
#define PLATFORM_SIGNAL_ARGS "pidfd_open(%d, 0), %s, NULL, 0"
#else
#define PLATFORM_SIGNAL_CALL "kill"
#define PLATFORM_SIGNAL_ARGS "%d, %s"
#endif

/* Kills every process whose parent is the caller. Nobody but a parent can reap, so no pid can be another's by now. */
void platform_kill_children(void);

/* Orphans below the caller become its children, not those of process 1. False where the system cannot do it. */
bool platform_adopt_orphans(void);

/* The caller gets this signal when its parent ends; nothing where the system cannot do it. */
void platform_signal_at_parents_end(int signal);

/* Sets what `ps -o comm` shows. */
void platform_name(const char *name);

/* Closes every descriptor from `first` on. */
void platform_close_from(int first);

/* Memory, all zero, that no child gets: a fork need not pay for it. NULL where there is none. */
void *platform_own_memory(size_t bytes);

/*
 * The deaths of any processes, as the kernel tells them: also of those that could say no last word, and long before
 * somebody reaps them. `deaths_open` gives a descriptor that is readable when `deaths_take` has something to give.
 */
struct death {
    pid_t pid;
    long long start;
    int status;  /* as in struct facts */
    bool reaped; /* somebody has collected it already, so that its status was not to be had */
};

int deaths_open(void);
void deaths_watch(pid_t pid, long long start);
size_t deaths_take(struct death *deaths, size_t most);
/* Whether anybody is watched whose death was not taken yet. */
bool deaths_are_awaited(void);
/* How many ms poll(2) may sleep at most, where some process had to be watched by looking; -1 for ever. */
int deaths_timeout(void);
void deaths_close(void);

/*
 * Births, program changes and deaths of all processes of the machine, where the kernel tells them to us. `told_open`
 * gives a descriptor that is readable when `told_take` has something to give, or -1.
 */
struct told {
    enum { TOLD_FORK, TOLD_EXEC, TOLD_EXIT } kind;
    pid_t pid, parent;
    long long at; /* nanoseconds of the monotonic clock */
    int status;   /* as wait(2) would give it */
};

int told_open(void);
/* `lost` says that the kernel had to drop some, as we were too slow. */
size_t told_take(struct told *told, size_t most, bool *lost);

#endif

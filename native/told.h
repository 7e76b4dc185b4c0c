/*
 * Calls that are made and told: each is the real one, and what went in and came out is said as it was. What may block
 * is told before it is made and after. A process says in which role it speaks; a child of a told fork is a child.
 */
#ifndef REAPTREE_TOLD_H
#define REAPTREE_TOLD_H

#include <stdbool.h>
#include <sys/types.h>

#include "record.h"

/* In which role this process speaks from now on. */
void told_as(enum role role);
enum role told_role(void);

/* Where `stepping`, the parent makes no told call before a request comes in by which it may: VERB_STEP. */
void told_step_by_step(bool stepping);

/* A call that has returned; where `value` is -1, errno says why. Gives the value. */
long long told(long long value, const char *name, const char *args, ...) __attribute__((format(printf, 3, 4)));

/* Before a call that may block; told_returned() follows it with the same name and arguments. */
void told_begins(const char *name, const char *args, ...) __attribute__((format(printf, 2, 3)));
long long told_returned(long long value);

/*
 * The child's name goes into its title and into what is told of it; `after_ms` and `code` are what it intends.
 * `quiet`: the child tells nothing of its birth.
 */
struct intent {
    const char *name;
    int after_ms, code;
    bool quiet;
};
pid_t told_fork(const struct intent *intent);

pid_t told_waitpid(pid_t pid, int options, int *status);

/* nanosleep(2), which a handler interrupts: gives 0, or -1 with EINTR. */
int told_sleep(int ms);

_Noreturn void told_exit(int code);

#define told_say(...) record_say(told_role(), __VA_ARGS__)

/* Lets go one step, where steps are waited for. */
void told_step(void);

#endif

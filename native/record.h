/*
 * What a lab process tells: a record, written in one write(2) into the one pipe that all of them share. Records are
 * shorter than PIPE_BUF, so they never mix (pipe(7)), and they come out in the order in which things happened.
 * The helper, alone, reads them and makes JSON of them.
 */
#ifndef REAPTREE_RECORD_H
#define REAPTREE_RECORD_H

#include <sys/types.h>

/* The descriptors of every lab process; test children have no commands. */
enum { LIFELINE = 3, RECORDS = 4, COMMANDS = 5 };

enum record_kind {
    RECORD_READY, /* a test parent takes commands from now on */
    RECORD_CALL,  /* a system call */
    RECORD_DONE,  /* a test parent did what it was asked for, and takes commands again */
    RECORD_SAID,  /* something that is no call: a value in its memory, a handler that begins. `args` says it */
};

enum role { ROLE_HELPER, ROLE_PARENT, ROLE_CHILD };

enum outcome { OUTCOME_BLOCKED, OUTCOME_RETURNED, OUTCOME_NO_RETURN };

enum { STATUS_NONE = -1 };

struct record {
    enum record_kind kind;
    enum role role;
    pid_t pid;
    long long at; /* clock_now() */
    /* RECORD_CALL */
    char name[24];
    char args[136];
    enum outcome outcome;
    long long value;
    int error;  /* errno where value is -1; for RECORD_DONE the one that stopped it, or 0 */
    int status; /* what a wait collected, raw; STATUS_NONE where nothing */
    pid_t ppid; /* with fork() = 0: what getppid() said; else 0 */
    /* with fork() = pid: the child. */
    long long start;
    int after_ms, exit_code;
    char child[12]; /* its name, or "" */
};

/* A record about the calling process, at this moment. */
struct record record_of(enum record_kind kind, enum role role);
struct record record_call(enum role role, const char *name, const char *args, ...)
    __attribute__((format(printf, 3, 4)));

/* Says something that is no call. */
void record_say(enum role role, const char *text, ...) __attribute__((format(printf, 2, 3)));

/* Writes it to the helper. Where the helper is no more, the caller ends. */
void record_tell(const struct record *record);

#endif

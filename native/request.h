/* One command of the engine: a line of words, `<id> <verb> key=value …`. The same struct goes on to a test parent. */
#ifndef REAPTREE_REQUEST_H
#define REAPTREE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum verb {
    VERB_PING,
    VERB_START,
    VERB_FORK,
    VERB_WAIT,
    VERB_WAITPID,
    VERB_SLEEP,
    VERB_REAPING,
    VERB_EXEC,
    VERB_DAEMON,
    VERB_PLAY,
    VERB_STEP,
    VERB_CANCEL,
    VERB_INTERRUPT,
    VERB_KILL,
    VERB_END,
    VERB_CLEANUP,
};

/* What a test parent does about its children by itself. */
enum policy { POLICY_NONE, POLICY_HANDLER, POLICY_POLL, POLICY_IGNORE, POLICY_NO_ZOMBIES };

/* The stories that are a piece of code of their own: play.h */
enum piece { PIECE_TWICE, PIECE_COPY, PIECE_LIMIT, PIECE_POOL, PIECE_SERVER, PIECE_TALK };

/* A process by pid and start time, as the helper told it. A pid of -1 stands for any child. */
struct key {
    pid_t pid;
    long long start;
};

struct request {
    long long id;
    enum verb verb;
    struct key parent, child, process;
    int count, after_ms, exit_code, nohang, signal;
    int every_ms;
    enum policy policy;
    enum piece piece;
    int number, steps;
    /* Of the children: */
    char name[12];
    int death;       /* the signal that each raises at its end, or 0 */
    int deaf, group; /* ignores SIGTERM; leads a process group of its own */
    int depth;       /* so many generations below it */
    char command[256];
};

enum { LINE_MAX_BYTES = 1024 };

/*
 * Reads a line (without its newline; it is taken apart in place). Gives NULL, or what is wrong with it; the id is
 * set in any case, to 0 where it could not be read.
 */
const char *request_parse(char *line, size_t length, struct request *request);

#endif

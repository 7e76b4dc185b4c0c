/* One command of the engine: a line of words, `<id> <verb> key=value …`. The same struct goes on to a test parent. */
#ifndef REAPTREE_REQUEST_H
#define REAPTREE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum verb { VERB_PING, VERB_START, VERB_FORK, VERB_WAIT, VERB_WAITPID, VERB_KILL, VERB_END, VERB_CLEANUP };

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
};

enum { LINE_MAX_BYTES = 1024 };

/*
 * Reads a line (without its newline; it is taken apart in place). Gives NULL, or what is wrong with it; the id is
 * set in any case, to 0 where it could not be read.
 */
const char *request_parse(char *line, size_t length, struct request *request);

#endif

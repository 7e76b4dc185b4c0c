/* Each line that the helper says, as one object of JSON. PROTOCOL.md describes them. */
#ifndef REAPTREE_LINES_H
#define REAPTREE_LINES_H

#include <stdbool.h>

#include "platform.h"
#include "record.h"

enum { PROTOCOL_VERSION = 1 };

/* The first line; times are counted from this moment on. */
void line_hello(bool subreaper);

void line_call(const struct record *record);

/* What a process says that is no call. */
void line_said(const struct record *record);

/* A child has ended, whoever may reap it. */
void line_ended(const struct death *death);

/* Where a test parent stands. `blocked_in` is NULL where it is not. */
void line_parent(pid_t pid, long long start, const char *blocked_in, bool stopped);

void line_parent_gone(pid_t pid, long long start);

/* The answer to a command; `more` is further members, each with a comma before it. */
void reply_done(long long id, const char *more, ...) __attribute__((format(printf, 2, 3)));

/* Why a command was not done. The names of the kinds are in PROTOCOL.md. */
enum refusal { REFUSAL_USAGE, REFUSAL_BUSY, REFUSAL_GONE, REFUSAL_NOT_OURS, REFUSAL_SYSTEM };

/* `error` is an errno; the message is plain ASCII without quotes or backslashes. */
void reply_refused(long long id, enum refusal why, int error, const char *message, ...)
    __attribute__((format(printf, 4, 5)));

#endif

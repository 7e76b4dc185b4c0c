#include "record.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

_Static_assert(sizeof(struct record) <= _POSIX_PIPE_BUF, "a longer record could mix with another");

struct record record_of(enum record_kind kind, enum role role)
{
    struct record record;
    memset(&record, 0, sizeof record); /* the padding too, which is written as well */
    record.kind = kind;
    record.role = role;
    record.pid = getpid();
    record.at = clock_now();
    record.status = STATUS_NONE;
    return record;
}

struct record record_call(enum role role, const char *name, const char *args, ...)
{
    struct record record = record_of(RECORD_CALL, role);
    snprintf(record.name, sizeof record.name, "%s", name);
    va_list list;
    va_start(list, args);
    vsnprintf(record.args, sizeof record.args, args, list);
    va_end(list);
    return record;
}

void record_say(enum role role, const char *text, ...)
{
    struct record record = record_of(RECORD_SAID, role);
    va_list list;
    va_start(list, text);
    vsnprintf(record.args, sizeof record.args, text, list);
    va_end(list);
    record_tell(&record);
}

void record_tell(const struct record *record)
{
    while (write(RECORDS, record, sizeof *record) < 0)
        if (errno != EINTR) /* EPIPE: the helper is gone */
            _exit(0);
}

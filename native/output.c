#include "output.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform.h"

/* A round says less than half of this: a full pipe of records, a batch of deaths, the answers to a full read. */
enum { CAPACITY = 1 << 20, LINE_MOST = 2048 };

/* Not one that is forked along: the tables of its pages would be copied for each child of each test parent. */
static char *buffer;
static size_t from, to; /* what is not yet written */

bool output_has_room(void)
{
    return to - from < CAPACITY / 2;
}

bool output_is_pending(void)
{
    return from < to;
}

void output_line(const char *format, ...)
{
    if (buffer == NULL)
        buffer = platform_own_memory(CAPACITY);
    if (buffer == NULL)
        abort(); /* nothing could be said, not even that */
    if (CAPACITY - to < LINE_MOST) {
        memmove(buffer, buffer + from, to - from);
        to -= from;
        from = 0;
    }
    va_list list;
    va_start(list, format);
    int length = vsnprintf(buffer + to, CAPACITY - to, format, list);
    va_end(list);
    if (length < 0 || (size_t)length >= CAPACITY - to - 1)
        abort(); /* cannot be, by output_has_room; and a line that is missing would be a lie */
    to += (size_t)length;
    buffer[to++] = '\n';
}

bool output_flush(void)
{
    while (from < to) {
        /*
         * Where poll says that there is room, a pipe takes _POSIX_PIPE_BUF bytes and more without blocking, and so
         * does a socket. O_NONBLOCK would say it more plainly, but whoever shares our stdout would get it as well.
         */
        struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };
        int ready = poll(&out, 1, 0);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            return true;
        size_t length = to - from < PIPE_BUF ? to - from : PIPE_BUF;
        ssize_t written = write(STDOUT_FILENO, buffer + from, length);
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return false; /* EPIPE: nobody reads any more */
        if (written > 0)
            from += (size_t)written;
    }
    from = to = 0;
    return true;
}

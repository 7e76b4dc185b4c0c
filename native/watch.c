/*
 * `reaptree-native watch`: what the kernel tells by itself between two looks of the sampler. Where it lets us, every
 * fork, exec and exit of the machine; else the exits of the processes that the engine names. Ends with its input.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "commands.h"
#include "output.h"
#include "platform.h"
#include "title.h"

enum { BATCH = 256, LINE_BYTES = 64, SPARE_DESCRIPTORS = 32 };

/* Twice as many hex digits of both, and as many lines as a batch has, are what output_has_room grants to a round. */
enum { NAME_BYTES = 64, COMMAND_BYTES = 900 };

/* U+2026 in UTF-8, in hex digits. */
#define ELLIPSIS "e280a6"

/* What added to a time of the monotonic clock gives the time of another. */
static long long to_realtime, to_boottime;
static long long ns_per_tick;

static long long now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* Again and again: the clock on the wall is put right, and the machine may have slept. */
static void compare_clocks(void)
{
    long long monotonic = clock_now();
    to_realtime = now(CLOCK_REALTIME) - monotonic;
#ifdef CLOCK_BOOTTIME
    to_boottime = now(CLOCK_BOOTTIME) - monotonic;
#endif
}

static double epoch_ms(long long at)
{
    return (double)(at + to_realtime) / 1e6;
}

/*
 * The beginning of a file of a process, a byte as two hex digits: names and command lines may hold anything. "-" where
 * there is nothing, or the process has gone.
 */
static const char *in_hex(pid_t pid, const char *file, char *hex, size_t most)
{
    static const char digit[] = "0123456789abcdef";
    char path[32], bytes[COMMAND_BYTES];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return "-";
    ssize_t length = read(descriptor, bytes, most);
    close(descriptor);
    if (length <= 0)
        return "-";
    for (ssize_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        hex[2 * i] = digit[byte >> 4];
        hex[2 * i + 1] = digit[byte & 15];
    }
    /* Whoever reads it shall see that there may be more. */
    snprintf(hex + 2 * length, sizeof ELLIPSIS, "%s", (size_t)length == most ? ELLIPSIS : "");
    return hex;
}

/* What the process is now: its name, and the arguments that it was started with. */
static void tell_exec(const struct told *told)
{
    static char name[2 * NAME_BYTES + sizeof ELLIPSIS], command[2 * COMMAND_BYTES + sizeof ELLIPSIS];
    output_line("exec %d %.3f %s %s", (int)told->pid, epoch_ms(told->at),
                in_hex(told->pid, "comm", name, NAME_BYTES), in_hex(told->pid, "cmdline", command, COMMAND_BYTES));
}

static void tell(const struct told *told)
{
    switch (told->kind) {
    case TOLD_FORK:
        output_line("fork %d %.3f %d %lld", (int)told->pid, epoch_ms(told->at), (int)told->parent,
                    (told->at + to_boottime) / ns_per_tick);
        break;
    case TOLD_EXEC:
        tell_exec(told);
        break;
    case TOLD_EXIT:
        output_line("exit %d %.3f %d", (int)told->pid, epoch_ms(told->at), told->status);
        break;
    }
}

/* `PID START`: tell when that process dies. Anything else is not for us, and passed over. */
static void take_line(const char *line)
{
    char *end;
    long long pid = strtoll(line, &end, 10);
    if (end == line || *end != ' ' || pid <= 0 || pid > INT_MAX)
        return;
    char *from = end + 1;
    long long start = strtoll(from, &end, 10);
    if (end != from && *end == '\0' && start >= 0)
        deaths_watch((pid_t)pid, start);
}

/* False at the end of the input. */
static bool take_input(void)
{
    static char line[LINE_BYTES];
    static size_t length;
    char input[4096];
    ssize_t got = read(STDIN_FILENO, input, sizeof input);
    if (got <= 0)
        return got < 0 && (errno == EINTR || errno == EAGAIN);
    for (ssize_t i = 0; i < got; i++) {
        if (input[i] == '\n') {
            line[length < LINE_BYTES ? length : LINE_BYTES - 1] = '\0';
            if (length < LINE_BYTES)
                take_line(line);
            length = 0;
        } else if (length < LINE_BYTES) {
            line[length++] = input[i]; /* a longer line grows to LINE_BYTES, and is then no line of ours */
        }
    }
    return true;
}

/* False where more waits than was taken. */
static bool take_told(void)
{
    static struct told told[BATCH];
    bool lost;
    size_t count = told_take(told, BATCH, &lost);
    for (size_t i = 0; i < count; i++)
        tell(&told[i]);
    if (lost)
        output_line("lost");
    return count < BATCH;
}

static void take_deaths(void)
{
    struct death died[BATCH];
    size_t count = deaths_take(died, BATCH);
    for (size_t i = 0; i < count; i++)
        output_line("dead %d %.3f %lld %d", (int)died[i].pid, epoch_ms(clock_now()), died[i].start, died[i].status);
}

/* How many processes can be watched by name: a descriptor for each. */
static long long room(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur <= SPARE_DESCRIPTORS)
        return 0;
    return (long long)files.rlim_cur - SPARE_DESCRIPTORS;
}

/* With `named`, the kernel is not asked for more than the deaths of named processes. */
int watch_main(int argc, char **argv)
{
    bool named = argc == 1 && strcmp(argv[0], "named") == 0;
    if (argc > 0 && !named)
        return EXIT_STATUS_USAGE;
    signal(SIGPIPE, SIG_IGN);
    title_set("reaptree-watch", "reaptree-watch");
    ns_per_tick = 1000000000LL / sysconf(_SC_CLK_TCK);
    compare_clocks();
    int deaths = deaths_open();
    int kernel = named ? -1 : told_open();
    output_line("%s %lld", kernel >= 0 ? "exact" : "watched", room());

    enum { IN, OUT, DIED, KERNEL, SOURCES };
    bool all_taken = true;
    while (output_flush()) {
        /* While the engine does not read, the kernel keeps what it tells, and says so when it no longer can. */
        short in = output_has_room() ? POLLIN : 0;
        struct pollfd wait_for[SOURCES] = {
            [IN] = { .fd = STDIN_FILENO, .events = in },
            [OUT] = { .fd = STDOUT_FILENO, .events = output_is_pending() ? POLLOUT : 0 },
            [DIED] = { .fd = deaths, .events = in },
            [KERNEL] = { .fd = kernel, .events = in },
        };
        int ready = poll(wait_for, SOURCES, all_taken || !in ? deaths_timeout() : 0);
        if (ready < 0 && errno != EINTR)
            return EXIT_STATUS_REFUSED;
        if (ready < 0 || !in)
            continue;
        compare_clocks();
        if (wait_for[IN].revents != 0 && !take_input())
            break;
        take_deaths();
        if (kernel >= 0)
            all_taken = take_told();
    }
    deaths_close();
    return EXIT_STATUS_DONE;
}

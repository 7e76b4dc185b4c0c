/*
 * `reaptree-native hold`: keeps hold of processes for as long as an action on them lasts. Each is opened once
 * (pidfd_open(2)) and compared with the start time that the caller knows; whatever is done to it afterwards goes
 * through that descriptor, so it cannot be another process, and its end is told by the kernel at once.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "commands.h"
#include "names.h"
#include "platform.h"

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

enum { LINE = 256 };

struct held {
    pid_t pid;
    long long start;
    int pidfd;
    bool ended;
    bool halted; /* by us, and to run again should we end before anybody lets it */
};

static struct held *held;
static struct pollfd *polled; /* the first is standard input, the others stand as in `held` */
static size_t count, room;

static struct held *find(pid_t pid, long long start)
{
    for (size_t i = 0; i < count; i++)
        if (held[i].pid == pid && held[i].start == start)
            return &held[i];
    return NULL;
}

static int hold(pid_t pid, long long start)
{
    if (find(pid, start) != NULL)
        return 0;
    if (count == room) {
        size_t more = room == 0 ? 64 : room * 2;
        struct held *grown = realloc(held, more * sizeof *held);
        if (grown != NULL)
            held = grown;
        struct pollfd *watched = realloc(polled, (more + 1) * sizeof *polled);
        if (watched != NULL)
            polled = watched;
        if (grown == NULL || watched == NULL)
            return ENOMEM;
        room = more;
    }
    int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (pidfd < 0) /* ENOENT, once EINVAL: the number of a thread, so no process has it */
        return errno == EINVAL || errno == ENOENT ? ESRCH : errno;
    /* Opened first and looked at then: should it be another by now, that one is let go of untouched. */
    struct facts facts;
    int error = platform_facts(pid, &facts);
    if (error == 0 && facts.start != start)
        error = ESRCH;
    if (error != 0) {
        close(pidfd);
        return error;
    }
    held[count++] = (struct held){ .pid = pid, .start = start, .pidfd = pidfd };
    return 0;
}

static int send_signal(struct held *one, const char *name)
{
    int signal = signal_number(name);
    if (signal == 0)
        return EINVAL;
    if (signal == SIGCONT)
        one->halted = false;
    return syscall(SYS_pidfd_send_signal, one->pidfd, signal, NULL, 0) == 0 ? 0 : errno;
}

static int halt(struct held *one)
{
    int error = send_signal(one, "SIGSTOP");
    one->halted = one->halted || error == 0;
    return error;
}

/* The engine has ended, in the middle of an action or after it. */
static void let_go(void)
{
    for (size_t i = 0; i < count; i++)
        if (held[i].halted)
            send_signal(&held[i], "SIGCONT");
}

/*
 * setpriority(2) knows no descriptors, and nothing else sets a niceness through one; to hold the process still
 * meanwhile would disturb it, and not even keep it from being killed. So it is looked at before and after. A pid is not
 * given away before its process has ended and is reaped: it was the right one if that process still is there
 * afterwards, be it as a zombie. If another has its pid by then, that one may have got what was meant for it: ESTALE.
 */
static int renice(const struct held *one, const char *text)
{
    char *end;
    long nice = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || nice < -20 || nice > 19)
        return EINVAL;
    if (syscall(SYS_pidfd_send_signal, one->pidfd, 0, NULL, 0) != 0)
        return errno;
    if (setpriority(PRIO_PROCESS, (id_t)one->pid, (int)nice) != 0)
        return errno;
    struct facts facts;
    if (platform_facts(one->pid, &facts) != 0)
        return ESRCH;
    return facts.start == one->start ? 0 : ESTALE;
}

/* `ID COMMAND PID START [WORD]`; each line gets one answer. */
static void obey(const char *line)
{
    long long id = 0, start = 0;
    int pid = 0;
    char command[16] = "", word[32] = "";
    int words = sscanf(line, "%lld %15s %d %lld %31s", &id, command, &pid, &start, word);
    int error = EINVAL;
    if (words >= 4 && pid > 0 && start >= 0) {
        error = hold((pid_t)pid, start);
        struct held *one = find((pid_t)pid, start);
        if (one != NULL && strcmp(command, "signal") == 0)
            error = send_signal(one, word);
        else if (one != NULL && strcmp(command, "halt") == 0)
            error = halt(one);
        else if (one != NULL && strcmp(command, "nice") == 0)
            error = renice(one, word);
        else if (error == 0 && strcmp(command, "hold") != 0)
            error = EINVAL;
    }
    if (error == 0)
        printf("{\"reply\":%lld,\"ok\":true}\n", id);
    else
        printf("{\"reply\":%lld,\"ok\":false,\"errno\":\"%s\"}\n", id, errno_name(error));
}

/* A pidfd is readable once its process has ended, whether or not somebody has collected it. */
static void tell_ends(void)
{
    for (size_t i = 0; i < count; i++) {
        if (held[i].ended || !(polled[i + 1].revents & POLLIN))
            continue;
        held[i].ended = true;
        printf("{\"ended\":%d,\"start\":%lld}\n", (int)held[i].pid, held[i].start);
    }
}

int hold_main(void)
{
    static char text[LINE * 64];
    size_t length = 0;
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    signal(SIGPIPE, SIG_IGN); /* nobody listens any more: standard input tells it, too */
    polled = malloc(sizeof *polled);
    if (polled == NULL)
        return EXIT_STATUS_REFUSED;
    for (;;) {
        polled[0] = (struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN };
        size_t watched = count;
        for (size_t i = 0; i < watched; i++)
            polled[i + 1] = (struct pollfd){ .fd = held[i].ended ? -1 : held[i].pidfd, .events = POLLIN };
        if (poll(polled, watched + 1, -1) < 0 && errno != EINTR)
            return EXIT_STATUS_REFUSED;
        tell_ends();
        if (polled[0].revents != 0) {
            ssize_t got = read(STDIN_FILENO, text + length, sizeof text - length - 1);
            if (got <= 0) {
                let_go();
                return EXIT_STATUS_DONE;
            }
            length += (size_t)got;
            text[length] = '\0';
            char *at = text;
            for (char *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
                *end = '\0';
                obey(at);
            }
            length = strlen(at);
            memmove(text, at, length);
            if (length == sizeof text - 1) /* one line without an end: not from our engine */
                return EXIT_STATUS_USAGE;
        }
        if (fflush(stdout) != 0) {
            let_go();
            return EXIT_STATUS_DONE;
        }
    }
}

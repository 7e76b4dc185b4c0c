/* Linux: /proc, pidfds, prctl. Needs Linux 5.3 (2019) for the pidfds; where they lack, signals are refused. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "platform.h"

/* The numbers are the same on every architecture; older C libraries have no names for them. */
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

static int pidfd_open(pid_t pid)
{
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

/* The start time counts from the same moment as CLOCK_BOOTTIME: proc(5), clock_gettime(2). */
long long platform_tick(void)
{
    static long per_second;
    if (per_second == 0)
        per_second = sysconf(_SC_CLK_TCK);
    struct timespec now;
    if (per_second <= 0 || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return -1;
    return now.tv_sec * (long long)per_second + now.tv_nsec / (1000000000L / per_second);
}

/*
 * proc(5): `pid (comm) state ppid pgrp session …`, with the start time as field 22 and the exit status as field 52.
 * The name may hold anything, ")" and newlines too, so what counts is what follows the last ")".
 */
int platform_facts(pid_t pid, struct facts *facts)
{
    char path[32], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno == ENOENT ? ESRCH : errno;
    ssize_t length = read(file, text, sizeof text - 1);
    int error = errno;
    close(file);
    if (length < 0)
        return error;
    text[length] = '\0';
    char *at = strrchr(text, ')');
    if (at == NULL || at[1] != ' ' || at[2] == '\0')
        return EIO;
    facts->state = at[2];
    at += 3;
    long long status = 0;
    for (int field = 4; field <= 52; field++) {
        char *end;
        long long value = strtoll(at, &end, 10);
        if (end == at)
            return EIO;
        if (field == 4)
            facts->ppid = (pid_t)value;
        else if (field == 6)
            facts->session = (pid_t)value;
        else if (field == 22)
            facts->start = value;
        else if (field == 52)
            status = value;
        at = end;
    }
    facts->status = facts->state == 'Z' || facts->state == 'X' ? (int)status : -1;
    return 0;
}

/*
 * The ancestor adopts orphans, so whoever descends from it once does so for ever; daemons and other sessions too. A pid
 * on the way up may end and be another's between two looks: so it counts only where it is still the parent afterwards.
 */
static bool descends(pid_t pid, pid_t ancestor)
{
    enum { STEPS_MOST = 100000 }; /* a ring can only be seen while pids are given away again */
    struct facts child, parent, again;
    if (platform_facts(pid, &child) != 0)
        return false;
    for (int steps = 0; steps < STEPS_MOST; steps++) {
        if (child.ppid == ancestor)
            return true;
        if (child.ppid <= 1)
            return false;
        int error = platform_facts(child.ppid, &parent);
        if (platform_facts(pid, &again) != 0)
            return false;
        if (again.ppid != child.ppid) {
            child = again; /* it was adopted just now */
            continue;
        }
        if (error != 0)
            return false;
        pid = child.ppid;
        child = parent;
    }
    return false;
}

/*
 * The descriptor is opened first and holds on to one process. If that process then has the right start time, it is
 * the right one; if it ended in between, the signal fails with ESRCH and reaches nobody. pidfd_open(2)
 */
int platform_signal(pid_t pid, long long start, pid_t ancestor, int signal)
{
    int pidfd = pidfd_open(pid);
    if (pidfd < 0) /* ENOENT, once EINVAL: the number of a thread, so no process has it */
        return errno == EINVAL || errno == ENOENT ? ESRCH : errno;
    struct facts facts;
    int error = platform_facts(pid, &facts);
    if (error == 0 && facts.start != start)
        error = ESRCH;
    if (error == 0 && ancestor != 0 && !descends(pid, ancestor))
        error = EXDEV;
    if (error == 0 && syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) != 0)
        error = errno;
    close(pidfd);
    return error;
}

void platform_kill_children(void)
{
    DIR *proc = opendir("/proc");
    if (proc == NULL)
        return;
    pid_t self = getpid();
    struct facts facts;
    for (struct dirent *entry; (entry = readdir(proc)) != NULL;) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > 0 && platform_facts(pid, &facts) == 0 && facts.ppid == self)
            kill(pid, SIGKILL);
    }
    closedir(proc);
}

bool platform_adopt_orphans(void)
{
    return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
}

void platform_signal_at_parents_end(int signal)
{
    prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0);
}

void platform_name(const char *name)
{
    prctl(PR_SET_NAME, name, 0, 0, 0);
}

void platform_close_from(int first)
{
    if (syscall(SYS_close_range, first, ~0U, 0) == 0)
        return;
    DIR *open_ones = opendir("/proc/self/fd"); /* before Linux 5.9 */
    if (open_ones == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(open_ones)) != NULL;) {
        int file = (int)strtol(entry->d_name, NULL, 10);
        if (file >= first && file != dirfd(open_ones))
            close(file);
    }
    closedir(open_ones);
}

void *platform_own_memory(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return NULL;
    madvise(memory, bytes, MADV_DONTFORK);
    return memory;
}

/* A watched process: by its pidfd, or by looking every now and then where there was no descriptor to be had. */
struct watch {
    pid_t pid;
    int pidfd;
    long long start;
    struct watch *next, **link; /* all of them, so that they can be freed */
};

enum { LOOK_EVERY_MS = 100, SPARE_DESCRIPTORS = 16 /* to look with, and for test parents */ };

static int epoll = -1;
static struct watch *watches;
static size_t without_pidfd;
static int most_pidfd; /* a descriptor from here on is not kept */
static long long looked_at;

int deaths_open(void)
{
    /* A descriptor for each child, and children come by the thousand: as many as the system allows us to have. */
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
        most_pidfd = files.rlim_max > INT_MAX ? INT_MAX : (int)files.rlim_max - SPARE_DESCRIPTORS;
    }
    epoll = epoll_create1(EPOLL_CLOEXEC);
    return epoll;
}

void deaths_watch(pid_t pid, long long start)
{
    struct watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL)
        return;
    watch->pid = pid;
    watch->start = start;
    watch->pidfd = pidfd_open(pid); /* fails where it is reaped already, too: the next look will find that */
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = watch };
    if (watch->pidfd >= 0 &&
        (watch->pidfd >= most_pidfd || epoll_ctl(epoll, EPOLL_CTL_ADD, watch->pidfd, &event) != 0)) {
        close(watch->pidfd);
        watch->pidfd = -1;
    }
    if (watch->pidfd < 0)
        without_pidfd++;
    watch->next = watches;
    watch->link = &watches;
    if (watches != NULL)
        watches->link = &watch->next;
    watches = watch;
}

static void unwatch(struct watch *watch)
{
    if (watch->pidfd >= 0) {
        /* Closing alone would not do: a test parent that was just forked may still hold a copy. epoll(7) */
        epoll_ctl(epoll, EPOLL_CTL_DEL, watch->pidfd, NULL);
        close(watch->pidfd);
    } else {
        without_pidfd--;
    }
    *watch->link = watch->next;
    if (watch->next != NULL)
        watch->next->link = watch->link;
    free(watch);
}

/* Whether it died, and how. */
static bool is_dead(const struct watch *watch, struct death *death)
{
    struct facts facts;
    *death = (struct death){ .pid = watch->pid, .start = watch->start, .status = -1 };
    int error = platform_facts(watch->pid, &facts);
    if (error == ESRCH || (error == 0 && facts.start != watch->start)) {
        death->reaped = true;
        return true;
    }
    if (error != 0)
        return false;
    death->status = facts.status;
    return facts.state == 'Z' || facts.state == 'X';
}

size_t deaths_take(struct death *deaths, size_t most)
{
    enum { AT_ONCE = 64 };
    struct epoll_event events[AT_ONCE];
    size_t taken = 0;
    int ready = epoll_wait(epoll, events, most < AT_ONCE ? (int)most : AT_ONCE, 0);
    for (int i = 0; i < ready; i++) {
        struct watch *watch = events[i].data.ptr;
        is_dead(watch, &deaths[taken++]); /* it is; but how did it end? */
        unwatch(watch);
    }
    long long now = clock_now();
    if (without_pidfd == 0 || now - looked_at < LOOK_EVERY_MS * 1000000LL)
        return taken;
    for (struct watch *watch = watches, *next; watch != NULL && taken < most; watch = next) {
        next = watch->next;
        if (watch->pidfd >= 0 || !is_dead(watch, &deaths[taken]))
            continue;
        taken++;
        unwatch(watch);
    }
    if (taken < most)
        looked_at = now;
    return taken;
}

bool deaths_are_awaited(void)
{
    return watches != NULL;
}

int deaths_timeout(void)
{
    return without_pidfd > 0 ? LOOK_EVERY_MS : -1;
}

void deaths_close(void)
{
    while (watches != NULL)
        unwatch(watches);
    close(epoll);
}

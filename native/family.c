/*
 * Every call here that the lab is about is made for real and told as it was: what went in, what came out, and when.
 * Calls that may block do block in the kernel, and are told before and after.
 */
#include "family.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "platform.h"
#include "record.h"
#include "request.h"
#include "title.h"

#ifndef POLLRDHUP /* only Linux tells a half-closed socket apart */
#define POLLRDHUP 0
#endif

static struct record returned(enum role role, const char *name, long long value, int error)
{
    struct record record = record_call(role, name, "%s", "");
    record.outcome = OUTCOME_RETURNED;
    record.value = value;
    record.error = value < 0 ? error : 0;
    return record;
}

static _Noreturn void end(enum role role, int code)
{
    struct record record = record_call(role, "_exit", "%d", code);
    record.outcome = OUTCOME_NO_RETURN;
    record_tell(&record);
    _exit(code);
}

static _Noreturn void live_as_child(int after_ms, int exit_code)
{
    struct record born = returned(ROLE_CHILD, "fork", 0, 0);
    born.ppid = getppid();
    record_tell(&born);
    close(COMMANDS);
    char title[64];
    snprintf(title, sizeof title, "reaptree-child sleep %g s", after_ms / 1000.0);
    title_set("reaptree-child", title);

    const long long until = born.at + after_ms * 1000000LL;
    for (;;) {
        long long left_ms = (until - clock_now() + 999999) / 1000000;
        if (left_ms <= 0)
            end(ROLE_CHILD, exit_code);
        /* Only a hangup or the time can wake it: nobody writes to the lifeline. */
        struct pollfd lifeline = { .fd = LIFELINE, .events = POLLRDHUP };
        if (poll(&lifeline, 1, (int)left_ms) > 0)
            _exit(0);
    }
}

/* Gives how many were forked; `error` is that of the fork that failed, or 0. */
static int fork_children(const struct request *request, int *error)
{
    for (int forked = 0; forked < request->count; forked++) {
        pid_t child = fork();
        *error = errno;
        if (child == 0)
            live_as_child(request->after_ms, request->exit_code);
        struct record record = returned(ROLE_PARENT, "fork", child, *error);
        struct facts facts;
        /* Nobody can have reaped it, so whoever has this pid is this child. */
        if (child > 0 && platform_facts(child, &facts) == 0)
            record.start = facts.start;
        record.after_ms = request->after_ms;
        record.exit_code = request->exit_code;
        record_tell(&record);
        if (child < 0)
            return forked;
    }
    *error = 0;
    return request->count;
}

static void wait_for(const struct request *request)
{
    bool any = request->verb == VERB_WAIT;
    struct record record = any ? record_call(ROLE_PARENT, "wait", "&status")
                               : record_call(ROLE_PARENT, "waitpid", "%d, &status, %s", (int)request->child.pid,
                                             request->nohang ? "WNOHANG" : "0");
    if (any || !request->nohang) {
        record.outcome = OUTCOME_BLOCKED;
        record_tell(&record);
    }
    int status = 0;
    pid_t pid = any ? wait(&status) : waitpid(request->child.pid, &status, request->nohang ? WNOHANG : 0);
    int error = errno;
    record.at = clock_now();
    record.outcome = OUTCOME_RETURNED;
    record.value = pid;
    record.error = pid < 0 ? error : 0;
    record.status = pid > 0 ? status : STATUS_NONE;
    record_tell(&record);
}

static void obey(const struct request *request)
{
    struct record done = record_of(RECORD_DONE, ROLE_PARENT);
    switch (request->verb) {
    case VERB_FORK:
        done.value = fork_children(request, &done.error);
        break;
    case VERB_WAIT:
    case VERB_WAITPID:
        wait_for(request);
        break;
    case VERB_END:
        end(ROLE_PARENT, request->exit_code);
    default: /* the others are the helper's */
        break;
    }
    record_tell(&done);
}

static _Noreturn void live_as_parent(void)
{
    struct record ready = record_of(RECORD_READY, ROLE_PARENT);
    record_tell(&ready);
    for (;;) {
        struct pollfd wait_for[] = {
            { .fd = LIFELINE, .events = POLLRDHUP },
            { .fd = COMMANDS, .events = POLLIN },
        };
        if (poll(wait_for, 2, -1) < 0)
            continue; /* EINTR: stopped and continued */
        if (wait_for[0].revents != 0)
            _exit(0);
        struct request request;
        ssize_t length = read(COMMANDS, &request, sizeof request);
        if (length == sizeof request)
            obey(&request);
        else if (length >= 0 || errno != EINTR)
            _exit(0); /* the helper closed it, or is gone */
    }
}

/* What a process of this program must take off that it inherited from the helper. */
static void become_parent(int commands, pid_t helper)
{
    /* Whatever happens to the helper, the kernel ends this one too, blocked or stopped as it may be. prctl(2) */
    platform_signal_at_parents_end(SIGKILL);
    if (getppid() != helper) /* it ended before that was in force */
        _exit(0);
    /*
     * A group of its own in the helper's session. When the helper dies, the group becomes an orphaned one, and then
     * the kernel continues and hangs up those in it that are stopped: setpgid(2), POSIX _exit().
     */
    setpgid(0, 0);

    struct sigaction usual = { .sa_handler = SIG_DFL };
    const int handled[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP };
    for (size_t i = 0; i < sizeof handled / sizeof handled[0]; i++)
        sigaction(handled[i], &usual, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);

    /* Of the helper's files it keeps the lifeline and the records, and its errors for the sanitizers' sake. */
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0 ||
        dup2(commands, COMMANDS) < 0)
        _exit(0);
    platform_close_from(COMMANDS + 1);
    title_set("reaptree-parent", "reaptree-parent");
}

pid_t family_found(int commands)
{
    pid_t helper = getpid();
    /* No handler of the helper may run in the child, where it would write into the helper's own pipe. */
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t parent = fork();
    int error = errno;
    if (parent == 0) {
        become_parent(commands, helper);
        live_as_parent();
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return parent;
}

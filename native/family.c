/*
 * Every call here that the lab is about is made for real and told as it was: what went in, what came out, and when.
 * Calls that may block do block in the kernel, and are told before and after.
 */
#include "family.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "platform.h"
#include "play.h"
#include "reaping.h"
#include "record.h"
#include "request.h"
#include "title.h"
#include "told.h"

#ifndef POLLRDHUP /* only Linux tells a half-closed socket apart */
#define POLLRDHUP 0
#endif

enum { QUIET_FROM = 200, CANCEL_EVERY = 16 };

/* Whether the engine does not want the rest of what is being done any more. */
static bool is_cancelled(void)
{
    struct pollfd commands = { .fd = COMMANDS, .events = POLLIN };
    struct request request;
    return poll(&commands, 1, 0) > 0 && read(COMMANDS, &request, sizeof request) == sizeof request &&
           request.verb == VERB_CANCEL;
}

/* Gives how many were forked; `error` is that of the fork that failed, or 0. */
static int fork_children(const struct request *request, int *error)
{
    /* Of so many at once, nobody reads what each has to say of itself. PROTOCOL.md */
    const bool quiet = request->count >= QUIET_FROM;
    const struct intent intent = { request->name, request->after_ms, request->exit_code, quiet };
    *error = 0;
    for (int forked = 0; forked < request->count; forked++) {
        if (forked % CANCEL_EVERY == CANCEL_EVERY - 1 && is_cancelled()) {
            *error = ECANCELED;
            return forked;
        }
        pid_t child = told_fork(&intent);
        *error = errno;
        if (child == 0)
            child_live(request, quiet);
        if (child < 0)
            return forked;
        *error = 0;
    }
    return request->count;
}

static void exec_command(const struct request *request)
{
    struct intent intent = { request->name, 0, 0, false };
    if (told_fork(&intent) == 0)
        child_become(request->command);
}

/* Its first half; the child does the second and ends, and is collected at once. */
static void daemonise(const struct request *request)
{
    struct intent intent = { "", 0, 0, false };
    pid_t child = told_fork(&intent);
    if (child == 0)
        child_daemonise(request->after_ms);
    if (child > 0)
        told_waitpid(child, 0, NULL);
}

static void obey(const struct request *request)
{
    struct record done = record_of(RECORD_DONE, ROLE_PARENT);
    switch (request->verb) {
    case VERB_FORK:
        done.value = fork_children(request, &done.error);
        break;
    case VERB_WAIT:
        told_waitpid(-1, 0, NULL);
        break;
    case VERB_WAITPID:
        told_waitpid(request->child.pid, request->nohang ? WNOHANG : 0, NULL);
        break;
    case VERB_SLEEP:
        told_sleep(request->after_ms);
        break;
    case VERB_REAPING:
        reaping_set(request->policy, request->every_ms);
        break;
    case VERB_EXEC:
        exec_command(request);
        break;
    case VERB_DAEMON:
        daemonise(request);
        break;
    case VERB_PLAY:
        told_step_by_step(request->steps != 0);
        play(request);
        told_step_by_step(false);
        break;
    case VERB_END:
        told_exit(request->exit_code);
    default: /* of the others, none means anything to an idle parent */
        return;
    }
    record_tell(&done);
}

static void on_interrupt(int signal)
{
    (void)signal;
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
        int ready = poll(wait_for, 2, reaping_timeout());
        reaping_look();
        if (ready <= 0)
            continue; /* it was time for a look; or EINTR: stopped and continued, or a child has ended */
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
    /* Without SA_RESTART: a blocked call returns with EINTR when this comes, and nothing else happens. signal(7) */
    struct sigaction interrupt = { .sa_handler = on_interrupt };
    sigaction(SIGURG, &interrupt, NULL);
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

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "names.h"
#include "platform.h"
#include "title.h"
#include "told.h"

#ifndef POLLRDHUP /* only Linux tells a half-closed socket apart */
#define POLLRDHUP 0
#endif

/* Until that moment of the common clock, or until the engine lets the lifeline go. */
static void live_until(long long moment)
{
    for (;;) {
        long long left_ms = (moment - clock_now() + 999999) / 1000000;
        if (left_ms <= 0)
            return;
        /* Only a hangup or the time can wake it: nobody writes to the lifeline. */
        struct pollfd lifeline = { .fd = LIFELINE, .events = POLLRDHUP };
        if (poll(&lifeline, 1, (int)left_ms) > 0)
            _exit(0);
    }
}

static _Noreturn void die_of(int signal_number)
{
    struct rlimit no_core = { 0, 0 };
    setrlimit(RLIMIT_CORE, &no_core);
    signal(signal_number, SIG_DFL);
    struct record record = record_call(told_role(), "kill", "getpid(), %s", signal_name(signal_number));
    record.outcome = OUTCOME_NO_RETURN;
    record_tell(&record);
    kill(getpid(), signal_number);
    for (;;)
        pause(); /* one of those that only halt */
}

_Noreturn void child_live(const struct request *plan, bool quiet)
{
    const long long until = clock_now() + plan->after_ms * 1000000LL;
    if (plan->group)
        told(setpgid(0, 0), "setpgid", "0, 0");
    if (plan->deaf) {
        struct sigaction ignore = { .sa_handler = SIG_IGN };
        told(sigaction(SIGTERM, &ignore, NULL), "sigaction", "SIGTERM, SIG_IGN");
    }
    /* Each generation forks the next, and lives as long. */
    struct intent intent = { plan->name, plan->after_ms, plan->exit_code, quiet };
    for (int below = plan->depth; below > 0 && told_fork(&intent) == 0; below--)
        continue;
    /* One that ends at once has no command line by the time anybody looks: its name is all that stays. */
    if (quiet && plan->after_ms == 0 && plan->death == 0) {
        platform_name("reaptree-child");
        _exit(plan->exit_code);
    }
    char title[64];
    snprintf(title, sizeof title, "reaptree-child %s%ssleep %g s", plan->name, plan->name[0] == '\0' ? "" : " ",
             plan->after_ms / 1000.0);
    title_set("reaptree-child", title);
    live_until(until);
    if (plan->death != 0)
        die_of(plan->death);
    if (quiet)
        _exit(plan->exit_code);
    told_exit(plan->exit_code);
}

_Noreturn void child_become(const char *command)
{
    /* What it becomes knows of no lifeline: it ends with its parent. The others are closed by the exec. */
    platform_signal_at_parents_end(SIGKILL);
    fcntl(RECORDS, F_SETFD, FD_CLOEXEC);
    fcntl(LIFELINE, F_SETFD, FD_CLOEXEC);
    struct record record = record_call(told_role(), "execve", "sh -c %s", command);
    record.outcome = OUTCOME_NO_RETURN;
    record_tell(&record);
    static char path[] = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    char shell[] = "sh", flag[] = "-c", text[sizeof((struct request *)0)->command];
    snprintf(text, sizeof text, "%s", command);
    char *arguments[] = { shell, flag, text, NULL }, *environment[] = { path, NULL };
    execve("/bin/sh", arguments, environment);
    told(-1, "execve", "sh -c %s", command);
    told_exit(127);
}

_Noreturn void child_daemonise(int after_ms)
{
    told(chdir("/"), "chdir", "\"/\"");
    told(setsid(), "setsid", "%s", "");
    umask(0);
    told(0, "umask", "0");
    struct intent intent = { "daemon", after_ms, 0, false };
    pid_t session = getpid();
    if (told_fork(&intent) != 0)
        told_exit(0);
    told_say("the session's leader has ended or is about to: no terminal can become mine");
    int nothing = open("/dev/null", O_RDWR);
    told(nothing, "open", "\"/dev/null\", O_RDWR");
    for (int file = 0; file <= 2; file++)
        told(dup2(nothing, file), "dup2", "%d, %d", nothing, file);
    if (nothing > 2)
        close(nothing);
    /* Adopted it is nobody's family any more, and a halted one could not see the lifeline: it ends with its adopter. */
    while (getppid() == session)
        poll(NULL, 0, 1);
    platform_signal_at_parents_end(SIGKILL);
    told_say("getppid() = %d now: that one has adopted me", (int)getppid());
    title_set("reaptree-child", "reaptree-child daemon");
    live_until(clock_now() + after_ms * 1000000LL);
    told_exit(0);
}

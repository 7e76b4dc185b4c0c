#include "told.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "platform.h"
#include "request.h"
#include "title.h"

static enum role speaker = ROLE_PARENT;
static bool stepping;
static struct record begun; /* the call that was told by told_begins() */

void told_as(enum role role)
{
    speaker = role;
}

enum role told_role(void)
{
    return speaker;
}

void told_step_by_step(bool is_stepping)
{
    stepping = is_stepping;
}

void told_step(void)
{
    struct request request;
    while (stepping && speaker == ROLE_PARENT) {
        ssize_t length = read(COMMANDS, &request, sizeof request);
        if (length == 0)
            _exit(0); /* the helper is gone */
        if (length == sizeof request && request.verb == VERB_STEP)
            return;
        if (length == sizeof request && request.verb == VERB_CANCEL)
            stepping = false; /* the rest in one go */
    }
}

long long told(long long value, const char *name, const char *args, ...)
{
    int error = errno;
    struct record record = record_of(RECORD_CALL, speaker);
    snprintf(record.name, sizeof record.name, "%s", name);
    va_list list;
    va_start(list, args);
    vsnprintf(record.args, sizeof record.args, args, list);
    va_end(list);
    record.outcome = OUTCOME_RETURNED;
    record.value = value;
    record.error = value == -1 ? error : 0;
    record_tell(&record);
    errno = error;
    return value;
}

void told_begins(const char *name, const char *args, ...)
{
    told_step();
    begun = record_of(RECORD_CALL, speaker);
    snprintf(begun.name, sizeof begun.name, "%s", name);
    va_list list;
    va_start(list, args);
    vsnprintf(begun.args, sizeof begun.args, args, list);
    va_end(list);
    begun.outcome = OUTCOME_BLOCKED;
    record_tell(&begun);
}

long long told_returned(long long value)
{
    int error = errno;
    begun.at = clock_now();
    begun.outcome = OUTCOME_RETURNED;
    begun.value = value;
    begun.error = value == -1 ? error : 0;
    record_tell(&begun);
    errno = error;
    return value;
}

pid_t told_fork(const struct intent *intent)
{
    told_step();
    long long before = platform_tick();
    pid_t child = fork();
    int error = errno;
    if (child == 0) {
        stepping = false;
        speaker = ROLE_CHILD;
        close(COMMANDS);
        /* What the parent does about its children is not what this one does about its own. */
        struct sigaction usual = { .sa_handler = SIG_DFL };
        sigaction(SIGCHLD, &usual, NULL);
        if (intent->quiet)
            return 0;
        struct record born = record_call(ROLE_CHILD, "fork", "%s", "");
        born.outcome = OUTCOME_RETURNED;
        born.ppid = getppid();
        snprintf(born.child, sizeof born.child, "%s", intent->name);
        record_tell(&born);
        if (intent->name[0] != '\0') {
            char title[64];
            snprintf(title, sizeof title, "reaptree-child %s", intent->name);
            title_set("reaptree-child", title);
        }
        return 0;
    }
    struct record record = record_call(speaker, "fork", "%s", "");
    record.outcome = OUTCOME_RETURNED;
    record.value = child;
    record.error = child < 0 ? error : 0;
    record.after_ms = intent->after_ms;
    record.exit_code = intent->code;
    snprintf(record.child, sizeof record.child, "%s", intent->name);
    if (child > 0) {
        /*
         * The start time counts in ticks: where the fork began and ended within one, there is no need to read it.
         * Nobody can have reaped the child, so whoever has this pid is this child; unless SIGCHLD reaps by itself.
         */
        struct facts facts;
        if (before >= 0 && platform_tick() == before)
            record.start = before;
        else if (platform_facts(child, &facts) == 0)
            record.start = facts.start;
        else
            record.start = before;
    }
    record_tell(&record);
    errno = error;
    return child;
}

pid_t told_waitpid(pid_t pid, int options, int *status)
{
    bool any = pid == -1 && options == 0;
    struct record record = any ? record_call(speaker, "wait", "&status")
                               : record_call(speaker, "waitpid", "%d, &status, %s", (int)pid,
                                             (options & WNOHANG) != 0 ? "WNOHANG" : "0");
    if ((options & WNOHANG) == 0) {
        told_step();
        record.at = clock_now();
        record.outcome = OUTCOME_BLOCKED;
        record_tell(&record);
    }
    int raw = 0;
    pid_t collected = waitpid(pid, &raw, options);
    int error = errno;
    record.at = clock_now();
    record.outcome = OUTCOME_RETURNED;
    record.value = collected;
    record.error = collected < 0 ? error : 0;
    record.status = collected > 0 ? raw : STATUS_NONE;
    record_tell(&record);
    if (status != NULL)
        *status = raw;
    errno = error;
    return collected;
}

int told_sleep(int ms)
{
    told_begins("nanosleep", "%g s", ms / 1000.0);
    struct record sleep_record = begun; /* a handler that runs meanwhile may tell calls of its own */
    struct timespec time = { ms / 1000, ms % 1000 * 1000000L };
    int result = nanosleep(&time, NULL);
    begun = sleep_record;
    return (int)told_returned(result);
}

_Noreturn void told_exit(int code)
{
    told_step();
    struct record record = record_call(speaker, "_exit", "%d", code);
    record.outcome = OUTCOME_NO_RETURN;
    record_tell(&record);
    _exit(code);
}

#include "reaping.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>

#include "clock.h"
#include "told.h"

static enum policy current;
static long long every, next_look; /* nanoseconds */
/* What the handler tells, made beforehand: of what makes text, nothing may be called in a handler. signal-safety(7) */
static struct record runs, collects;

/*
 * Signals that come while one of the kind is waiting are merged: so one SIGCHLD may stand for many children, and the
 * handler must ask until there is no more.
 */
static void on_child(int signal)
{
    (void)signal;
    int error = errno;
    struct record record = runs;
    record.at = clock_now();
    record_tell(&record);
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        record = collects;
        record.at = clock_now();
        record.value = pid;
        record.error = pid < 0 ? errno : 0;
        record.status = pid > 0 ? status : STATUS_NONE;
        record_tell(&record);
        if (pid <= 0)
            break;
    }
    errno = error;
}

void reaping_set(enum policy policy, int every_ms)
{
    struct sigaction action = { .sa_handler = SIG_DFL };
    sigemptyset(&action.sa_mask);
    const char *words = "SIGCHLD, SIG_DFL";
    if (policy == POLICY_HANDLER) {
        runs = record_of(RECORD_SAID, told_role());
        strcpy(runs.args, "SIGCHLD: the handler runs");
        collects = record_call(told_role(), "waitpid", "-1, &status, WNOHANG");
        collects.outcome = OUTCOME_RETURNED;
        action.sa_handler = on_child;
        words = "SIGCHLD, handler";
    } else if (policy == POLICY_IGNORE) {
        action.sa_handler = SIG_IGN;
        words = "SIGCHLD, SIG_IGN";
    } else if (policy == POLICY_NO_ZOMBIES) {
        action.sa_flags = SA_NOCLDWAIT;
        words = "SIGCHLD, SIG_DFL, SA_NOCLDWAIT";
    }
    told(sigaction(SIGCHLD, &action, NULL), "sigaction", "%s", words);
    current = policy;
    every = every_ms * 1000000LL;
    next_look = clock_now() + every;
}

int reaping_timeout(void)
{
    if (current != POLICY_POLL)
        return -1;
    long long left = (next_look - clock_now() + 999999) / 1000000;
    return left < 0 ? 0 : (int)left;
}

void reaping_look(void)
{
    if (current != POLICY_POLL || clock_now() < next_look)
        return;
    while (told_waitpid(-1, WNOHANG, NULL) > 0)
        continue;
    next_look += every;
    if (next_look < clock_now()) /* it was halted meanwhile: what was missed is not made up for */
        next_look = clock_now() + every;
}

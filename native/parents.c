#include "parents.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "family.h"
#include "lines.h"
#include "names.h"
#include "platform.h"

_Static_assert(sizeof(struct request) <= _POSIX_PIPE_BUF, "a request goes through a pipe in one piece");

enum { PARENTS_MOST = 256, BLOCKED_AFTER_MS = 20 };

struct parent {
    pid_t pid; /* 0: this place is free */
    long long start;
    int commands;
    bool ready;
    bool working;             /* it has a request that it has not done yet */
    struct request request;   /* that one */
    bool answered;            /* the engine has its reply to it */
    char blocked_in[168];      /* the call it is blocked in, or "" */
    long long blocked_since;
    bool stopped;
};

static struct parent parents[PARENTS_MOST];

static struct parent *parent_of(pid_t pid)
{
    for (size_t i = 0; i < PARENTS_MOST; i++)
        if (parents[i].pid == pid)
            return &parents[i];
    return NULL;
}

static void say(const struct parent *parent)
{
    line_parent(parent->pid, parent->start, parent->blocked_in[0] == '\0' ? NULL : parent->blocked_in,
                parent->stopped);
}

/* Gives the end to write to, and the one to read from; neither survives an exec. */
static int make_pipe(int *reader)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    *reader = ends[0];
    return ends[1];
}

static void tell_fork(pid_t pid, int error)
{
    struct record record = record_call(ROLE_HELPER, "fork", "%s", "");
    record.outcome = OUTCOME_RETURNED;
    record.value = pid;
    record.error = error;
    line_call(&record);
}

void parents_start(const struct request *request)
{
    struct parent *parent = parent_of(0);
    if (parent == NULL) {
        reply_refused(request->id, REFUSAL_SYSTEM, EAGAIN, "the lab holds %d test parents at most", PARENTS_MOST);
        return;
    }
    int reader;
    int commands = make_pipe(&reader);
    pid_t pid = commands < 0 ? -1 : family_found(reader);
    int error = errno;
    struct facts facts = { 0 };
    if (pid > 0) /* it is our own child and not reaped: nobody else can have its pid */
        platform_facts(pid, &facts);
    if (commands >= 0) {
        close(reader);
        tell_fork(pid, error);
    }
    if (pid < 0) {
        if (commands >= 0)
            close(commands);
        reply_refused(request->id, REFUSAL_SYSTEM, error, "a test parent cannot be made: %s", strerror(error));
        return;
    }
    *parent = (struct parent){ .pid = pid, .start = facts.start, .commands = commands, .working = true,
                               .request = *request };
}

/* Whether it can take a request now; where not, that is the answer. */
static bool can_take(const struct parent *parent, const struct request *request)
{
    const char *reason = NULL;
    if (parent->stopped)
        reason = "is stopped by a signal: SIGCONT would continue it";
    else if (parent->blocked_in[0] != '\0')
        reason = "takes no commands before that returns";
    else if (parent->working)
        reason = "has not finished what it was asked for before";
    if (reason == NULL)
        return true;
    if (parent->blocked_in[0] != '\0')
        reply_refused(request->id, REFUSAL_BUSY, EBUSY, "parent %d is blocked in %s and %s", (int)parent->pid,
                      parent->blocked_in, reason);
    else
        reply_refused(request->id, REFUSAL_BUSY, EBUSY, "parent %d %s", (int)parent->pid, reason);
    return false;
}

void parents_pass_on(const struct request *request)
{
    struct parent *parent = parent_of(request->parent.pid);
    if (parent == NULL || parent->start != request->parent.start || !parent->ready) {
        reply_refused(request->id, REFUSAL_GONE, ESRCH, "there is no such test parent");
        return;
    }
    if (request->verb == VERB_STEP || request->verb == VERB_CANCEL) {
        /* For what it does at the moment; the pipe holds many of these before it is full. */
        if (parent->working && (parent->request.verb == VERB_PLAY || parent->request.verb == VERB_FORK) &&
            write(parent->commands, request, sizeof *request) < 0)
            reply_refused(request->id, REFUSAL_SYSTEM, errno, "parent %d does not listen", (int)parent->pid);
        else
            reply_done(request->id, "%s", "");
        return;
    }
    if (request->verb == VERB_INTERRUPT) {
        kill(parent->pid, SIGURG); /* our own child, not reaped: nobody else has its pid */
        reply_done(request->id, "%s", "");
        return;
    }
    if (!can_take(parent, request))
        return;
    /*
     * Only the parent can reap its children, and it is idle now: if the child is still there under that pid, it stays
     * the same until waitpid has been called. If another is, the wait would collect a wrong one.
     */
    struct facts facts;
    if (request->verb == VERB_WAITPID && request->child.pid > 0 && platform_facts(request->child.pid, &facts) == 0 &&
        facts.start != request->child.start) {
        reply_refused(request->id, REFUSAL_GONE, ESRCH, "the pid %d is another process's by now",
                      (int)request->child.pid);
        return;
    }
    parent->working = true;
    parent->answered = false;
    parent->request = *request;
    /* The pipe is empty, so this cannot block; if the parent just died, its end is the answer: parents_reaped. */
    ssize_t written = write(parent->commands, request, sizeof *request);
    (void)written;
}

static void done(struct parent *parent, const struct record *record)
{
    const struct request *request = &parent->request;
    parent->working = false;
    if (parent->answered)
        return;
    if (request->verb == VERB_FORK && record->error == ECANCELED)
        reply_done(request->id, ",\"forked\":%d", (int)record->value);
    else if (request->verb == VERB_FORK && record->error != 0)
        reply_refused(request->id, REFUSAL_SYSTEM, record->error, "fork() failed after %d of %d children: %s",
                      (int)record->value, request->count, strerror(record->error));
    else if (request->verb == VERB_FORK)
        reply_done(request->id, ",\"forked\":%d", (int)record->value);
    else
        reply_done(request->id, ",\"blocked\":false");
}

/* Whether that is the return of what it is blocked in. */
static bool returns(const struct parent *parent, const struct record *record)
{
    size_t length = strlen(record->name);
    return strncmp(parent->blocked_in, record->name, length) == 0 && parent->blocked_in[length] == '(' &&
           strncmp(parent->blocked_in + length + 1, record->args, strlen(record->args)) == 0;
}

static void called(struct parent *parent, const struct record *record)
{
    line_call(record);
    if (record->outcome == OUTCOME_RETURNED && parent->blocked_in[0] != '\0' && !returns(parent, record))
        return; /* a handler's, in the midst of it */
    bool was_blocked = parent->blocked_in[0] != '\0';
    if (record->outcome == OUTCOME_BLOCKED) {
        snprintf(parent->blocked_in, sizeof parent->blocked_in, "%s(%s)", record->name, record->args);
        parent->blocked_since = record->at;
    } else {
        parent->blocked_in[0] = '\0';
    }
    if (was_blocked || record->outcome == OUTCOME_BLOCKED)
        say(parent);
}

void parents_heard(const struct record *record)
{
    struct parent *parent = record->role == ROLE_PARENT ? parent_of(record->pid) : NULL;
    if (record->kind == RECORD_CALL && record->value > 0 && record->start != 0) /* a child was born */
        deaths_watch((pid_t)record->value, record->start);
    if (record->kind == RECORD_SAID) {
        line_said(record);
        return;
    }
    if (parent == NULL) { /* a child, or a parent whose end was seen before its last words */
        if (record->kind == RECORD_CALL)
            line_call(record);
        return;
    }
    switch (record->kind) {
    case RECORD_READY:
        parent->ready = true;
        parent->working = false;
        say(parent);
        if (!parent->answered)
            reply_done(parent->request.id, ",\"pid\":%d,\"start\":%lld", (int)parent->pid,
                       parent->start);
        break;
    case RECORD_CALL:
        called(parent, record);
        break;
    case RECORD_DONE:
        done(parent, record);
        break;
    case RECORD_SAID:
        break;
    }
}

bool parents_reaped(pid_t pid, int status)
{
    struct parent *parent = parent_of(pid);
    if (parent == NULL)
        return false;
    if (parent->ready)
        line_parent_gone(parent->pid, parent->start);
    if (parent->working && !parent->answered) {
        if (parent->request.verb == VERB_END && WIFEXITED(status))
            reply_done(parent->request.id, "%s", "");
        else
            reply_refused(parent->request.id, REFUSAL_GONE, ESRCH, "parent %d ended before it could answer (%s)",
                          (int)pid, WIFSIGNALED(status) ? signal_name(WTERMSIG(status)) : "_exit");
    }
    bool in_wait = parent->blocked_in[0] != '\0';
    close(parent->commands);
    *parent = (struct parent){ 0 };
    return in_wait;
}

static void halted(struct parent *parent, bool stopped)
{
    if (parent->stopped == stopped)
        return;
    parent->stopped = stopped;
    if (parent->ready)
        say(parent);
    if (stopped && parent->working && !parent->answered) {
        parent->answered = true;
        reply_refused(parent->request.id, REFUSAL_BUSY, EBUSY,
                      "parent %d was stopped by a signal before it could finish: it goes on at SIGCONT",
                      (int)parent->pid);
    }
}

void parents_look_who_halts(void)
{
    for (size_t i = 0; i < PARENTS_MOST; i++) {
        if (parents[i].pid == 0)
            continue;
        for (;;) {
            siginfo_t info;
            memset(&info, 0, sizeof info); /* where nobody changed, some systems leave it as it was: waitid(2) */
            if (waitid(P_PID, (id_t)parents[i].pid, &info, WSTOPPED | WCONTINUED | WNOHANG) != 0 || info.si_pid == 0)
                break;
            halted(&parents[i], info.si_code == CLD_STOPPED);
        }
    }
}

void parents_kill_families(void)
{
    for (size_t i = 0; i < PARENTS_MOST; i++) {
        if (parents[i].pid == 0)
            continue;
        /* Not reaped yet, so neither its pid nor its group's number can be anyone else's. */
        kill(-parents[i].pid, SIGKILL);
        kill(parents[i].pid, SIGKILL);
    }
}

static bool waits_for_answer(const struct parent *parent)
{
    /* A story blocks many times, and who lets somebody sleep awaits the awakening: these are answered at their end. */
    if (parent->request.verb == VERB_PLAY || parent->request.verb == VERB_SLEEP)
        return false;
    return parent->pid != 0 && parent->working && !parent->answered && parent->blocked_in[0] != '\0';
}

int parents_timeout(void)
{
    long long least = -1, now = clock_now();
    for (size_t i = 0; i < PARENTS_MOST; i++) {
        if (!waits_for_answer(&parents[i]))
            continue;
        long long left = BLOCKED_AFTER_MS - (now - parents[i].blocked_since) / 1000000;
        if (left < 0)
            left = 0;
        if (least < 0 || left < least)
            least = left;
    }
    return (int)least;
}

void parents_answer_blocked(void)
{
    long long now = clock_now();
    for (size_t i = 0; i < PARENTS_MOST; i++) {
        struct parent *parent = &parents[i];
        if (!waits_for_answer(parent) || now - parent->blocked_since < BLOCKED_AFTER_MS * 1000000LL)
            continue;
        struct facts facts;
        if (platform_facts(parent->pid, &facts) == 0 && facts.state == 'R') {
            parent->blocked_since = now; /* it only waits for a processor: ask again */
            continue;
        }
        parent->answered = true;
        reply_done(parent->request.id, ",\"blocked\":true");
    }
}

void parents_forget_all(void)
{
    for (size_t i = 0; i < PARENTS_MOST; i++)
        if (parents[i].pid != 0)
            close(parents[i].commands);
    memset(parents, 0, sizeof parents);
}

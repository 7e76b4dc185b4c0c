/*
 * The lab's helper: one thread, one poll(2) loop. It makes test parents, passes the engine's commands on to them, makes
 * JSON of what all lab processes tell, adopts and reaps their orphans, and ends them all when the engine goes.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "commands.h"
#include "keeper.h"
#include "lines.h"
#include "names.h"
#include "output.h"
#include "parents.h"
#include "platform.h"
#include "record.h"
#include "request.h"
#include "sweep.h"
#include "title.h"

#ifndef POLLRDHUP
#define POLLRDHUP 0
#endif

enum { BATCH = 64, CLEANUP_AGAIN_MS = 20 };

static int records; /* where what the lab processes tell is read */
static int deaths;
static int wakeups[2]; /* a byte for each signal, so that poll(2) wakes up for it: the self-pipe trick */
static volatile sig_atomic_t child_changed, asked_to_end;

static long long cleanup_id; /* the cleanup that is under way, or -1 */
static int cleaned_up;
static bool childless; /* the last look said so */

static struct death latest[BATCH]; /* the zombies that were told last */
static size_t latest_count;

static void on_signal(int signal)
{
    int error = errno;
    if (signal == SIGCHLD)
        child_changed = 1;
    else
        asked_to_end = 1;
    ssize_t written = write(wakeups[1], "", 1); /* where the pipe is full, it wakes up anyway */
    (void)written;
    errno = error;
}

/* --- commands ------------------------------------------------------------------------------------------------ */

static void kill_one(const struct request *request)
{
    pid_t pid = request->process.pid;
    int error = pid == getpid() ? EXDEV
                                : platform_signal(pid, request->process.start, getpid(), request->signal);
    if (error == EXDEV) {
        reply_refused(request->id, REFUSAL_NOT_OURS, EPERM, "process %d is not of this lab", (int)pid);
        return;
    }
    if (error == ESRCH) {
        reply_refused(request->id, REFUSAL_GONE, ESRCH, "process %d has already gone", (int)pid);
        return;
    }
    struct record record = record_call(ROLE_HELPER, PLATFORM_SIGNAL_CALL, PLATFORM_SIGNAL_ARGS, (int)pid,
                                       signal_name(request->signal));
    record.outcome = OUTCOME_RETURNED;
    record.value = error == 0 ? 0 : -1;
    record.error = error;
    line_call(&record);
    if (error == 0)
        reply_done(request->id, "%s", "");
    else
        reply_refused(request->id, REFUSAL_SYSTEM, error, "process %d cannot be signalled: %s", (int)pid,
                      strerror(error));
}

static void clean_up(long long id)
{
    cleanup_id = id;
    cleaned_up = 0;
    parents_kill_families();
    platform_kill_children();
    childless = false;
    child_changed = 1; /* perhaps there is nobody */
}

static void carry_out(const struct request *request)
{
    if (cleanup_id >= 0 && request->verb != VERB_PING) {
        reply_refused(request->id, REFUSAL_BUSY, EBUSY, "the lab is being cleaned up");
        return;
    }
    switch (request->verb) {
    case VERB_PING:
        reply_done(request->id, "%s", "");
        break;
    case VERB_START:
        parents_start(request);
        break;
    case VERB_KILL:
        kill_one(request);
        break;
    case VERB_CLEANUP:
        clean_up(request->id);
        break;
    case VERB_FORK:
    case VERB_WAIT:
    case VERB_WAITPID:
    case VERB_SLEEP:
    case VERB_REAPING:
    case VERB_EXEC:
    case VERB_DAEMON:
    case VERB_PLAY:
    case VERB_STEP:
    case VERB_CANCEL:
    case VERB_INTERRUPT:
    case VERB_END:
        parents_pass_on(request);
        break;
    }
}

static void line_read(char *line, size_t length, bool too_long)
{
    if (length == 0)
        return;
    struct request request;
    line[length] = '\0';
    const char *wrong = request_parse(line, length, &request);
    if (too_long)
        wrong = "a line is too long";
    if (wrong != NULL)
        reply_refused(request.id, REFUSAL_USAGE, EINVAL, "%s", wrong);
    else
        carry_out(&request);
}

/* False at the end of the input. */
static bool read_commands(void)
{
    static char line[LINE_MAX_BYTES + 1];
    static size_t length;
    static bool skipping; /* the rest of a line that was too long */
    char input[LINE_MAX_BYTES];
    ssize_t got = read(STDIN_FILENO, input, sizeof input);
    if (got <= 0)
        return got < 0 && (errno == EINTR || errno == EAGAIN);
    for (ssize_t i = 0; i < got; i++) {
        if (input[i] == '\n') {
            if (!skipping)
                line_read(line, length, false);
            skipping = false;
            length = 0;
        } else if (!skipping && length == LINE_MAX_BYTES) {
            line_read(line, length, true);
            skipping = true;
        } else if (!skipping) {
            line[length++] = input[i];
        }
    }
    return true;
}

/* --- what happened ------------------------------------------------------------------------------------------- */

struct reaped {
    pid_t pid;
    int status;
    long long at;
};

/* Collects our own dead children: test parents, and orphans that we adopted. */
static size_t reap(struct reaped *reaped)
{
    size_t count = 0;
    if (!child_changed)
        return 0;
    child_changed = 0;
    childless = false;
    while (count < BATCH) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid <= 0) {
            childless = pid < 0 && errno == ECHILD;
            return count;
        }
        reaped[count++] = (struct reaped){ pid, status, clock_now() };
    }
    child_changed = 1; /* the others in the next round */
    return count;
}

static void tell_ended(const struct death *death)
{
    line_ended(death);
    if (!death->reaped)
        latest[latest_count++ % BATCH] = *death;
}

/*
 * A parent that is killed in wait() may have collected a child just then, and did not live to tell. That child was
 * among the last to end: who of them is gone now was collected, whether that was told or not.
 */
static void tell_collected_in_silence(void)
{
    struct facts facts;
    for (size_t i = 0; i < BATCH && i < latest_count; i++) {
        if (platform_facts(latest[i].pid, &facts) == 0 && facts.start == latest[i].start)
            continue;
        latest[i].reaped = true;
        line_ended(&latest[i]);
    }
    latest_count = 0;
}

static void tell_reaped(const struct reaped *reaped)
{
    struct record record = record_call(ROLE_HELPER, "waitpid", "-1, &status, WNOHANG");
    record.at = reaped->at;
    record.outcome = OUTCOME_RETURNED;
    record.value = reaped->pid;
    record.status = reaped->status;
    line_call(&record);
    if (parents_reaped(reaped->pid, reaped->status))
        tell_collected_in_silence();
    cleaned_up++;
}

/* Reads the records that are in the pipe now. */
static void read_records(void)
{
    static struct record batch[BATCH];
    int waiting = 0;
    if (ioctl(records, FIONREAD, &waiting) != 0)
        return;
    while (waiting >= (int)sizeof batch[0]) {
        /* Whole records go in and room for whole records is given, so whole records come out: pipe(7) */
        ssize_t got = read(records, batch, sizeof batch);
        if (got < (ssize_t)sizeof batch[0])
            return;
        for (size_t i = 0; i < (size_t)got / sizeof batch[0]; i++)
            parents_heard(&batch[i]);
        waiting -= (int)got;
    }
}

/*
 * First it is gathered who died, and only then are the records read: so all that the dead had to say is in the pipe, and
 * is told before their end. How a zombie ended must be asked before it is reaped.
 */
static void see_what_happened(void)
{
    struct death died[BATCH];
    struct reaped reaped[BATCH];
    bool changed = child_changed;
    size_t deaths_count = deaths_take(died, BATCH);
    size_t reaped_count = reap(reaped);
    read_records();
    for (size_t i = 0; i < deaths_count; i++)
        tell_ended(&died[i]);
    for (size_t i = 0; i < reaped_count; i++)
        tell_reaped(&reaped[i]);
    if (changed)
        parents_look_who_halts();
    parents_answer_blocked();
    if (cleanup_id >= 0 && childless && !child_changed && !deaths_are_awaited()) {
        reply_done(cleanup_id, ",\"ended\":%d", cleaned_up);
        cleanup_id = -1;
    }
}

/* --- the loop ------------------------------------------------------------------------------------------------ */

static int sooner(int one, int other)
{
    return one < 0 ? other : other < 0 || one < other ? one : other;
}

static void loop(void)
{
    enum { ENGINE, OUT, IN, TOLD, DIED, SIGNALLED, SOURCES };
    while (!asked_to_end) {
        /* While the engine does not read, nothing more is taken in, and so nothing grows. */
        short in = output_has_room() ? POLLIN : 0;
        struct pollfd wait_for[SOURCES] = {
            [ENGINE] = { .fd = LIFELINE, .events = POLLRDHUP },
            [OUT] = { .fd = STDOUT_FILENO, .events = output_is_pending() ? POLLOUT : 0 },
            [IN] = { .fd = STDIN_FILENO, .events = in },
            [TOLD] = { .fd = records, .events = in },
            [DIED] = { .fd = deaths, .events = in },
            [SIGNALLED] = { .fd = wakeups[0], .events = POLLIN },
        };
        int timeout = sooner(parents_timeout(), deaths_timeout());
        if (cleanup_id >= 0)
            timeout = sooner(timeout, CLEANUP_AGAIN_MS);
        if (child_changed)
            timeout = 0;
        int ready = poll(wait_for, SOURCES, in ? timeout : -1);
        if (ready < 0 && errno != EINTR)
            return;
        if (ready < 0)
            continue;
        if (wait_for[ENGINE].revents != 0)
            return;
        if (wait_for[SIGNALLED].revents != 0) {
            char bytes[64];
            ssize_t got = read(wakeups[0], bytes, sizeof bytes);
            (void)got;
        }
        if (in) {
            if (cleanup_id >= 0 && ready == 0 && !child_changed)
                platform_kill_children(); /* orphans that came to us since */
            see_what_happened();
            if (wait_for[IN].revents != 0 && !read_commands())
                return;
        }
        if (!output_flush())
            return;
    }
}

/* Gives -1 where it fails. The ends are moved out of the way of the descriptors that lab processes have. */
static int make_pipe(int ends[2])
{
    enum { OUT_OF_THE_WAY = 10 };
    int pair[2];
    if (pipe(pair) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        ends[i] = fcntl(pair[i], F_DUPFD_CLOEXEC, OUT_OF_THE_WAY);
        close(pair[i]);
    }
    return ends[0] < 0 || ends[1] < 0 ? -1 : 0;
}

/* Gives what is missing, or NULL. */
static const char *set_up(void)
{
    struct stat lifeline;
    if (fstat(LIFELINE, &lifeline) != 0 || !(S_ISFIFO(lifeline.st_mode) || S_ISSOCK(lifeline.st_mode)))
        return "descriptor 3 must be the lifeline, a pipe or socket whose other end only the engine holds";
    platform_close_from(LIFELINE + 1);
    fcntl(LIFELINE, F_SETFD, FD_CLOEXEC);
    if (getsid(0) != getpid() && setsid() < 0)
        return "it must not lead a process group: start it through setsid(1), or from a program";
    if (keeper_stand_by() != 0)
        return "it cannot be forked";
    /* A session of our own: no terminal can signal us. */
    if (setsid() < 0)
        return "no session can be founded";

    int told[2];
    if (make_pipe(told) != 0 || make_pipe(wakeups) != 0 || dup2(told[1], RECORDS) < 0)
        return "no pipes can be made";
    fcntl(RECORDS, F_SETFD, FD_CLOEXEC);
    close(told[1]);
    records = told[0];
    fcntl(wakeups[0], F_SETFL, O_NONBLOCK);
    fcntl(wakeups[1], F_SETFL, O_NONBLOCK);
    deaths = deaths_open();

    struct sigaction action = { .sa_handler = on_signal };
    sigfillset(&action.sa_mask);
    const int handled[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP };
    for (size_t i = 0; i < sizeof handled / sizeof handled[0]; i++)
        sigaction(handled[i], &action, NULL);
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigaction(SIGPIPE, &ignore, NULL); /* a write that fails with EPIPE says it better */
    return NULL;
}

int lab_main(void)
{
    const char *missing = set_up();
    if (missing != NULL) {
        fprintf(stderr, "reaptree-native lab: %s\n", missing);
        return EXIT_STATUS_USAGE;
    }
    title_set("reaptree-helper", "reaptree-helper");
    cleanup_id = -1;
    line_hello(platform_adopt_orphans());
    loop();
    /* The engine is gone: nobody of the lab outlives it, blocked or stopped as they may be. */
    parents_kill_families();
    sweep_everybody();
    parents_forget_all();
    deaths_close();
    return EXIT_STATUS_DONE;
}

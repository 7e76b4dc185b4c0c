/*
 * `reaptree-native run FILES COMMAND…`: runs a command below a subreaper, so that whatever it leaves behind comes to us
 * and not to process 1. Its input, output and terminal are those of the caller; we only start it, wait, and reap.
 * FILES is the soft limit of open files that the command gets, or "-": whoever starts us may have raised its own.
 *
 * Descriptor 3 is a socket to the caller, and nobody else holds its other end. We say there, a line each:
 *
 *   started PID         the command runs
 *   failed ERRNO        it could not be started; we end
 *   ended PID STATUS    it ended, with this status of wait(2)
 *   reaped PID STATUS   a process that had come to us ended
 *   over                nobody is left; we end
 *
 * and are told:
 *
 *   pass SIGNAL               give the command this signal, unless the terminal has given it to us all
 *   signal PID START SIGNAL   signal that very process below us
 *   end                       kill whatever is left
 *
 * Where the caller goes, nobody stays. Signals are numbers.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "commands.h"
#include "platform.h"

enum { CALLER = 3, AGAIN_MS = 20, LINE_BYTES = 64, TOGETHER_MS = 1000, ENDING_MS = 5000, SIGNALS = 65 };

static const int passed_on[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2 };

static int wakeups[2]; /* a byte for each signal, so that poll(2) wakes up for it: the self-pipe trick */
static volatile long long got_at[SIGNALS]; /* when we got a signal ourselves, in ns; 0 for never */
static pid_t command;                      /* 0 once it has ended */
static bool ending;

static void on_signal(int signal)
{
    int error = errno;
    if (signal != SIGCHLD)
        got_at[signal] = clock_now();
    ssize_t written = write(wakeups[1], "", 1); /* where the pipe is full, it wakes up anyway */
    (void)written;
    errno = error;
}

static void say(const char *format, ...)
{
    char line[LINE_BYTES];
    va_list list;
    va_start(list, format);
    int length = vsnprintf(line, sizeof line, format, list);
    va_end(list);
    if (length > 0 && length < (int)sizeof line) {
        ssize_t written = write(CALLER, line, (size_t)length); /* where the caller is gone, poll(2) says so */
        (void)written;
    }
}

/* Where the system has no pipe2(2). */
static bool make_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/* In the child: becomes the command, or writes why not. */
static void become(char **argv, const char *files, int failed)
{
    struct rlimit limit;
    long long wanted = strtoll(files, NULL, 10);
    if (wanted > 0 && getrlimit(RLIMIT_NOFILE, &limit) == 0 && (rlim_t)wanted < limit.rlim_cur) {
        limit.rlim_cur = (rlim_t)wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    execvp(argv[0], argv);
    int error = errno;
    ssize_t written = write(failed, &error, sizeof error);
    (void)written;
    _exit(127);
}

static void listen_to_signals(void)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    sigaction(SIGCHLD, &action, NULL);
    for (size_t i = 0; i < sizeof passed_on / sizeof passed_on[0]; i++)
        sigaction(passed_on[i], &action, NULL);
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigaction(SIGPIPE, &ignore, NULL);
}

/*
 * Gives 0 or an errno. Handlers are set after the fork, and signals wait until then: the command must not inherit
 * what we ignore or block, and none must end us while nobody minds the command.
 */
static int start(char **argv, const char *files)
{
    int failed[2];
    if (!make_pipe(failed))
        return errno;
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    command = fork();
    int error = errno;
    if (command == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        become(argv, files, failed[1]);
    }
    listen_to_signals();
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(failed[1]);
    if (command < 0) {
        close(failed[0]);
        command = 0;
        return error;
    }
    error = 0;
    ssize_t got;
    do
        got = read(failed[0], &error, sizeof error);
    while (got < 0 && errno == EINTR);
    close(failed[0]);
    if (got == (ssize_t)sizeof error) {
        waitpid(command, NULL, 0);
        command = 0;
        return error;
    }
    return 0;
}

/* A signal of the terminal, or to the whole process group, has reached the command as it has reached us. */
static void pass_on(int signal)
{
    if (command == 0 || signal <= 0 || signal >= SIGNALS)
        return;
    if (got_at[signal] != 0 && clock_now() - got_at[signal] < TOGETHER_MS * 1000000LL) {
        got_at[signal] = 0;
        return;
    }
    kill(command, signal); /* not reaped yet, so the pid cannot be another's */
}

static void take_line(const char *line)
{
    int pid, signal;
    long long began;
    if (sscanf(line, "pass %d", &signal) == 1)
        pass_on(signal);
    else if (sscanf(line, "signal %d %lld %d", &pid, &began, &signal) == 3)
        platform_signal((pid_t)pid, began, 0, signal);
    else if (strcmp(line, "end") == 0)
        ending = true;
}

/* False where the caller is gone. */
static bool take_input(void)
{
    static char line[LINE_BYTES];
    static size_t length;
    char input[1024];
    ssize_t got = read(CALLER, input, sizeof input);
    if (got <= 0)
        return got < 0 && (errno == EINTR || errno == EAGAIN);
    for (ssize_t i = 0; i < got; i++) {
        if (input[i] == '\n') {
            line[length] = '\0';
            take_line(line);
            length = 0;
        } else if (length < LINE_BYTES - 1) {
            line[length++] = input[i];
        }
    }
    return true;
}

/* Gives whether anybody is left. */
static bool reap(void)
{
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid == 0)
            return true;
        if (pid < 0)
            return errno == EINTR;
        if (pid == command) {
            command = 0;
            say("ended %d %d\n", (int)pid, status);
        } else {
            say("reaped %d %d\n", (int)pid, status);
        }
    }
}

static const char *set_up(void)
{
    if (fcntl(CALLER, F_SETFD, FD_CLOEXEC) != 0)
        return "descriptor 3 must be a socket to the caller";
    if (!platform_adopt_orphans())
        return "this system has no subreapers (PR_SET_CHILD_SUBREAPER of Linux)";
    if (!make_pipe(wakeups))
        return "no pipe can be made";
    fcntl(wakeups[0], F_SETFL, O_NONBLOCK);
    fcntl(wakeups[1], F_SETFL, O_NONBLOCK);
    return NULL;
}

int run_main(int argc, char **argv)
{
    if (argc < 2)
        return EXIT_STATUS_USAGE;
    const char *missing = set_up();
    if (missing != NULL) {
        fprintf(stderr, "reaptree-native run: %s\n", missing);
        return EXIT_STATUS_REFUSED;
    }
    int error = start(argv + 1, argv[0]);
    if (error != 0) {
        say("failed %d\n", error);
        return EXIT_STATUS_DONE;
    }
    platform_name("reaptree-run");
    say("started %d\n", (int)command);
    long long since = 0;
    while (reap()) {
        if (ending && since == 0)
            since = clock_now();
        if (ending && clock_now() - since > ENDING_MS * 1000000LL)
            break; /* of another user, or stuck in the kernel: nobody can end it */
        if (ending)
            platform_kill_children(); /* and then the orphans of those that it killed */
        struct pollfd wait_for[] = {
            { .fd = CALLER, .events = POLLIN },
            { .fd = wakeups[0], .events = POLLIN },
        };
        if (ending)
            wait_for[0].fd = -1;
        if (poll(wait_for, 2, ending ? AGAIN_MS : -1) < 0 && errno != EINTR)
            break;
        char bytes[64];
        while (read(wakeups[0], bytes, sizeof bytes) > 0) {
        }
        if (!ending && wait_for[0].revents != 0 && !take_input())
            ending = true;
    }
    say("over\n");
    return EXIT_STATUS_DONE;
}

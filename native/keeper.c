#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "platform.h"
#include "record.h"
#include "sweep.h"
#include "title.h"

#ifndef POLLRDHUP
#define POLLRDHUP 0
#endif

enum { HELPER_MAY_TAKE_MS = 300, TICK_MS = 5 };

static int wakeups[2];

static void on_signal(int signal)
{
    int error = errno;
    char number = (char)signal;
    ssize_t written = write(wakeups[1], &number, 1);
    (void)written;
    errno = error;
}

static void hear(int signal, void (*handler)(int))
{
    struct sigaction action = { .sa_handler = handler };
    sigfillset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

/* Ends as the helper did, so that whoever started us sees how that was. */
static _Noreturn void end_as(int status)
{
    if (WIFSIGNALED(status)) {
        hear(WTERMSIG(status), SIG_DFL);
        kill(getpid(), WTERMSIG(status));
    }
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

static _Noreturn void keep(pid_t helper)
{
    title_set("reaptree-keeper", "reaptree-keeper");
    bool ending = false;
    long long since = 0;
    for (;;) {
        struct pollfd wait_for[] = {
            { .fd = ending ? -1 : LIFELINE, .events = POLLRDHUP },
            { .fd = wakeups[0], .events = POLLIN },
        };
        poll(wait_for, 2, ending ? TICK_MS : -1);
        if (wait_for[1].revents != 0) {
            char signal;
            if (read(wakeups[0], &signal, 1) == 1 && signal != SIGCHLD)
                kill(helper, signal); /* it is not reaped yet: nobody else has its pid */
        }
        int status;
        if (waitpid(helper, &status, WNOHANG) == helper) {
            sweep_everybody();
            end_as(status);
        }
        if (!ending && wait_for[0].revents != 0) {
            ending = true;
            since = clock_now();
        }
        /* The helper sees the lifeline too and tidies up; unless somebody halted it. */
        if (ending && clock_now() - since > HELPER_MAY_TAKE_MS * 1000000LL)
            kill(helper, SIGKILL);
    }
}

int keeper_stand_by(void)
{
    if (pipe(wakeups) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(wakeups[i], F_SETFL, O_NONBLOCK);
        fcntl(wakeups[i], F_SETFD, FD_CLOEXEC);
    }
    platform_adopt_orphans();
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t keeper = getpid();
    pid_t helper = fork();
    if (helper == 0) {
        close(wakeups[0]);
        close(wakeups[1]);
        platform_signal_at_parents_end(SIGTERM);
        if (getppid() != keeper)
            _exit(0);
        sigprocmask(SIG_SETMASK, &before, NULL);
        return 0;
    }
    if (helper > 0) {
        const int heard[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP };
        for (size_t i = 0; i < sizeof heard / sizeof heard[0]; i++)
            hear(heard[i], on_signal);
        /* Were we halted when the engine dies, we must wake up to see it. */
        platform_signal_at_parents_end(SIGCONT);
        /* What the engine says and reads is the helper's alone. */
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, STDIN_FILENO);
        dup2(nothing, STDOUT_FILENO);
        sigprocmask(SIG_SETMASK, &before, NULL);
        keep(helper);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return -1;
}

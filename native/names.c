#include "names.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

struct name {
    int number;
    const char *text;
};

#define NAME(constant) { constant, #constant }

static const struct name SIGNALS[] = {
    NAME(SIGHUP),  NAME(SIGINT),  NAME(SIGQUIT), NAME(SIGILL),   NAME(SIGTRAP),   NAME(SIGABRT), NAME(SIGBUS),
    NAME(SIGFPE),  NAME(SIGKILL), NAME(SIGUSR1), NAME(SIGSEGV),  NAME(SIGUSR2),   NAME(SIGPIPE), NAME(SIGALRM),
    NAME(SIGTERM), NAME(SIGCHLD), NAME(SIGCONT), NAME(SIGSTOP),  NAME(SIGTSTP),   NAME(SIGTTIN), NAME(SIGTTOU),
    NAME(SIGURG),  NAME(SIGXCPU), NAME(SIGXFSZ), NAME(SIGVTALRM), NAME(SIGPROF),  NAME(SIGWINCH), NAME(SIGIO),
    NAME(SIGSYS),
#ifdef SIGPWR
    NAME(SIGPWR),
#endif
#ifdef SIGSTKFLT
    NAME(SIGSTKFLT),
#endif
};

static const struct name ERRORS[] = {
    NAME(EPERM),  NAME(ENOENT), NAME(ESRCH),  NAME(EINTR),  NAME(EIO),    NAME(EBADF),    NAME(ECHILD),
    NAME(EAGAIN), NAME(ENOMEM), NAME(EACCES), NAME(EFAULT), NAME(EBUSY),  NAME(EINVAL),   NAME(ENFILE),
    NAME(EMFILE), NAME(ENOSPC), NAME(EPIPE),  NAME(ERANGE), NAME(ENOSYS), NAME(EOVERFLOW), NAME(E2BIG),
    NAME(ESTALE),
};

static const char *name_in(const struct name *names, size_t count, int number)
{
    for (size_t i = 0; i < count; i++)
        if (names[i].number == number)
            return names[i].text;
    return NULL;
}

int signal_number(const char *name)
{
    for (size_t i = 0; i < sizeof SIGNALS / sizeof SIGNALS[0]; i++)
        if (strcmp(SIGNALS[i].text, name) == 0)
            return SIGNALS[i].number;
    return 0;
}

const char *signal_name(int number)
{
    static char unnamed[24];
    const char *name = name_in(SIGNALS, sizeof SIGNALS / sizeof SIGNALS[0], number);
    if (name != NULL)
        return name;
    snprintf(unnamed, sizeof unnamed, "SIG%d", number);
    return unnamed;
}

const char *errno_name(int number)
{
    static char unnamed[24];
    const char *name = name_in(ERRORS, sizeof ERRORS / sizeof ERRORS[0], number);
    if (name != NULL)
        return name;
    snprintf(unnamed, sizeof unnamed, "E%d", number);
    return unnamed;
}

/* `reaptree-native signal PID START SIGNAL`: for any process of the machine, one shot, and never at the wrong one. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "names.h"
#include "platform.h"

static int refused(int error, const char *message, int exit_status)
{
    printf("{\"ok\":false,\"errno\":\"%s\",\"message\":\"%s\"}\n", errno_name(error), message);
    return exit_status;
}

static bool number(const char *text, long long most, long long *value)
{
    char *end;
    errno = 0;
    *value = strtoll(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 && *value <= most;
}

int signal_main(int argc, char **argv)
{
    long long pid, start;
    if (argc != 3)
        return refused(EINVAL, "usage: reaptree-native signal PID START SIGNAL", EXIT_STATUS_USAGE);
    if (!number(argv[0], INT_MAX, &pid) || pid == 0)
        return refused(EINVAL, "PID is not a process id", EXIT_STATUS_USAGE);
    if (!number(argv[1], LLONG_MAX, &start))
        return refused(EINVAL, "START is not a start time", EXIT_STATUS_USAGE);
    int signal = signal_number(argv[2]);
    if (signal == 0)
        return refused(EINVAL, "SIGNAL is not the name of a signal", EXIT_STATUS_USAGE);

    int error = platform_signal((pid_t)pid, start, 0, signal);
    if (error == ESRCH)
        return refused(error, "that process has gone", EXIT_STATUS_GONE);
    if (error != 0)
        return refused(error, strerror(error), EXIT_STATUS_REFUSED);
    printf("{\"ok\":true}\n");
    return EXIT_STATUS_DONE;
}

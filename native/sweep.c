#include "sweep.h"

#include <errno.h>
#include <sys/wait.h>

#include "platform.h"

void sweep_everybody(void)
{
    for (;;) {
        pid_t pid;
        do
            pid = waitpid(-1, NULL, WNOHANG);
        while (pid > 0);
        if (pid < 0 && errno != EINTR)
            return; /* ECHILD */
        platform_kill_children(); /* what is left, and the orphans of those just reaped */
        waitpid(-1, NULL, 0);
    }
}

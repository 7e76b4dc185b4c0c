#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a second lasts: the first argument can make it shorter. */
static double second = 1;

static void nap(double seconds)
{
    usleep((useconds_t)(seconds * second * 1e6));
}

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    if (geteuid() == 0) { /* root is not bound by the limit */
        uid_t user = (uid_t)(61000 + getpid() % 4000);
        if (setgid(user) != 0 || setuid(user) != 0)
            return 1;
    }
    struct rlimit limit;
    getrlimit(RLIMIT_NPROC, &limit);
    pid_t pid = 0;
    int children = 0;
    /* How many there are already, only the kernel knows: so the limit is raised until some forks succeed. */
    for (limit.rlim_cur = 6; children == 0 && limit.rlim_cur < limit.rlim_max; limit.rlim_cur += 6) {
        setrlimit(RLIMIT_NPROC, &limit);
        while ((pid = fork()) >= 0) {
            if (pid == 0) {
                nap(4);
                _exit(0);
            }
            children++;
        }
    }
    printf("fork() = %d, %s\n", (int)pid, errno == EAGAIN ? "EAGAIN" : strerror(errno));
    int collected = 0;
    while (wait(NULL) > 0)
        collected++;
    printf("collected all: %s\n", collected == children && children > 0 ? "yes" : "no");
    return 0;
}

/* The limit of processes: RLIMIT_NPROC counts all tasks of one user, and does not bind root. getrlimit(2), fork(2) */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform.h"
#include "play.h"
#include "told.h"

enum { MORE = 5, FORKS_MOST = 64, NOBODY = 65534, SPARE_USER = 61000 };

/* How many tasks the user has, as far as /proc shows them; each thread is one. */
static long tasks_of(uid_t user)
{
    long tasks = 0;
    DIR *proc = opendir("/proc");
    if (proc == NULL)
        return 0;
    for (struct dirent *entry; (entry = readdir(proc)) != NULL;) {
        char path[300];
        struct stat status;
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9')
            continue;
        snprintf(path, sizeof path, "/proc/%s", entry->d_name);
        if (stat(path, &status) != 0 || status.st_uid != user)
            continue;
        snprintf(path, sizeof path, "/proc/%s/task", entry->d_name);
        if (stat(path, &status) == 0)
            tasks += (long)status.st_nlink - 2; /* a directory for each thread */
    }
    closedir(proc);
    return tasks;
}

/* Root becomes an ordinary user, whom the limit binds. */
static void leave_root(void)
{
    if (geteuid() != 0)
        return;
    told_say("root may fork beyond any limit of its own: I become an ordinary user first");
    uid_t user = (uid_t)(SPARE_USER + getpid() % 4000); /* one that nobody else is, most likely */
    told_step();
    if (setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0) {
        user = NOBODY; /* in a container there may be few */
        if (setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0)
            told(-1, "setresuid", "%d, %d, %d", (int)user, (int)user, (int)user);
    }
    if (geteuid() != 0)
        told(0, "setresuid", "%d, %d, %d", (int)user, (int)user, (int)user);
    platform_signal_at_parents_end(SIGKILL); /* was taken off by the change of users: prctl(2) */
}

void play_limit(int second_ms)
{
    leave_root();
    struct rlimit limit;
    if (getrlimit(RLIMIT_NPROC, &limit) != 0)
        return;
    long allowed = tasks_of(getuid()) + MORE;
    if (limit.rlim_max == RLIM_INFINITY || (rlim_t)allowed < limit.rlim_max)
        limit.rlim_cur = (rlim_t)allowed;
    told_step();
    told(setrlimit(RLIMIT_NPROC, &limit), "setrlimit", "RLIMIT_NPROC, %lld", (long long)limit.rlim_cur);

    struct intent intent = { "", 60 * second_ms, 0, false };
    pid_t forked[FORKS_MOST];
    int children = 0, failed = 0;
    while (children < FORKS_MOST && !failed) {
        pid_t child = told_fork(&intent);
        if (child == 0) {
            told_sleep(60 * second_ms);
            told_exit(0);
        }
        if (child > 0)
            forked[children++] = child;
        else
            failed = errno;
    }
    told_say("%d children, and then no more", children);
    told_sleep(2 * second_ms);
    for (int i = 0; i < children; i++) {
        told_step();
        told(kill(forked[i], SIGTERM), "kill", "%d, SIGTERM", (int)forked[i]);
    }
    while (children > 0) {
        if (told_waitpid(-1, 0, NULL) > 0)
            children--;
        else if (errno != EINTR)
            return;
    }
}

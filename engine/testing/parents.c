/*
 * Parents that do not collect their children, each for a reason of its own. The first word says which; each writes
 * the pid of its dead child (or children) on one line when the scene is set.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t dead_child(int code)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(code);
    return pid;
}

/* Until it is a zombie; nothing is collected by that. */
static void await_end(pid_t pid)
{
    siginfo_t info;
    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT | __WALL);
}

static void tell(pid_t pid)
{
    printf("%d\n", (int)pid);
    fflush(stdout);
}

static void collect_one(int signal)
{
    (void)signal;
    waitpid(-1, NULL, WNOHANG);
}

static void collect_all(int signal)
{
    (void)signal;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        continue;
}

static void mask_child_signal(int how)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(how, &set, NULL);
}

static void *sleep_on(void *nothing)
{
    for (;;)
        pause();
    return nothing;
}

/* Answers each line that it reads with a sum over what it has on its stack: whether it is still as it was. */
static void answer_lines(void)
{
    volatile unsigned words[64];
    for (unsigned i = 0; i < 64; i++)
        words[i] = i * 2654435761u;
    char line[256];
    while (fgets(line, sizeof line, stdin) != NULL) {
        unsigned sum = 0;
        for (unsigned i = 0; i < 64; i++)
            sum += words[i];
        printf("%u %s", sum, line);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    const char *way = argc > 1 ? argv[1] : "";
    pthread_t thread;
    if (strcmp(way, "never") == 0) {
        tell(dead_child(3));
    } else if (strcmp(way, "many") == 0) {
        for (int i = 0; i < 5; i++)
            printf("%d ", (int)dead_child(10 + i));
        tell(dead_child(15));
    } else if (strcmp(way, "blocked") == 0) {
        mask_child_signal(SIG_BLOCK);
        tell(dead_child(3));
    } else if (strcmp(way, "ignored") == 0) {
        pid_t pid = dead_child(3);
        await_end(pid);
        signal(SIGCHLD, SIG_IGN);
        tell(pid);
    } else if (strcmp(way, "merged") == 0) {
        signal(SIGCHLD, collect_one);
        mask_child_signal(SIG_BLOCK);
        pid_t first = dead_child(1), second = dead_child(2), last = dead_child(3);
        await_end(first);
        await_end(second);
        await_end(last);
        mask_child_signal(SIG_UNBLOCK);
        printf("%d %d ", (int)first, (int)second);
        tell(last);
    } else if (strcmp(way, "vfork") == 0) {
        pid_t pid = dead_child(3);
        await_end(pid);
        tell(pid);
        if (vfork() == 0) {
            pause();
            _exit(0);
        }
    } else if (strcmp(way, "other") == 0) {
        pid_t pid = dead_child(3), alive = fork();
        if (alive == 0)
            for (;;)
                pause();
        await_end(pid);
        tell(pid);
        waitpid(alive, NULL, 0);
    } else if (strcmp(way, "untold") == 0) {
        pid_t pid = (pid_t)syscall(SYS_clone, 0, 0, 0, 0, 0);
        if (pid == 0)
            _exit(3);
        await_end(pid);
        tell(pid);
        for (;;)
            waitpid(-1, NULL, 0) < 0 ? pause() : 0;
    } else if (strcmp(way, "threads") == 0) {
        for (int i = 0; i < 3; i++)
            pthread_create(&thread, NULL, sleep_on, NULL);
        tell(dead_child(3));
    } else if (strcmp(way, "leader") == 0) {
        pthread_create(&thread, NULL, sleep_on, NULL);
        tell(getpid());
        pthread_exit(NULL);
    } else if (strcmp(way, "slow") == 0) {
        tell(dead_child(3));
        sleep(1);
        wait(NULL);
    } else if (strcmp(way, "stopped") == 0) {
        /* Its handler collects all there are, but its last child halts it before it ends. */
        signal(SIGCHLD, collect_all);
        int ends[2];
        char byte = 0;
        if (pipe(ends) != 0)
            return 1;
        pid_t pid = fork();
        if (pid == 0) {
            if (read(ends[0], &byte, 1) == 1)
                kill(getppid(), SIGSTOP);
            _exit(3);
        }
        tell(pid);
        if (write(ends[1], &byte, 1) != 1)
            return 1;
    } else if (strcmp(way, "on-a-line") == 0) {
        /* Collects its child, which ends when a line comes. */
        char line[8];
        signal(SIGCHLD, collect_all);
        int ends[2];
        if (pipe(ends) != 0)
            return 1;
        pid_t pid = fork();
        if (pid == 0) {
            if (read(ends[0], line, 1) < 0)
                return 1;
            _exit(3);
        }
        tell(pid);
        while (read(0, line, 1) > 0)
            if (write(ends[1], line, 1) < 0)
                return 1;
    } else if (strcmp(way, "reads") == 0) {
        tell(dead_child(3));
        answer_lines();
        return 0;
    } else if (strcmp(way, "trace") == 0 && argc > 2) {
        /* The tracer of another process, that never waits for it. */
        pid_t pid = (pid_t)atoi(argv[2]);
        if (ptrace(argc > 3 ? PTRACE_ATTACH : PTRACE_SEIZE, pid, 0, 0) != 0)
            return 1;
        tell(getpid());
    } else {
        return 2;
    }
    for (;;)
        pause();
}

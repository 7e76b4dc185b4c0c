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
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/signalfd.h>
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

static void do_nothing(int signal)
{
    (void)signal;
}

static volatile sig_atomic_t told;

static void be_told(int signal)
{
    (void)signal;
    told = 1;
}

static sigset_t child_signal(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    return set;
}

static void mask_child_signal(int how)
{
    sigset_t set = child_signal();
    sigprocmask(how, &set, NULL);
}

/* Ends with its parent, of whatever group it is. */
static pid_t live_child(void)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;)
        pause();
}

static void *sleep_on(void *nothing)
{
    for (;;)
        pause();
    return nothing;
}

static void *be_in_vfork(void *nothing)
{
    if (vfork() == 0) {
        pause();
        _exit(0);
    }
    return nothing;
}

static void *wait_for(void *pid)
{
    waitpid((pid_t)(long)pid, NULL, 0);
    return sleep_on(NULL);
}

/*
 * An orphan in a session that nobody leads any more, whose parent then is whoever adopts. It ends with that one.
 */
static void leave_orphan(void)
{
    pid_t adopter = getpid(), between = fork();
    if (between != 0) {
        await_end(between);
        return;
    }
    setsid();
    if (fork() != 0)
        _exit(0);
    while (getppid() != adopter)
        usleep(1000);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (getppid() == adopter)
        pause();
    _exit(0);
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
        int last = 10 + (argc > 2 ? atoi(argv[2]) : 6) - 1;
        for (int code = 10; code < last; code++)
            printf("%d ", (int)dead_child(code));
        tell(dead_child(last));
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
        pid_t pid = dead_child(3), alive = live_child();
        await_end(pid);
        tell(pid);
        waitpid(alive, NULL, 0);
    } else if (strcmp(way, "other-group") == 0) {
        pid_t pid = dead_child(3), alive = live_child();
        setpgid(alive, alive);
        await_end(pid);
        tell(pid);
        waitpid(-alive, NULL, 0);
    } else if (strcmp(way, "other-descriptor") == 0) {
        siginfo_t info;
        pid_t pid = dead_child(3), alive = live_child();
        await_end(pid);
        int descriptor = (int)syscall(SYS_pidfd_open, alive, 0);
        tell(pid);
        waitid(3 /* P_PIDFD */, (id_t)descriptor, &info, WEXITED);
    } else if (strcmp(way, "other-thread") == 0) {
        pid_t pid = dead_child(3), alive = live_child();
        await_end(pid);
        pthread_create(&thread, NULL, wait_for, (void *)(long)alive);
        tell(pid);
    } else if (strcmp(way, "stops-only") == 0) {
        siginfo_t info;
        pid_t pid = dead_child(3);
        live_child();
        await_end(pid);
        tell(pid);
        waitid(P_ALL, 0, &info, WSTOPPED);
    } else if (strcmp(way, "unread") == 0) {
        /* A descriptor for SIGCHLD that it does not read. */
        mask_child_signal(SIG_BLOCK);
        sigset_t set = child_signal();
        signalfd(-1, &set, 0);
        pid_t pid = dead_child(3);
        await_end(pid);
        tell(pid);
    } else if (strcmp(way, "deaf-handler") == 0) {
        signal(SIGCHLD, do_nothing);
        pid_t pid = dead_child(3);
        await_end(pid);
        tell(pid);
    } else if (strcmp(way, "busy") == 0) {
        /* Collects it as soon as SIGUSR1 tells it that there is nothing more to compute. */
        signal(SIGUSR1, be_told);
        pid_t pid = dead_child(3);
        await_end(pid);
        tell(pid);
        while (!told)
            continue;
        wait(NULL);
    } else if (strcmp(way, "vfork-thread") == 0) {
        pid_t pid = dead_child(3);
        await_end(pid);
        pthread_create(&thread, NULL, be_in_vfork, NULL);
        tell(pid);
    } else if (strcmp(way, "leaderless") == 0) {
        pid_t pid = dead_child(3);
        await_end(pid);
        pthread_create(&thread, NULL, sleep_on, NULL);
        tell(pid);
        pthread_exit(NULL);
    } else if (strcmp(way, "adopter") == 0 && argc > 2) {
        /* Adopts whatever is orphaned below it, and waits for nobody. Below it is a parent of the other way. */
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        leave_orphan();
        if (fork() == 0) {
            execl(argv[0], argv[0], argv[2], (char *)NULL);
            return 1;
        }
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

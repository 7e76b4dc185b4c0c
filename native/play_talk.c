/* Parent and child share nothing after a fork. Six ways by which a value gets from one to the other all the same. */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "play.h"
#include "told.h"

static pid_t child_named(const char *name)
{
    struct intent intent = { name, 0, 0, false };
    return told_fork(&intent);
}

static void arrived(const char *way, int value)
{
    told_say("by %s: %d", way, value);
}

/* A file that has no name any more, so that nothing of it is left behind, however this ends. unlink(2) */
static void by_file(int value)
{
    char path[] = "/tmp/reaptree-lab-XXXXXX";
    int got = -1, file = mkstemp(path);
    told(file, "mkstemp", "\"%s\"", path);
    if (file < 0)
        return;
    told(unlink(path), "unlink", "\"%s\"", path);
    pid_t child = child_named("file");
    if (child == 0) {
        told(write(file, &value, sizeof value), "write", "file, {%d}, %zu", value, sizeof value);
        told_exit(0);
    }
    if (child > 0 && told_waitpid(child, 0, NULL) == child)
        told(pread(file, &got, sizeof got, 0), "pread", "file, &value, %zu, 0", sizeof got);
    close(file);
    arrived("file", got);
}

/* A pipe and a socket differ in how they are made; what is written and read is the same. */
static void by_pair(int ends[2], const char *way, int value)
{
    int got = -1;
    pid_t child = child_named(way);
    if (child == 0) {
        close(ends[0]);
        told(write(ends[1], &value, sizeof value), "write", "%s, {%d}, %zu", way, value, sizeof value);
        told_exit(0);
    }
    close(ends[1]);
    if (child > 0) {
        told_begins("read", "%s, &value, %zu", way, sizeof got);
        told_returned(read(ends[0], &got, sizeof got));
        told_waitpid(child, 0, NULL);
    }
    close(ends[0]);
    arrived(way, got);
}

static void by_pipe(int value)
{
    int ends[2];
    told_step();
    if (told(pipe(ends), "pipe", "ends") == 0)
        by_pair(ends, "pipe", value);
}

static void by_socket(int value)
{
    int ends[2];
    told_step();
    if (told(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), "socketpair", "AF_UNIX, SOCK_STREAM, 0, ends") == 0)
        by_pair(ends, "socket", value);
}

/* A queued signal carries a number along; it is blocked, so that it waits until it is asked for. sigqueue(3) */
static void by_signal(int value)
{
#ifdef __linux__
    sigset_t only, before;
    siginfo_t info = { 0 };
    sigemptyset(&only);
    sigaddset(&only, SIGUSR1);
    sigprocmask(SIG_BLOCK, &only, &before);
    pid_t child = child_named("signal");
    if (child == 0) {
        union sigval carried = { .sival_int = value };
        told(sigqueue(getppid(), SIGUSR1, carried), "sigqueue", "%d, SIGUSR1, %d", (int)getppid(), value);
        told_exit(0);
    }
    if (child > 0) {
        told_begins("sigwaitinfo", "{SIGUSR1}, &info");
        told_returned(sigwaitinfo(&only, &info));
        told_waitpid(child, 0, NULL);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    arrived("signal", info.si_value.sival_int);
#else
    (void)value; /* macOS queues no signals */
#endif
}

static void *shared_page(size_t size)
{
    told_step();
    void *page = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    told(page == MAP_FAILED ? -1 : 0, "mmap", "NULL, %zu, MAP_SHARED | MAP_ANONYMOUS", size);
    return page == MAP_FAILED ? NULL : page;
}

/* A semaphore is a number that may be raised by one: so the child raises it as often as the value says. */
static void by_semaphore(int value)
{
#ifdef __linux__
    int got = -1;
    sem_t *semaphore = shared_page(sizeof *semaphore);
    if (semaphore == NULL)
        return;
    if (told(sem_init(semaphore, 1, 0), "sem_init", "&semaphore, 1, 0") == 0) {
        pid_t child = child_named("semaphore");
        if (child == 0) {
            for (int i = 1; i <= value; i++)
                sem_post(semaphore);
            told(0, "sem_post", "&semaphore /* %d times */", value);
            told_exit(0);
        }
        if (child > 0 && told_waitpid(child, 0, NULL) == child)
            told(sem_getvalue(semaphore, &got), "sem_getvalue", "&semaphore, &value");
        sem_destroy(semaphore);
    }
    munmap(semaphore, sizeof *semaphore);
    arrived("semaphore", got);
#else
    (void)value; /* macOS has none without a name */
#endif
}

static void by_memory(int value)
{
    volatile int *shared = shared_page(sizeof *shared);
    if (shared == NULL)
        return;
    *shared = -1;
    pid_t child = child_named("memory");
    if (child == 0) {
        *shared = value;
        told_say("the shared int is %d", *shared);
        told_exit(0);
    }
    if (child > 0)
        told_waitpid(child, 0, NULL);
    int got = *shared;
    munmap((void *)shared, sizeof *shared);
    arrived("memory", got);
}

void play_talk(int second_ms, int value)
{
    (void)second_ms;
    by_file(value);
    by_pipe(value);
    by_socket(value);
    by_signal(value);
    by_semaphore(value);
    by_memory(value);
}

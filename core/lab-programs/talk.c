#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { VALUE = 7 };

static void by_file(void)
{
    int got = -1;
    FILE *file = tmpfile();
    if (fork() == 0) {
        int value = VALUE;
        write(fileno(file), &value, sizeof value);
        _exit(0);
    }
    wait(NULL);
    pread(fileno(file), &got, sizeof got, 0);
    fclose(file);
    printf("by file: %d\n", got);
}

/* A pipe or a socket: they differ in how they are made. */
static void by_pair(const char *way, int ends[2])
{
    int got = -1;
    if (fork() == 0) {
        int value = VALUE;
        write(ends[1], &value, sizeof value);
        _exit(0);
    }
    read(ends[0], &got, sizeof got);
    wait(NULL);
    printf("by %s: %d\n", way, got);
}

static void by_signal(void)
{
    sigset_t only;
    siginfo_t info = { 0 };
    sigemptyset(&only);
    sigaddset(&only, SIGUSR1);
    sigprocmask(SIG_BLOCK, &only, NULL);
    if (fork() == 0) {
        sigqueue(getppid(), SIGUSR1, (union sigval){ .sival_int = VALUE });
        _exit(0);
    }
    sigwaitinfo(&only, &info);
    wait(NULL);
    printf("by signal: %d\n", info.si_value.sival_int);
}

static void *shared(size_t size)
{
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

static void by_semaphore(void)
{
    int got = -1;
    sem_t *semaphore = shared(sizeof *semaphore);
    sem_init(semaphore, 1, 0);
    if (fork() == 0) {
        for (int i = 0; i < VALUE; i++)
            sem_post(semaphore);
        _exit(0);
    }
    wait(NULL);
    sem_getvalue(semaphore, &got);
    printf("by semaphore: %d\n", got);
}

static void by_memory(void)
{
    volatile int *place = shared(sizeof *place);
    if (fork() == 0) {
        *place = VALUE;
        _exit(0);
    }
    wait(NULL);
    printf("by memory: %d\n", *place);
}

int main(void)
{
    int ends[2];
    setbuf(stdout, NULL); /* what is not yet written would be copied by fork() */
    by_file();
    if (pipe(ends) == 0)
        by_pair("pipe", ends);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        by_pair("socket", ends);
    by_signal();
    by_semaphore();
    by_memory();
    return 0;
}

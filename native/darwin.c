/*
 * macOS: sysctl(3) and kqueue(2). There is no pidfd, so a signal is sent right after the start time was checked; no
 * subreaper, so orphans are adopted by launchd and end by the lifeline; and no name other than the command line.
 */
#include <errno.h>
#include <mach/vm_inherit.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/event.h>
#include <sys/mman.h>
#include <sys/sysctl.h>
#include <unistd.h>

#include "platform.h"

static void facts_of(const struct kinfo_proc *process, struct facts *facts)
{
    static const char LETTERS[] = { '?', 'I', 'R', 'S', 'T', 'Z' }; /* SIDL … SZOMB of <sys/proc.h> */
    unsigned state = (unsigned char)process->kp_proc.p_stat;
    facts->state = state < sizeof LETTERS ? LETTERS[state] : '?';
    facts->ppid = process->kp_eproc.e_ppid;
    facts->session = getsid(process->kp_proc.p_pid);
    facts->start = process->kp_proc.p_starttime.tv_sec * 1000LL + process->kp_proc.p_starttime.tv_usec / 1000;
    facts->status = -1;
}

int platform_facts(pid_t pid, struct facts *facts)
{
    int name[] = { CTL_KERN, KERN_PROC, KERN_PROC_PID, pid };
    struct kinfo_proc process;
    size_t size = sizeof process;
    if (sysctl(name, 4, &process, &size, NULL, 0) != 0)
        return errno;
    if (size == 0)
        return ESRCH;
    facts_of(&process, facts);
    return 0;
}

long long platform_tick(void)
{
    return -1; /* in milliseconds, a fork seldom begins and ends within one */
}

int platform_signal(pid_t pid, long long start, pid_t ancestor, int signal)
{
    struct facts facts;
    int error = platform_facts(pid, &facts);
    if (error != 0)
        return error;
    if (facts.start != start)
        return ESRCH;
    /* Nobody is adopted here, so descent does not last: but sessions are inherited, setsid(2). */
    if (ancestor != 0 && facts.session != ancestor)
        return EXDEV;
    return kill(pid, signal) == 0 ? 0 : errno;
}

void platform_kill_children(void)
{
    int name[] = { CTL_KERN, KERN_PROC, KERN_PROC_ALL };
    size_t size = 0;
    if (sysctl(name, 3, NULL, &size, NULL, 0) != 0)
        return;
    size += 64 * sizeof(struct kinfo_proc); /* for those that come in between */
    struct kinfo_proc *all = malloc(size);
    if (all != NULL && sysctl(name, 3, all, &size, NULL, 0) == 0)
        for (size_t i = 0; i < size / sizeof *all; i++)
            if (all[i].kp_eproc.e_ppid == getpid())
                kill(all[i].kp_proc.p_pid, SIGKILL);
    free(all);
}

bool platform_adopt_orphans(void)
{
    return false;
}

void platform_signal_at_parents_end(int signal)
{
    (void)signal;
}

void platform_name(const char *name)
{
    (void)name;
}

void platform_close_from(int first)
{
    for (int file = first; file < getdtablesize(); file++)
        close(file);
}

void *platform_own_memory(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (memory == MAP_FAILED)
        return NULL;
    minherit(memory, bytes, VM_INHERIT_NONE);
    return memory;
}

static int queue = -1;
static size_t watched;

int deaths_open(void)
{
    queue = kqueue();
    return queue;
}

void deaths_watch(pid_t pid, long long start)
{
    struct kevent change;
    EV_SET(&change, pid, EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0, (void *)(intptr_t)start);
    if (kevent(queue, &change, 1, NULL, 0, NULL) == 0)
        watched++;
}

size_t deaths_take(struct death *deaths, size_t most)
{
    struct timespec at_once = { 0, 0 };
    struct kevent events[64];
    int ready = kevent(queue, NULL, 0, events, most < 64 ? (int)most : 64, &at_once);
    struct facts facts;
    for (int i = 0; i < ready; i++) {
        deaths[i] = (struct death){ .pid = (pid_t)events[i].ident, .start = (long long)(intptr_t)events[i].udata,
                                    .status = -1 };
        deaths[i].reaped = platform_facts(deaths[i].pid, &facts) != 0 || facts.start != deaths[i].start;
    }
    if (ready < 0)
        return 0;
    watched -= (size_t)ready;
    return (size_t)ready;
}

bool deaths_are_awaited(void)
{
    return watched > 0;
}

int deaths_timeout(void)
{
    return -1;
}

void deaths_close(void)
{
    close(queue);
}

/* macOS tells of all processes only to what Apple has entitled to it (Endpoint Security). */
int told_open(void)
{
    return -1;
}

size_t told_take(struct told *told, size_t most, bool *lost)
{
    (void)told;
    (void)most;
    *lost = false;
    return 0;
}

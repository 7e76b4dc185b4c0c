/*
 * Linked into the helper in place of setpriority(2): holds it between its look at a process and the call, for as
 * long as a test needs to give the pid away. Says so by the fifo HELD_TOLD, and goes on once HELD_GO is written to.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>

int __real_setpriority(int which, id_t who, int nice);
int __wrap_setpriority(int which, id_t who, int nice);

int __wrap_setpriority(int which, id_t who, int nice)
{
    close(open(getenv("HELD_TOLD"), O_WRONLY | O_CLOEXEC));
    close(open(getenv("HELD_GO"), O_RDONLY | O_CLOEXEC));
    return __real_setpriority(which, who, nice);
}

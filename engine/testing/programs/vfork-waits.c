/* A parent in vfork(2) sleeps uninterruptibly until its child ends or becomes another program. */
#include <unistd.h>

int main(void)
{
    pid_t child = vfork();
    if (child == 0) {
        ssize_t said = write(1, "ready\n", 6);
        (void)said;
        sleep(120);
        _exit(0);
    }
    return 0;
}

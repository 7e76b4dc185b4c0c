#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }

    /* From here on there are two of us. */
    char line[64];
    int length = snprintf(line, sizeof line, "this line is run by %d\n", (int)getpid());
    write(1, line, (size_t)length);

    if (pid == 0)
        _exit(0);
    waitpid(pid, NULL, 0);
    return 0;
}

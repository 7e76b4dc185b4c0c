#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        pause();
        _exit(0);
    }
    char command[64];
    snprintf(command, sizeof command, "ps -l -p %d,%d", (int)getpid(), (int)pid);
    int status = system(command);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return status == 0 ? 0 : 1;
}

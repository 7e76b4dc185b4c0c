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
    if (pid == 0) {
        printf("child: fork() returned 0, getppid() is %d\n", (int)getppid());
        fflush(stdout);
        _exit(0);
    }
    printf("parent %d: fork() returned %d\n", (int)getpid(), (int)pid);
    waitpid(pid, NULL, 0);
    return 0;
}

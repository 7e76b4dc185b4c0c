#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REQUESTS = 4 };

/* The requests, from a process of their own. */
static void ask(struct sockaddr_in address)
{
    for (int i = 1; i <= REQUESTS; i++) {
        char answer[32] = "";
        int connection = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0 &&
            read(connection, answer, sizeof answer - 1) > 0)
            printf("request %d was answered by %s\n", i, answer);
        close(connection);
    }
    fflush(stdout);
    _exit(0);
}

int main(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, REQUESTS) != 0)
        return 1;
    getsockname(listener, (struct sockaddr *)&address, &length);

    pid_t client = fork();
    if (client == 0)
        ask(address);
    for (int served = 0; served < REQUESTS; served++) {
        int connection = accept(listener, NULL, NULL);
        if (fork() == 0) {
            char answer[32];
            write(connection, answer, (size_t)snprintf(answer, sizeof answer, "%d", (int)getpid()));
            _exit(0);
        }
        close(connection);
    }
    /* Nobody was reaped so far: each answer has left a zombie. */
    int zombies = 0;
    for (pid_t pid; (pid = wait(NULL)) > 0;)
        zombies += pid != client;
    printf("collected %d\n", zombies);
    return 0;
}

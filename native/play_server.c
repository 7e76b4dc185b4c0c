/* A server that forks a child for each request; on loopback, so that nothing leaves the machine. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "play.h"
#include "told.h"

static _Noreturn void ask(in_port_t port, int requests)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = port,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    for (int i = 1; i <= requests; i++) {
        char answer[32] = "";
        int connection = socket(AF_INET, SOCK_STREAM, 0);
        told(connect(connection, (struct sockaddr *)&address, sizeof address), "connect", "127.0.0.1:%d",
             (int)ntohs(port));
        told_begins("read", "request %d", i);
        told_returned(read(connection, answer, sizeof answer - 1));
        told_say("request %d was answered by %.20s", i, answer);
        close(connection);
    }
    told_exit(0);
}

static void serve(int listener, int second_ms)
{
    told_begins("accept", "listener");
    int connection = (int)told_returned(accept(listener, NULL, NULL));
    if (connection < 0)
        return; /* EINTR: a child has ended. The next turn accepts */
    struct intent intent = { "answer", second_ms, 0, false };
    if (told_fork(&intent) == 0) {
        char answer[32];
        close(listener);
        int length = snprintf(answer, sizeof answer, "%d", (int)getpid());
        told(write(connection, answer, (size_t)length), "write", "connection, \"%s\"", answer);
        close(connection);
        told_exit(0);
    }
    told_step();
    told(close(connection), "close", "connection");
}

void play_server(int second_ms, int requests)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    told_step();
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    told(listener, "socket", "AF_INET, SOCK_STREAM, 0");
    if (listener < 0)
        return;
    told_step();
    told(bind(listener, (struct sockaddr *)&address, length), "bind", "127.0.0.1:0");
    told_step();
    if (told(listen(listener, requests), "listen", "listener, %d", requests) == 0 &&
        getsockname(listener, (struct sockaddr *)&address, &length) == 0) {
        struct intent intent = { "client", 0, 0, false };
        pid_t client = told_fork(&intent);
        if (client == 0) {
            close(listener);
            ask(address.sin_port, requests);
        }
        for (int served = 0; client > 0 && served < requests;) {
            errno = 0;
            serve(listener, second_ms);
            if (errno == 0)
                served++;
            else if (errno != EINTR)
                break;
        }
    }
    close(listener);
}

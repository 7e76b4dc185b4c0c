/* Holds a socket of each kind that it may have, and prints the port on which it listens. Its words: paths to bind to. */
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void listen_at(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    strncpy(at.sun_path, path, sizeof at.sun_path - 1);
    if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 1) != 0)
        perror(path);
}

int main(int argc, char **argv)
{
    struct sockaddr_nl links = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
    struct sockaddr_in any = {.sin_family = AF_INET};
    socklen_t size = sizeof any;
    int pair[2];
    int tcp = socket(AF_INET, SOCK_STREAM, 0);

    if (bind(tcp, (struct sockaddr *)&any, sizeof any) != 0 || listen(tcp, 1) != 0)
        return 1;
    getsockname(tcp, (struct sockaddr *)&any, &size);
    bind(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), (struct sockaddr *)&links, sizeof links);
    socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
    /* These two only with CAP_NET_RAW. */
    socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
    socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_ARP));
    for (int word = 1; word < argc; word++)
        listen_at(argv[word]);
    printf("%d\n", ntohs(any.sin_port));
    fflush(stdout);
    pause();
}

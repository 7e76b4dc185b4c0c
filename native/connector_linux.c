/*
 * The kernel's process events: every fork, exec and exit of the machine, however short the life. They come over
 * netlink from the connector (Documentation/driver-api/connector.rst, include/uapi/linux/cn_proc.h). Only for root or
 * CAP_NET_ADMIN before Linux 6.6, and never from within a container.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/netlink.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform.h"

enum {
    ANSWER_MS = 250,           /* the kernel answers a listener at once, or never */
    RECEIVE_BYTES = 8 << 20,   /* some seconds of a fork storm */
    MESSAGE_BYTES = 256,
    OP_LISTEN = 1,             /* enum proc_cn_mcast_op */
};

/* From cn_proc.h; older headers have some of them as members of a struct. */
static const uint32_t NONE = 0, FORK = 1, EXEC = 2, EXIT = 0x80000000;

static int netlink = -1;

/* Asks to be told. With `event_types` not 0, of these only: kernels before 6.6 pass such a request over. */
static bool ask(uint32_t event_types)
{
    struct {
        struct nlmsghdr header;
        char body[sizeof(struct cn_msg) + 2 * sizeof(uint32_t)];
    } request = { 0 };
    struct cn_msg message = { .id = { .idx = CN_IDX_PROC, .val = CN_VAL_PROC } };
    uint32_t words[2] = { OP_LISTEN, event_types };
    message.len = event_types == 0 ? sizeof words[0] : sizeof words;
    memcpy(request.body, &message, sizeof message);
    memcpy(request.body + sizeof message, words, message.len);
    request.header.nlmsg_len = NLMSG_LENGTH(sizeof message + message.len);
    request.header.nlmsg_type = NLMSG_DONE;
    request.header.nlmsg_pid = (uint32_t)getpid();
    return send(netlink, &request, request.header.nlmsg_len, 0) == (ssize_t)request.header.nlmsg_len;
}

/* The event in a datagram, or false where it is something else. */
static bool event_in(const char *datagram, size_t length, struct proc_event *event)
{
    const size_t before = NLMSG_HDRLEN + sizeof(struct cn_msg);
    const size_t least = before + offsetof(struct proc_event, event_data);
    if (length < least)
        return false;
    memset(event, 0, sizeof *event);
    memcpy(event, datagram + before, length - before < sizeof *event ? length - before : sizeof *event);
    return true;
}

/* Whether the kernel confirms that we listen: an event of the kind "none" with an error of 0. */
static bool confirmed(void)
{
    struct pollfd ready = { .fd = netlink, .events = POLLIN };
    char datagram[MESSAGE_BYTES];
    struct proc_event event;
    while (poll(&ready, 1, ANSWER_MS) > 0) {
        ssize_t length = recv(netlink, datagram, sizeof datagram, 0);
        if (length > 0 && event_in(datagram, (size_t)length, &event) && (uint32_t)event.what == NONE)
            return event.event_data.ack.err == 0;
        if (length < 0 && errno != ENOBUFS && errno != EINTR)
            return false;
    }
    return false;
}

/*
 * The events number processes as the first pid namespace does. In another one (a container that shares the network
 * of its host gets them all the same) they would be taken for other processes. PROC_PID_INIT_INO, linux/proc_ns.h
 */
static bool in_first_pid_namespace(void)
{
    struct stat namespace;
    return stat("/proc/self/ns/pid", &namespace) == 0 && namespace.st_ino == 0xEFFFFFFCU;
}

int told_open(void)
{
    if (!in_first_pid_namespace())
        return -1;
    netlink = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_CONNECTOR);
    if (netlink < 0)
        return -1;
    struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = CN_IDX_PROC };
    int bytes = RECEIVE_BYTES;
    if (setsockopt(netlink, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) != 0)
        setsockopt(netlink, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    if (bind(netlink, (struct sockaddr *)&address, sizeof address) != 0 || !ask(0) || !confirmed()) {
        close(netlink);
        netlink = -1;
        return -1;
    }
    ask(FORK | EXEC | EXIT);
    return netlink;
}

static bool translate(const struct proc_event *event, struct told *told)
{
    told->at = (long long)event->timestamp_ns;
    switch ((uint32_t)event->what) {
    case 1: /* FORK; a new thread tells as well */
        told->kind = TOLD_FORK;
        told->pid = event->event_data.fork.child_tgid;
        told->parent = event->event_data.fork.parent_tgid;
        return event->event_data.fork.child_pid == event->event_data.fork.child_tgid;
    case 2: /* EXEC */
        told->kind = TOLD_EXEC;
        told->pid = event->event_data.exec.process_tgid;
        return true;
    case 0x80000000: /* EXIT; each thread tells, the process ends with its first one */
        told->kind = TOLD_EXIT;
        told->pid = event->event_data.exit.process_tgid;
        told->status = (int)event->event_data.exit.exit_code;
        return event->event_data.exit.process_pid == event->event_data.exit.process_tgid;
    default:
        return false;
    }
}

size_t told_take(struct told *told, size_t most, bool *lost)
{
    char datagram[MESSAGE_BYTES];
    struct proc_event event;
    size_t taken = 0;
    *lost = false;
    while (taken < most) {
        ssize_t length = recv(netlink, datagram, sizeof datagram, 0);
        if (length < 0 && errno == ENOBUFS) {
            *lost = true;
            continue;
        }
        if (length < 0)
            return taken; /* EAGAIN: that was all */
        if (event_in(datagram, (size_t)length, &event) && translate(&event, &told[taken]))
            taken++;
    }
    return taken;
}

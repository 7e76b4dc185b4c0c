#include "lines.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "names.h"
#include "output.h"

static long long began;

/* Small texts that go into a line. Static, as each is used up before the next line is made. */
static const char *seconds(long long at)
{
    static char text[32];
    long long microseconds = (at - began) / 1000;
    if (microseconds < 0)
        microseconds = 0;
    snprintf(text, sizeof text, "%lld.%06lld", microseconds / 1000000, microseconds % 1000000);
    return text;
}

static const char *exit_json(int status)
{
    static char text[48];
    if (status < 0)
        return "null";
    if (WIFSIGNALED(status))
        snprintf(text, sizeof text, "{\"signal\":\"%s\"}", signal_name(WTERMSIG(status)));
    else
        snprintf(text, sizeof text, "{\"code\":%d}", WEXITSTATUS(status));
    return text;
}

/* As the inside of a JSON string: what is not plain ASCII becomes a question mark. */
static const char *quoted(const char *text)
{
    static char escaped[2 * sizeof((struct record *)0)->args + 64];
    size_t at = 0;
    for (; *text != '\0' && at < sizeof escaped - 2; text++) {
        bool plain = *text >= ' ' && *text <= '~';
        if (*text == '"' || *text == '\\')
            escaped[at++] = '\\';
        escaped[at++] = plain ? *text : '?';
    }
    escaped[at] = '\0';
    return escaped;
}

void line_hello(bool subreaper)
{
    struct facts facts;
    if (platform_facts(getpid(), &facts) != 0)
        facts.start = 0;
    began = clock_now();
    output_line("{\"event\":\"hello\",\"protocol\":%d,\"pid\":%d,\"start\":%lld,\"subreaper\":%s}", PROTOCOL_VERSION,
                (int)getpid(), facts.start, subreaper ? "true" : "false");
}

void line_call(const struct record *record)
{
    static const char *const ROLES[] = { "helper", "parent", "child" };
    static const char *const OUTCOMES[] = { "blocked", "returned", "noreturn" };
    char outcome[80] = "", more[128] = "";
    if (record->outcome == OUTCOME_RETURNED && record->value < 0)
        snprintf(outcome, sizeof outcome, ",\"value\":%lld,\"errno\":\"%s\"", record->value, errno_name(record->error));
    else if (record->outcome == OUTCOME_RETURNED)
        snprintf(outcome, sizeof outcome, ",\"value\":%lld", record->value);
    if (record->start != 0 && record->value > 0)
        snprintf(more, sizeof more, ",\"child\":{\"start\":%lld,\"after\":%d,\"code\":%d,\"name\":\"%s\"}", record->start,
                 record->after_ms, record->exit_code, record->child);
    else if (record->ppid != 0)
        snprintf(more, sizeof more, ",\"ppid\":%d", (int)record->ppid);
    else if (record->status != STATUS_NONE)
        snprintf(more, sizeof more, ",\"status\":%s", exit_json(record->status));
    output_line("{\"event\":\"call\",\"at\":%s,\"pid\":%d,\"role\":\"%s\",\"name\":\"%s\",\"args\":\"%s\","
                "\"outcome\":\"%s\"%s%s}",
                seconds(record->at), (int)record->pid, ROLES[record->role], record->name, quoted(record->args),
                OUTCOMES[record->outcome], outcome, more);
}

void line_said(const struct record *record)
{
    static const char *const ROLES[] = { "helper", "parent", "child" };
    output_line("{\"event\":\"said\",\"at\":%s,\"pid\":%d,\"role\":\"%s\",\"text\":\"%s\"}", seconds(record->at),
                (int)record->pid, ROLES[record->role], quoted(record->args));
}

void line_ended(const struct death *death)
{
    output_line("{\"event\":\"ended\",\"at\":%s,\"pid\":%d,\"start\":%lld,\"exit\":%s,\"reaped\":%s}",
                seconds(clock_now()), (int)death->pid, death->start, exit_json(death->status),
                death->reaped ? "true" : "false");
}

void line_parent(pid_t pid, long long start, const char *blocked_in, bool stopped)
{
    output_line("{\"event\":\"parent\",\"pid\":%d,\"start\":%lld,\"blocked\":%s%s%s,\"stopped\":%s}", (int)pid, start,
                blocked_in == NULL ? "" : "\"", blocked_in == NULL ? "null" : quoted(blocked_in),
                blocked_in == NULL ? "" : "\"", stopped ? "true" : "false");
}

void line_parent_gone(pid_t pid, long long start)
{
    output_line("{\"event\":\"parent-gone\",\"pid\":%d,\"start\":%lld}", (int)pid, start);
}

void reply_done(long long id, const char *more, ...)
{
    char members[128];
    va_list list;
    va_start(list, more);
    vsnprintf(members, sizeof members, more, list);
    va_end(list);
    output_line("{\"reply\":%lld,\"ok\":true%s}", id, members);
}

void reply_refused(long long id, enum refusal why, int error, const char *message, ...)
{
    static const char *const KINDS[] = { "usage", "busy", "gone", "not-ours", "system" };
    char text[256];
    va_list list;
    va_start(list, message);
    vsnprintf(text, sizeof text, message, list);
    va_end(list);
    output_line("{\"reply\":%lld,\"ok\":false,\"error\":\"%s\",\"errno\":\"%s\",\"message\":\"%s\"}", id, KINDS[why],
                errno_name(error), text);
}

#include "request.h"

#include <limits.h>
#include <string.h>

#include "names.h"

enum { PARENT = 1, CHILD = 2, PROCESS = 4, COUNT = 8, AFTER = 16, CODE = 32, NOHANG = 64, SIGNAL = 128 };

static const struct {
    const char *word;
    enum verb verb;
    unsigned needs, may;
} VERBS[] = {
    { "ping", VERB_PING, 0, 0 },
    { "start", VERB_START, 0, 0 },
    { "fork", VERB_FORK, PARENT, COUNT | AFTER | CODE },
    { "wait", VERB_WAIT, PARENT, 0 },
    { "waitpid", VERB_WAITPID, PARENT | CHILD, NOHANG },
    { "kill", VERB_KILL, PROCESS | SIGNAL, 0 },
    { "end", VERB_END, PARENT, CODE },
    { "cleanup", VERB_CLEANUP, 0, 0 },
};

/* Digits and nothing else, up to and with `most`. */
static bool number(const char *text, long long most, long long *value)
{
    *value = 0;
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return false;
        int digit = *text - '0';
        if (digit > most || *value > (most - digit) / 10)
            return false;
        *value = *value * 10 + digit;
    }
    return true;
}

static bool small_number(const char *text, int most, int *value)
{
    long long wide;
    if (!number(text, most, &wide))
        return false;
    *value = (int)wide;
    return true;
}

static bool key(char *text, struct key *key)
{
    char *at = strchr(text, '@');
    if (at == NULL)
        return false;
    *at = '\0';
    return small_number(text, INT_MAX, &key->pid) && key->pid > 0 && number(at + 1, LLONG_MAX, &key->start);
}

/* Gives the bit of the option that was set; 0 where there is no such option, and -1 where its value is wrong. */
static int option(const char *name, char *value, struct request *request)
{
    bool good;
    int bit;
    if (strcmp(name, "parent") == 0) {
        good = key(value, &request->parent);
        bit = PARENT;
    } else if (strcmp(name, "child") == 0) {
        bool any = strcmp(value, "any") == 0;
        if (any)
            request->child.pid = -1;
        good = any || key(value, &request->child);
        bit = CHILD;
    } else if (strcmp(name, "process") == 0) {
        good = key(value, &request->process);
        bit = PROCESS;
    } else if (strcmp(name, "count") == 0) {
        good = small_number(value, 10000, &request->count) && request->count > 0;
        bit = COUNT;
    } else if (strcmp(name, "after") == 0) {
        good = small_number(value, 3600000, &request->after_ms);
        bit = AFTER;
    } else if (strcmp(name, "code") == 0) {
        good = small_number(value, 255, &request->exit_code);
        bit = CODE;
    } else if (strcmp(name, "nohang") == 0) {
        good = small_number(value, 1, &request->nohang);
        bit = NOHANG;
    } else if (strcmp(name, "signal") == 0) {
        request->signal = signal_number(value);
        good = request->signal != 0;
        bit = SIGNAL;
    } else {
        return 0;
    }
    return good ? bit : -1;
}

const char *request_parse(char *line, size_t length, struct request *request)
{
    enum { ID_MOST_DIGITS = 15 }; /* below 2^53, so that a JavaScript number holds it */
    memset(request, 0, sizeof *request);
    request->count = 1;
    /* The id is looked for first, so that whatever else is wrong is told to whoever asked. */
    size_t digits = strspn(line, "0123456789");
    char behind = line[digits];
    if (digits == 0 || digits > ID_MOST_DIGITS || (behind != ' ' && behind != '\0'))
        return "a command begins with its id, a number";
    line[digits] = '\0';
    number(line, LLONG_MAX, &request->id);
    line[digits] = behind;
    if (strlen(line) != length)
        return "a line may not hold NUL bytes";

    char *rest;
    char *word = strtok_r(line + digits, " ", &rest);
    if (word == NULL)
        return "a verb is missing";
    size_t verb = 0;
    while (verb < sizeof VERBS / sizeof VERBS[0] && strcmp(VERBS[verb].word, word) != 0)
        verb++;
    if (verb == sizeof VERBS / sizeof VERBS[0])
        return "there is no such verb";
    request->verb = VERBS[verb].verb;

    unsigned seen = 0;
    while ((word = strtok_r(NULL, " ", &rest)) != NULL) {
        char *equals = strchr(word, '=');
        if (equals == NULL)
            return "what follows the verb is key=value";
        *equals = '\0';
        int bit = option(word, equals + 1, request);
        if (bit < 0)
            return "the value of an option is malformed or out of range";
        if (bit == 0 || ((unsigned)bit & (VERBS[verb].needs | VERBS[verb].may)) == 0)
            return "that verb has no such option";
        if (((unsigned)bit & seen) != 0)
            return "an option is given twice";
        seen |= (unsigned)bit;
    }
    return (VERBS[verb].needs & ~seen) == 0 ? NULL : "an option is missing";
}

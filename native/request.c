#include "request.h"

#include <limits.h>
#include <string.h>

#include "names.h"

enum {
    PARENT = 1 << 0,
    CHILD = 1 << 1,
    PROCESS = 1 << 2,
    COUNT = 1 << 3,
    AFTER = 1 << 4,
    CODE = 1 << 5,
    NOHANG = 1 << 6,
    SIGNAL = 1 << 7,
    NAME = 1 << 8,
    DEATH = 1 << 9,
    DEAF = 1 << 10,
    GROUP = 1 << 11,
    DEPTH = 1 << 12,
    POLICY = 1 << 13,
    EVERY = 1 << 14,
    COMMAND = 1 << 15,
    PIECE = 1 << 16,
    NUMBER = 1 << 17,
    STEPS = 1 << 18,
};

static const struct {
    const char *word;
    enum verb verb;
    unsigned needs, may;
} VERBS[] = {
    { "ping", VERB_PING, 0, 0 },
    { "start", VERB_START, 0, 0 },
    { "fork", VERB_FORK, PARENT, COUNT | AFTER | CODE | NAME | DEATH | DEAF | GROUP | DEPTH },
    { "wait", VERB_WAIT, PARENT, 0 },
    { "waitpid", VERB_WAITPID, PARENT | CHILD, NOHANG },
    { "sleep", VERB_SLEEP, PARENT | AFTER, 0 },
    { "reaping", VERB_REAPING, PARENT | POLICY, EVERY },
    { "exec", VERB_EXEC, PARENT | COMMAND, 0 },
    { "daemon", VERB_DAEMON, PARENT, AFTER },
    { "play", VERB_PLAY, PARENT | PIECE, NUMBER | AFTER | STEPS },
    { "step", VERB_STEP, PARENT, 0 },
    { "cancel", VERB_CANCEL, PARENT, 0 },
    { "interrupt", VERB_INTERRUPT, PARENT, 0 },
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

/* The place of a word among some; -1 where it is none of them. */
static int place_of(const char *word, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static bool policy(const char *word, enum policy *policy)
{
    static const char *const WORDS[] = { "none", "handler", "poll", "ignore", "nocldwait" };
    int place = place_of(word, WORDS, sizeof WORDS / sizeof WORDS[0]);
    *policy = place < 0 ? POLICY_NONE : (enum policy)place;
    return place >= 0;
}

static bool piece(const char *word, enum piece *piece)
{
    static const char *const WORDS[] = { "twice", "copy", "limit", "pool", "server", "talk" };
    int place = place_of(word, WORDS, sizeof WORDS / sizeof WORDS[0]);
    *piece = place < 0 ? PIECE_TWICE : (enum piece)place;
    return place >= 0;
}

/* Small letters, digits and hyphens: it becomes part of what ps shows. */
static bool small_name(const char *text, char *name, size_t room)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (length == 0 || text[length] != '\0' || length >= room)
        return false;
    memcpy(name, text, length + 1);
    return true;
}

static int hex_digit(char digit)
{
    return digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* A text with its bytes written as two hexadecimal digits each, so that it may hold spaces. */
static bool hex_text(const char *text, char *bytes, size_t room)
{
    size_t length = strlen(text);
    if (length == 0 || length % 2 != 0 || length / 2 >= room)
        return false;
    for (size_t i = 0; i < length; i += 2) {
        int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0 || (high == 0 && low == 0))
            return false;
        bytes[i / 2] = (char)(high * 16 + low);
    }
    bytes[length / 2] = '\0';
    return true;
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
    } else if (strcmp(name, "name") == 0) {
        good = small_name(value, request->name, sizeof request->name);
        bit = NAME;
    } else if (strcmp(name, "death") == 0) {
        request->death = signal_number(value);
        good = request->death != 0;
        bit = DEATH;
    } else if (strcmp(name, "deaf") == 0) {
        good = small_number(value, 1, &request->deaf);
        bit = DEAF;
    } else if (strcmp(name, "group") == 0) {
        good = small_number(value, 1, &request->group);
        bit = GROUP;
    } else if (strcmp(name, "depth") == 0) {
        good = small_number(value, 8, &request->depth);
        bit = DEPTH;
    } else if (strcmp(name, "policy") == 0) {
        good = policy(value, &request->policy);
        bit = POLICY;
    } else if (strcmp(name, "every") == 0) {
        good = small_number(value, 3600000, &request->every_ms) && request->every_ms > 0;
        bit = EVERY;
    } else if (strcmp(name, "command") == 0) {
        good = hex_text(value, request->command, sizeof request->command);
        bit = COMMAND;
    } else if (strcmp(name, "piece") == 0) {
        good = piece(value, &request->piece);
        bit = PIECE;
    } else if (strcmp(name, "number") == 0) {
        good = small_number(value, 64, &request->number);
        bit = NUMBER;
    } else if (strcmp(name, "steps") == 0) {
        good = small_number(value, 1, &request->steps);
        bit = STEPS;
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
    request->every_ms = 60000;
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

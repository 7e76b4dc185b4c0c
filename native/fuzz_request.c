/*
 * libFuzzer on what comes in on the lab's input: whatever the bytes are, a line is refused or it means exactly what the
 * protocol says. `make fuzz` builds it where clang is.
 */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(int is_so)
{
    if (!is_so)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > LINE_MAX_BYTES)
        return 0; /* the helper does not let it get so far */
    char *line = malloc(size + 1); /* of that very size, so that a byte too far is seen */
    if (line == NULL)
        return 0;
    memcpy(line, data, size);
    line[size] = '\0';
    struct request request;
    const char *wrong = request_parse(line, size, &request);
    free(line);
    hold(request.id >= 0 && request.id <= 999999999999999);
    if (wrong != NULL)
        return 0;
    hold(request.count >= 1 && request.count <= 10000);
    hold(request.after_ms >= 0 && request.after_ms <= 3600000);
    hold(request.every_ms >= 1 && request.every_ms <= 3600000);
    hold(request.exit_code >= 0 && request.exit_code <= 255);
    hold(request.depth >= 0 && request.depth <= 8 && request.number >= 0 && request.number <= 64);
    hold(memchr(request.name, '\0', sizeof request.name) != NULL);
    hold(memchr(request.command, '\0', sizeof request.command) != NULL);
    /* Nobody can be meant whom kill(2) takes for a group or for everybody; only a wait knows "any child". */
    hold(request.parent.pid >= 0 && request.process.pid >= 0 && request.child.pid >= -1);
    hold(request.verb != VERB_KILL || (request.process.pid > 0 && request.signal > 0));
    hold(request.child.pid != -1 || request.verb == VERB_WAITPID);
    return 0;
}

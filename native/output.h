/* What is on its way to the engine. The helper is its only writer, and it never blocks on it. */
#ifndef REAPTREE_OUTPUT_H
#define REAPTREE_OUTPUT_H

#include <stdbool.h>

/* Whether a round of the loop may say all that it may have to say. Where not, the engine must first read. */
bool output_has_room(void);

bool output_is_pending(void);

void output_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes what the engine takes without making us wait. False where the engine is gone. */
bool output_flush(void);

#endif

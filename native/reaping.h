/* What a test parent does about its dead children by itself: nothing, a handler, a look now and then, or no zombies. */
#ifndef REAPTREE_REAPING_H
#define REAPTREE_REAPING_H

#include "request.h"

void reaping_set(enum policy policy, int every_ms);

/* How long poll(2) may sleep until the next look; -1 for ever. */
int reaping_timeout(void);

/* Has a look where it is time for one. */
void reaping_look(void);

#endif

/* A test child: what it does between its birth and its end. */
#ifndef REAPTREE_CHILD_H
#define REAPTREE_CHILD_H

#include <stdbool.h>

#include "request.h"

/* `quiet`: it tells of nothing, as one of very many. */
_Noreturn void child_live(const struct request *plan, bool quiet);

/* It becomes another program: execve(2) by way of sh(1). */
_Noreturn void child_become(const char *command);

/* The rest of the double fork: founds a session, forks, ends; what it forked lives on as a daemon. */
_Noreturn void child_daemonise(int after_ms);

#endif

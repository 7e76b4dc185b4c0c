/* The test parents, as the helper knows them: what each does, and which command waits for its answer. */
#ifndef REAPTREE_PARENTS_H
#define REAPTREE_PARENTS_H

#include <stdbool.h>
#include <sys/types.h>

#include "record.h"
#include "request.h"

/* Forks one and answers the request once it is ready. */
void parents_start(const struct request *request);

/* Passes a request on to the parent that it names, or refuses it at once where that one cannot take it now. */
void parents_pass_on(const struct request *request);

/* What a parent told. */
void parents_heard(const struct record *record);

/*
 * A process was reaped; nothing happens where it is no parent. Says whether it was one that ended in a wait, so that
 * nobody told what came of that.
 */
bool parents_reaped(pid_t pid, int status);

/*
 * To be called when a child of the helper's has changed. Each parent is asked for by its pid: among ten thousand adopted
 * zombies, waitid(2) for anybody would go through all of them each time.
 */
void parents_look_who_halts(void);

/* Kills every parent together with those of its children that stayed in its process group. */
void parents_kill_families(void);

/*
 * A wait is answered when it returned, or when it has been blocked for a moment: whoever asks for it gets to know
 * which, and is not kept waiting. `parents_timeout` is how many ms remain until the next such answer, or -1.
 */
int parents_timeout(void);
void parents_answer_blocked(void);

void parents_forget_all(void);

#endif

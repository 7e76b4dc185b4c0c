/*
 * The keeper stands between the engine and the helper and does nothing but wait. Should the helper be killed, all that
 * it leaves comes to the keeper, which ends it: daemons, halted ones, whatever a command of the user's has started.
 */
#ifndef REAPTREE_KEEPER_H
#define REAPTREE_KEEPER_H

/*
 * Forks; returns in the helper, which becomes a child of the keeper. In the keeper it returns only where it failed,
 * with -1. The keeper ends as the helper ended.
 */
int keeper_stand_by(void);

#endif

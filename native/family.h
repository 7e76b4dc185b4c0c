/* The test parent and its test children: what the lab is about. */
#ifndef REAPTREE_FAMILY_H
#define REAPTREE_FAMILY_H

#include <sys/types.h>

/*
 * Forks a test parent that belongs to the calling helper and reads its requests from `commands`. Gives its pid, or -1
 * with errno.
 */
pid_t family_found(int commands);

#endif

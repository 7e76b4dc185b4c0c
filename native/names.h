/* The names of signals and errors: numbers differ between systems, so only names leave this program. */
#ifndef REAPTREE_NAMES_H
#define REAPTREE_NAMES_H

/* The number of a signal called like "SIGTERM"; 0 where there is none of that name. signal(7) */
int signal_number(const char *name);

/* Never NULL: a signal without a name of its own is told as "SIG<number>". The text lasts until the next call. */
const char *signal_name(int number);

/* Never NULL: an error without a name here is told as "E<number>". The text lasts until the next call. errno(3) */
const char *errno_name(int number);

#endif

/* The end of everybody below this process. */
#ifndef REAPTREE_SWEEP_H
#define REAPTREE_SWEEP_H

/* Kills and reaps until waitpid(2) says that nobody is left: also those who come to us only when their parents end. */
void sweep_everybody(void);

#endif

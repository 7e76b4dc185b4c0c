/* The subcommands, and what their exit statuses mean. */
#ifndef REAPTREE_COMMANDS_H
#define REAPTREE_COMMANDS_H

enum { EXIT_STATUS_DONE = 0, EXIT_STATUS_GONE = 1, EXIT_STATUS_USAGE = 2, EXIT_STATUS_REFUSED = 3 };

int lab_main(void);
int signal_main(int argc, char **argv);
int watch_main(int argc, char **argv);
#ifdef __linux__
int hold_main(void);
#endif
int run_main(int argc, char **argv);

#endif

/* What ps and top show of a lab process: it says what it is in every other tool too. */
#ifndef REAPTREE_TITLE_H
#define REAPTREE_TITLE_H

/* To be called once, first thing in main(). After it the environment is no longer to be had. */
void title_init(int argc, char **argv);

/* `name` is what `ps -o comm` shows, at most 15 bytes; `title` is what `ps -o args` shows. */
void title_set(const char *name, const char *title);

#endif

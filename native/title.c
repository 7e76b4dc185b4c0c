/*
 * There is no call for changing the command line that others see: `/proc/PID/cmdline` is read from the very
 * memory that argv points to. So that memory is overwritten, as setproctitle(3) of the BSDs does it.
 */
#include "title.h"

#include <stdlib.h>
#include <string.h>

#include "platform.h"

extern char **environ;

static char *nothing[] = { NULL };
static char *area;        /* where the arguments began */
static size_t arguments;  /* how many bytes the arguments had, with their NULs */
static size_t room;       /* how many bytes there are: the arguments, and the environment right behind them */

void title_init(int argc, char **argv)
{
    if (argc < 1)
        return;
    area = argv[0];
    char *end = argv[0];
    for (int i = 0; i < argc && argv[i] == end; i++)
        end = argv[i] + strlen(argv[i]) + 1;
    arguments = (size_t)(end - area);
    for (char **variable = environ; *variable == end; variable++)
        end = *variable + strlen(*variable) + 1;
    room = (size_t)(end - area);
}

void title_set(const char *name, const char *title)
{
    platform_name(name);
    if (room < 2)
        return;
    if (room > arguments)
        environ = nothing; /* its strings are about to go */
    size_t length = strlen(title);
    if (length > room - 1)
        length = room - 1;
    memset(area, 0, room);
    memcpy(area, title, length);
    /*
     * Where the last byte of the arguments is not NUL, Linux takes it that the title was set this way and shows
     * what is there up to the first NUL (proc(5), fs/proc/base.c), and not the zeros behind it too.
     */
    if (length + 1 < arguments)
        area[arguments - 1] = '.';
}

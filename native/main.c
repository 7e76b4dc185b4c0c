/*
 * reaptree-native: what Reaptree needs that only a small C program can do. See PROTOCOL.md.
 *
 *   reaptree-native lab                      the lab's helper, driven over stdin and stdout
 *   reaptree-native signal PID START SIGNAL  signals that very process, or nobody
 *   reaptree-native hold                     keeps hold of processes while an action on them lasts (Linux)
 *   reaptree-native watch [named]            tells of forks, execs and exits as they happen
 *   reaptree-native run FILES COMMAND…       runs a command below a subreaper, see run.c
 */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "title.h"

int main(int argc, char **argv)
{
    title_init(argc, argv);
    if (argc == 2 && strcmp(argv[1], "lab") == 0)
        return lab_main();
    if (argc >= 2 && strcmp(argv[1], "signal") == 0)
        return signal_main(argc - 2, argv + 2);
#ifdef __linux__
    if (argc == 2 && strcmp(argv[1], "hold") == 0)
        return hold_main();
#endif
    if (argc >= 2 && strcmp(argv[1], "watch") == 0)
        return watch_main(argc - 2, argv + 2);
    if (argc >= 2 && strcmp(argv[1], "run") == 0)
        return run_main(argc - 2, argv + 2);
    fprintf(stderr, "usage: reaptree-native lab\n"
                    "       reaptree-native signal PID START SIGNAL\n"
                    "       reaptree-native hold\n"
                    "       reaptree-native watch [named]\n"
                    "       reaptree-native run FILES COMMAND...\n");
    return EXIT_STATUS_USAGE;
}

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a second lasts: the first argument can make it shorter. */
static double second = 1;

static void nap(double seconds)
{
    usleep((useconds_t)(seconds * second * 1e6));
}

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    int report[2]; /* what a daemon has to say, it cannot say on a terminal */
    if (pipe(report) != 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        chdir("/");
        setsid();
        umask(0);
        if (fork() != 0)
            _exit(0);
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 0);
        dup2(nothing, 1);
        dup2(nothing, 2);
        nap(0.5);
        char text[160], cwd[64] = "";
        getcwd(cwd, sizeof cwd);
        snprintf(text, sizeof text, "cwd %s, leads its session: %s, terminal: %s\n", cwd,
                 getsid(0) == getpid() ? "yes" : "no", isatty(0) ? "yes" : "no");
        write(report[1], text, strlen(text));
        _exit(0);
    }
    waitpid(child, NULL, 0);
    close(report[1]);
    char text[160] = "";
    if (read(report[0], text, sizeof text - 1) > 0)
        printf("%s", text);
    return 0;
}

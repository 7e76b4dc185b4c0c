#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a second lasts: the first argument can make it shorter. */
static double second = 1;

static void nap(double seconds)
{
    usleep((useconds_t)(seconds * second * 1e6));
}

/* The state letter that the kernel has for a process: proc(5). */
static char state_of(pid_t pid)
{
    char path[32], state = '-';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return state;
    if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = '-';
    fclose(file);
    return state;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    pid_t child = fork();
    if (child == 0) {
        nap(5);
        _exit(0);
    }
    nap(25);
    siginfo_t info;
    waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT); /* it ended long ago; WNOWAIT leaves it there */
    printf("after 25 s: %c\n", state_of(child));
    nap(35); /* and only now a look */
    while (waitpid(-1, NULL, WNOHANG) > 0)
        continue;
    printf("after a minute: %s\n", state_of(child) == '-' ? "gone" : "there");
    return 0;
}

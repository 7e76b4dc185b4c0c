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
    pid_t first = fork();
    if (first == 0) {
        nap(2);
        _exit(0);
    }
    pid_t second = fork();
    if (second == 0) {
        nap(4);
        _exit(0);
    }
    pid_t pid = waitpid(second, NULL, 0);
    printf("waitpid() returned the %s\n", pid == second ? "second" : "first");
    printf("the first is in state %c\n", state_of(first));
    return 0;
}

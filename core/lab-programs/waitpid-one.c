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
    pid_t first_child = fork();
    if (first_child == 0) {
        nap(2);
        _exit(0);
    }
    pid_t second_child = fork();
    if (second_child == 0) {
        nap(4);
        _exit(0);
    }
    pid_t pid = waitpid(second_child, NULL, 0);
    printf("waitpid() returned the %s\n", pid == second_child ? "second" : "first");
    siginfo_t info;
    waitid(P_PID, (id_t)first_child, &info, WEXITED | WNOWAIT); /* it has ended, too; WNOWAIT leaves it there */
    printf("the first is in state %c\n", state_of(first_child));
    return 0;
}

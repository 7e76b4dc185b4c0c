#include <errno.h>
#include <signal.h>
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

static void try_it(const char *how)
{
    pid_t child = fork();
    if (child == 0) {
        nap(1);
        _exit(0);
    }
    pid_t pid = wait(NULL); /* blocks until the last has ended */
    const char *error = pid == -1 && errno == ECHILD ? "ECHILD" : "";
    printf("%s: wait() = %d %s, the child is %s\n", how, (int)pid, error,
           state_of(child) == '-' ? "gone" : "there");
}

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    struct sigaction action = { .sa_handler = SIG_IGN };
    sigemptyset(&action.sa_mask);
    sigaction(SIGCHLD, &action, NULL);
    try_it("SIG_IGN");

    action.sa_handler = SIG_DFL;
    action.sa_flags = SA_NOCLDWAIT;
    sigaction(SIGCHLD, &action, NULL);
    try_it("SA_NOCLDWAIT");
    return 0;
}

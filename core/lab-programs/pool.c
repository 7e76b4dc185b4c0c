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

enum { WORKERS = 2, TASKS = 5 };

static const int LENGTHS[TASKS] = { 2, 1, 3, 1, 2 };

static void work(int tasks)
{
    int task;
    while (read(tasks, &task, sizeof task) == sizeof task) {
        nap(LENGTHS[task - 1]);
        printf("task %d was done by %d\n", task, (int)getpid());
        fflush(stdout);
    }
    _exit(0);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        second = atof(argv[1]);
    int tasks[2];
    pid_t pool[WORKERS];
    if (pipe(tasks) != 0)
        return 1;
    for (int i = 0; i < WORKERS; i++) {
        pool[i] = fork();
        if (pool[i] == 0) {
            close(tasks[1]);
            work(tasks[0]);
        }
    }
    close(tasks[0]);
    for (int task = 1; task <= TASKS; task++)
        write(tasks[1], &task, sizeof task);
    close(tasks[1]);
    int late = 6;
    if (write(tasks[1], &late, sizeof late) == -1)
        printf("closed: nothing is accepted\n");
    fflush(stdout);
    for (int i = 0; i < WORKERS; i++)
        waitpid(pool[i], NULL, 0);
    printf("joined\n");
    return 0;
}

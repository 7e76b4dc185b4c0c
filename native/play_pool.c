/* Some workers for many tasks: all read from one pipe, so each task goes to whoever is free. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "play.h"
#include "told.h"

enum { TASKS = 5, WORKERS_MOST = 16 };

/* How long each takes, in seconds of the story. */
static const int LENGTHS[TASKS] = { 2, 1, 3, 1, 2 };

struct result {
    pid_t worker;
    int task;
};

static _Noreturn void work(int tasks, int results, int second_ms)
{
    for (;;) {
        int task;
        told_begins("read", "tasks, &task, %zu", sizeof task);
        long long got = told_returned(read(tasks, &task, sizeof task));
        if (got != sizeof task)
            told_exit(0); /* closed, and nothing is left */
        told_say("task %d takes %d s", task, LENGTHS[task - 1]);
        told_sleep(LENGTHS[task - 1] * second_ms);
        struct result result = { getpid(), task };
        told(write(results, &result, sizeof result), "write", "results, {task %d}, %zu", task, sizeof result);
    }
}

void play_pool(int second_ms, int workers)
{
    int tasks[2], results[2];
    pid_t pool[WORKERS_MOST];
    if (workers > WORKERS_MOST)
        workers = WORKERS_MOST;
    told_step();
    if (told(pipe(tasks), "pipe", "tasks") != 0)
        return;
    if (told(pipe(results), "pipe", "results") != 0) {
        close(tasks[0]);
        close(tasks[1]);
        return;
    }
    int started = 0;
    struct intent intent = { "worker", 0, 0, false };
    for (; started < workers; started++) {
        pool[started] = told_fork(&intent);
        if (pool[started] == 0) {
            close(tasks[1]);
            close(results[0]);
            work(tasks[0], results[1], second_ms);
        }
        if (pool[started] < 0)
            break;
    }
    close(tasks[0]);
    close(results[1]);
    for (int task = 1; task <= TASKS && started > 0; task++) {
        told_step();
        told(write(tasks[1], &task, sizeof task), "write", "tasks, {task %d}, %zu", task, sizeof task);
    }
    told_step();
    told(close(tasks[1]), "close", "tasks");
    int late = TASKS + 1;
    told_step();
    told(write(tasks[1], &late, sizeof late), "write", "tasks, {task %d}, %zu", late, sizeof late);
    struct result result;
    while (read(results[0], &result, sizeof result) == sizeof result)
        told_say("task %d was done by %d", result.task, (int)result.worker);
    close(results[0]);
    for (int i = 0; i < started; i++)
        told_waitpid(pool[i], 0, NULL);
    told_say("joined: all %d workers have ended", started);
}

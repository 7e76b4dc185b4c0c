/* Two processes out of one: the same code runs in both, and each has a memory of its own. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "play.h"
#include "told.h"

void play_twice(int second_ms)
{
    static const char LINE[] = "this line is run\n";
    struct intent intent = { "", second_ms, 0, false };
    pid_t child = told_fork(&intent);
    if (child < 0)
        return;
    /* From here on both run the very same code. */
    told_step();
    told(write(STDOUT_FILENO, LINE, sizeof LINE - 1), "write", "1, \"this line is run\\n\", %zu", sizeof LINE - 1);
    if (child == 0)
        told_exit(0);
    told_waitpid(child, 0, NULL);
}

/* Volatile, so that it really is in memory, where the engine looks it up while both live. */
static volatile int counter;

void play_copy(int second_ms)
{
    counter = 10;
    told_step();
    told_say("counter is %d at address 0x%jx", counter, (uintmax_t)(uintptr_t)&counter);
    struct intent intent = { "", 2 * second_ms, 0, false };
    pid_t child = told_fork(&intent);
    if (child == 0) {
        counter -= 1;
        told_say("counter is %d at address 0x%jx", counter, (uintmax_t)(uintptr_t)&counter);
        told_sleep(2 * second_ms);
        told_exit(0);
    }
    if (child < 0)
        return;
    told_sleep(second_ms);
    told_say("counter is %d at address 0x%jx", counter, (uintmax_t)(uintptr_t)&counter);
    told_waitpid(child, 0, NULL);
}

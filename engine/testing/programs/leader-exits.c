/* The first thread ends while another one sleeps on: a thread group without its leader. pthread_exit(3) */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *sleep_on(void *unused)
{
    (void)unused;
    puts("ready");
    fflush(stdout);
    pause();
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, sleep_on, NULL);
    pthread_exit(NULL);
}

/*
 * The floor: pread(2) of every /proc/PID/stat from descriptors that stay open, and nothing else. For each line on
 * standard input it makes one pass and prints how many ms that took, and how many processes it read. The list of
 * processes is made once, at the start.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

int main(void)
{
    enum { MOST = 65536 };
    static int files[MOST];
    int count = 0;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc)) != NULL && count < MOST;) {
        char path[300];
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9')
            continue;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        int file = open(path, O_RDONLY | O_CLOEXEC);
        if (file >= 0)
            files[count++] = file;
    }
    char line[64], text[2048];
    while (fgets(line, sizeof line, stdin) != NULL) {
        double began = now_ms();
        long long bytes = 0;
        for (int i = 0; i < count; i++)
            bytes += pread(files[i], text, sizeof text, 0);
        printf("%.3f %d\n", now_ms() - began, bytes > 0 ? count : 0);
        fflush(stdout);
    }
    return 0;
}

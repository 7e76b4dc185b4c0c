/* Calls itself as it is told, byte by byte, and sleeps. prctl(2), PR_SET_NAME */
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    prctl(PR_SET_NAME, argc > 1 ? argv[1] : "", 0, 0, 0);
    puts("ready");
    fflush(stdout);
    pause();
    return 0;
}

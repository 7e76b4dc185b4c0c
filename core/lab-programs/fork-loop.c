#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int key, children = 0;
    while ((key = getchar()) != EOF && key != 'q') {
        if (key == '\n')
            continue;
        if (fork() == 0)
            _exit(0); /* and nobody will ask for it */
        children++;
        printf("%d\n", children);
        fflush(stdout);
    }
    printf("%d zombies go with me\n", children);
    return 0;
}

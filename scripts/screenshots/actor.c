/*
 * Plays one process of a made-up machine for the pictures in docs/: the line of the scene file that SCENE_LINE
 * names, and by forking and executing itself once for each line that is indented below it, all the others.
 *
 *   name | command line | attributes
 *
 * SCENE_STAGE is a folder in which this program lies under each of the names: that is what ps shows.
 *
 *   uid=N mem=MB cpu=PERCENT   what it is and uses
 *   live=MS exit=CODE          it ends by itself
 *   leak=MS                    starts the lines below it again and again, and never waits for any
 *   reap                       collects what is adopted by it
 *   stop                       stops itself
 *
 * What hangs on pid 1 directly is the leader of a session of its own.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINES_MOST = 256, WORDS_MOST = 32 };

static char *lines[LINES_MOST];
static int count;

static void read_scene(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) exit(2);
  char *line = NULL;
  size_t room = 0;
  while (count < LINES_MOST && getline(&line, &room, file) > 0) {
    line[strcspn(line, "\n")] = 0;
    if (strchr(line, '|')) lines[count++] = strdup(line);
  }
  free(line);
  fclose(file);
}

static int depth_of(const char *line) { return (int)strspn(line, " ") / 2; }

/* The trimmed text of one column, in memory of its own. */
static char *column(const char *line, int which) {
  while (which-- > 0) {
    line = strchr(line, '|');
    if (!line) return strdup("");
    line++;
  }
  line += strspn(line, " ");
  size_t length = strcspn(line, "|");
  while (length > 0 && line[length - 1] == ' ') length--;
  return strndup(line, length);
}

static int attribute(const char *line, const char *name, int otherwise) {
  char *attributes = column(line, 2);
  int value = otherwise;
  for (char *word = strtok(attributes, " "); word; word = strtok(NULL, " ")) {
    size_t length = strlen(name);
    if (strncmp(word, name, length) != 0) continue;
    if (word[length] == 0) value = 1;
    if (word[length] == '=') value = atoi(word + length + 1);
  }
  free(attributes);
  return value;
}

static void sleep_ms(long ms) {
  struct timespec left = {ms / 1000, ms % 1000 * 1000000};
  nanosleep(&left, NULL);
}

static void become(int line) {
  char *words[WORDS_MOST], number[16], path[4096];
  int found = 0;
  for (char *word = strtok(column(lines[line], 1), " "); word && found < WORDS_MOST - 1; word = strtok(NULL, " "))
    words[found++] = word;
  words[found] = NULL;
  snprintf(number, sizeof number, "%d", line);
  setenv("SCENE_LINE", number, 1);
  snprintf(path, sizeof path, "%s/%s", getenv("SCENE_STAGE"), column(lines[line], 0));
  execv(path, words);
  _exit(2);
}

static void start(int line) {
  if (fork() != 0) return;
  if (depth_of(lines[line]) == 1) setsid();
  become(line);
}

static void start_all_below(int self) {
  int depth = depth_of(lines[self]);
  for (int line = self + 1; line < count && depth_of(lines[line]) > depth; line++)
    if (depth_of(lines[line]) == depth + 1) start(line);
}

/* Burns so much of each tenth of a second. */
static void live(int percent, long ms) {
  for (long lived = 0; ms < 0 || lived < ms; lived += 100) {
    clock_t until = clock() + CLOCKS_PER_SEC / 1000 * percent;
    while (percent > 0 && clock() < until) continue;
    sleep_ms(100 - percent);
  }
}

int main(void) {
  const char *scene = getenv("SCENE"), *number = getenv("SCENE_LINE");
  if (!scene || !getenv("SCENE_STAGE")) return 2;
  read_scene(scene);
  int self = number ? atoi(number) : 0;
  if (self >= count) return 2;
  const char *me = lines[self];

  signal(SIGCHLD, attribute(me, "reap", 0) ? SIG_IGN : SIG_DFL);
  size_t bytes = (size_t)attribute(me, "mem", 1) << 20;
  char *memory = malloc(bytes);
  if (memory) memset(memory, 1, bytes);

  int leak = attribute(me, "leak", 0);
  if (!leak) start_all_below(self);
  if (setuid((uid_t)attribute(me, "uid", 0)) != 0) return 2;
  if (attribute(me, "stop", 0)) raise(SIGSTOP);
  for (; leak; sleep_ms(leak)) start_all_below(self);
  live(attribute(me, "cpu", 0), attribute(me, "live", -1));
  return attribute(me, "exit", 0);
}

/*
 * The stories whose code is the lesson: a test parent plays one, in calls that are made and told one by one.
 * `after_ms` of the request is how long a second of the story lasts.
 */
#ifndef REAPTREE_PLAY_H
#define REAPTREE_PLAY_H

#include "request.h"

void play(const struct request *request);

void play_twice(int second_ms);
void play_copy(int second_ms);
void play_limit(int second_ms);
void play_pool(int second_ms, int workers);
void play_server(int second_ms, int requests);
void play_talk(int second_ms, int value);

#endif

#include "play.h"

void play(const struct request *request)
{
    switch (request->piece) {
    case PIECE_TWICE:
        play_twice(request->after_ms);
        break;
    case PIECE_COPY:
        play_copy(request->after_ms);
        break;
    case PIECE_LIMIT:
        play_limit(request->after_ms);
        break;
    case PIECE_POOL:
        play_pool(request->after_ms, request->number < 1 ? 1 : request->number);
        break;
    case PIECE_SERVER:
        play_server(request->after_ms, request->number < 1 ? 1 : request->number);
        break;
    case PIECE_TALK:
        play_talk(request->after_ms, request->number < 1 ? 1 : request->number);
        break;
    }
}

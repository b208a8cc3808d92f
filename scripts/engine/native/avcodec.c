/*
 * In the place of FFmpeg's libavcodec: one codec, which refuses all that it is given. FreeRDP makes ready for H.264
 * at the start of each session and ends those in which it cannot; guacd never lets a server use it.
 */
#include "stand-in.h"

/* AV_CODEC_ID_H264 (FFmpeg: libavcodec/codec_id.h). */
enum { H264 = 27 };

static const char codec[4096];

const void *avcodec_find_decoder(int id) {
    return id == H264 ? codec : 0;
}

FINDS_NOTHING(avcodec_find_encoder)

MAKES_BLANK(avcodec_alloc_context3)
MAKES_BLANK(av_packet_alloc)
MAKES_BLANK(av_parser_init)

FREES(avcodec_free_context)
FREES(av_packet_free)

void av_parser_close(void *parser) {
    free(parser);
}

IS_ZERO(avcodec_open2)
IS_ZERO(avcodec_close)

FAILS(avcodec_fill_audio_frame)
FAILS(avcodec_send_packet)
FAILS(avcodec_receive_packet)
FAILS(avcodec_send_frame)
FAILS(avcodec_receive_frame)

DOES_NOTHING(av_init_packet)
DOES_NOTHING(av_packet_unref)

/* In the place of FFmpeg's libavutil, of which only what goes with a codec is asked for. */
#include "stand-in.h"

MAKES_BLANK(av_frame_alloc)

FREES(av_frame_free)

FAILS(av_frame_get_buffer)
FAILS(av_opt_set)
FAILS(av_samples_copy)

IS_ZERO(av_get_bytes_per_sample)
IS_ZERO(av_get_default_channel_layout)

/* Puts a text for an error number into a buffer, which must end with a zero. */
int av_strerror(int number, char *text, unsigned long size) {
    if (size > 0) text[0] = 0;
    return -38;
}

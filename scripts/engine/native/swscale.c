/* In the place of FFmpeg's libswscale: no picture is scaled. */
#include "stand-in.h"

FINDS_NOTHING(sws_getContext)

FAILS(sws_scale)

DOES_NOTHING(sws_freeContext)

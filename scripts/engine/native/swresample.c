/* In the place of FFmpeg's libswresample: no sound is converted. */
#include "stand-in.h"

FINDS_NOTHING(swr_alloc)

FAILS(swr_config_frame)
FAILS(swr_convert_frame)
FAILS(swr_init)

IS_ZERO(swr_is_initialized)

DOES_NOTHING(swr_free)

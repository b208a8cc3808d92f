/* In the place of libsndfile, which PulseAudio's library is linked with to play files: no file is read or written. */
#include "stand-in.h"

FINDS_NOTHING(sf_get_string)

const char *sf_error_number(void) {
    return "Sound files are not supported.";
}

FAILS(sf_command)

IS_ZERO(sf_readf_short)
IS_ZERO(sf_readf_int)
IS_ZERO(sf_readf_float)
IS_ZERO(sf_writef_short)
IS_ZERO(sf_writef_int)
IS_ZERO(sf_writef_float)

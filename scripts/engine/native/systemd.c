/* In the place of systemd's library: the answers on a system that is not run by systemd, and has no journal. */
#include "stand-in.h"

FAILS(sd_journal_stream_fd)
FAILS(sd_journal_send)

/* Number of sockets that were handed over. */
IS_ZERO(sd_listen_fds)

IS_ZERO(sd_is_socket)

/*
 * In the place of CUPS's library, which FreeRDP's printer is linked with: no server, no printer. guacd has a printer of
 * its own, which makes PDF of what is printed.
 */
#include "stand-in.h"

FINDS_NOTHING(httpConnect2)

/* Number of printers that were put where the argument points, which is not looked at when it is 0. */
IS_ZERO(cupsGetDests)

/* Number of the job. */
IS_ZERO(cupsCreateJob)

/* States of HTTP: an error. */
#define IS_HTTP_ERROR(name) int name(void) { return -1; }

IS_HTTP_ERROR(cupsStartDocument)
IS_HTTP_ERROR(cupsWriteRequestData)

/* States of IPP: the service is not available. */
int cupsFinishDocument(void) {
    return 0x0502;
}

const char *cupsServer(void) {
    return "localhost";
}

/* The port of IPP. */
int ippPort(void) {
    return 631;
}

DOES_NOTHING(cupsFreeDests)
DOES_NOTHING(httpClose)

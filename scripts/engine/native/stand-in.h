/*
 * For stand-ins: libraries that others are linked with and guacd has no use for. What they are asked for is not
 * there, what they are told to do fails, as their documentation lets them answer. Arguments of no interest are left
 * out, which the calling conventions of all processors that there is an engine for allow.
 */
extern void *calloc(unsigned long count, unsigned long size);
extern void free(void *block);

/* Finds or makes something: there is none. */
#define FINDS_NOTHING(name) void *name(void) { return 0; }

/* Makes a structure, blank: larger than each of FFmpeg's, because some of their fields are set by FreeRDP. */
#define MAKES_BLANK(name) void *name(void) { return calloc(1, 4096); }

/* Gives such a structure back, and forgets it. */
#define FREES(name) \
    void name(void **structure) { \
        free(*structure); \
        *structure = 0; \
    }

/* Negative numbers are errors: AVERROR(ENOSYS). */
#define FAILS(name) int name(void) { return -38; }

/* A number or a truth, or a success of something that has nothing to do. */
#define IS_ZERO(name) long name(void) { return 0; }

#define DOES_NOTHING(name) void name(void) {}

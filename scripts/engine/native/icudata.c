/*
 * In the place of ICU's 31 MB of data: none. FreeRDP has ICU convert between UTF-8 and UTF-16, which it does by code
 * of its own; data would tell it of other encodings and of languages.
 *
 * The head of a common data file (ICU: common/ucmndata.h, common/unicode/udata.h), then a table of contents without
 * entries.
 */
const unsigned int icudt72_dat[] = {
    /* Length of the head, 32; then DA 27. */
    0x27da0020,
    /* Length of the description that follows, 20. */
    20,
    /* Lowest byte first, ASCII, UTF-16. */
    0x00020000,
    /* "CmnD": a table of offsets. */
    0x446e6d43,
    /* Versions of the format and of the data. */
    1, 0,
    0, 0,
    /* Number of entries. */
    0, 0
};

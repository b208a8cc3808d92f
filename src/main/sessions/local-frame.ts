import { encodeInstruction } from '../../shared/guacamole/encode';

/**
 * The timestamp of a frame that ends here and not in guacd. guacd's are milliseconds of a clock and never negative.
 * The answer of the page ends here too: guacd would take it for the time that the page needed to draw.
 */
export const LOCAL_FRAME_TIMESTAMP = '-1';

/** The end of such a frame. */
export const LOCAL_FRAME = encodeInstruction('sync', LOCAL_FRAME_TIMESTAMP);

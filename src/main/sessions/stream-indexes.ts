/**
 * Who may use which index for streams to guacd. There is one space of indexes for a user, 64 of them in every guacd
 * up to 1.5.x (guacamole-server src/libguac/guacamole/user-constants.h:GUAC_USER_MAX_STREAMS; 512 from 1.6.0), and two
 * senders here: the page, and main, which sends the clipboard, the answers to credential prompts and questions. guacd's `ack`
 * for one of main's streams reaches the page, which has no stream of that index and ignores it.
 */
export const PAGE_STREAMS = 59;
/** Questions for a sign of life. A new one may follow at once: what guacd answers first counts. */
export const CHECK_STREAM = 59;
/** The clipboard. A new one may follow at once: guacd acknowledges nothing of it. */
export const CLIPBOARD_STREAM = 60;
/** Answers to `required`, used in turn. RDP, which asks most, asks for three names. */
export const ANSWER_STREAMS = [61, 62, 63] as const;

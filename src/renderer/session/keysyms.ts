/** X11 keysyms by name, as guacd takes them. Source: X11/keysymdef.h. */
export const KEYSYMS = {
  backspace: 0xff08,
  tab: 0xff09,
  enter: 0xff0d,
  escape: 0xff1b,
  insert: 0xff63,
  delete: 0xffff,
  f1: 0xffbe,
  printScreen: 0xff61,
  shiftLeft: 0xffe1,
  shiftRight: 0xffe2,
  controlLeft: 0xffe3,
  controlRight: 0xffe4,
  metaLeft: 0xffe7,
  metaRight: 0xffe8,
  altLeft: 0xffe9,
  superLeft: 0xffeb,
  superRight: 0xffec,
} as const;

/** Ctrl+Alt+Del, which the local system would keep for itself. */
export const CTRL_ALT_DEL: readonly number[] = [KEYSYMS.controlLeft, KEYSYMS.altLeft, KEYSYMS.delete];

/** The keysym that types a character. @param codePoint a Unicode code point */
export function keysymOf(codePoint: number): number {
  const isControl = codePoint <= 0x1f || (codePoint >= 0x7f && codePoint <= 0x9f);
  if (isControl) return 0xff00 | codePoint;
  return codePoint <= 0xff ? codePoint : 0x1000000 | codePoint;
}

/**
 * Cuts a text of whole instructions into pieces of whole instructions, each as short as it can be with at least so
 * many characters; 0: one instruction each.
 */
export function* wholeInstructions(text: string, leastCharacters: number): Generator<string> {
  let start = 0;
  let position = 0;
  while (position < text.length) {
    const dot = text.indexOf('.', position);
    let end = dot + 1;
    // Lengths are in code points.
    for (let left = Number(text.slice(position, dot)); left > 0; left--)
      end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
    position = end + 1;
    if (text[end] !== ';' || (position - start < leastCharacters && position < text.length)) continue;
    yield text.slice(start, position);
    start = position;
  }
}

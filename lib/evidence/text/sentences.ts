/** Where a sentence ends: after its full stop, question mark or line. A stop within a word ends none. */
const END = /(?<=[.!?…]["»”)\]]?)\s+|\n+/u;

/** The sentences of a text, with where each begins in it. Nothing but white space is left out. */
export function sentencesIn(text: string): { text: string; at: number }[] {
  const found: { text: string; at: number }[] = [];
  let at = 0;
  for (const piece of text.split(END)) {
    at = text.indexOf(piece, at);
    const sentence = piece.trim();
    if (sentence !== "") found.push({ text: sentence, at: at + piece.indexOf(sentence) });
    at += piece.length;
  }
  return found;
}

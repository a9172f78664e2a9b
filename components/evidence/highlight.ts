/** A piece of text, and whether it is one of the terms looked for. */
export interface TextSegment {
  text: string;
  match: boolean;
}

function escape(term: string): string {
  return term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * Cuts a text into segments at every occurrence of the terms, whatever their case; longer terms
 * win over shorter ones that start at the same place.
 *
 * @example
 * ```ts
 * highlight("Late again", ["late"]);
 * // [{ text: "Late", match: true }, { text: " again", match: false }]
 * ```
 */
export function highlight(text: string, terms: readonly string[]): TextSegment[] {
  const wanted = terms.filter((term) => term.trim() !== "").toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return text === "" ? [] : [{ text, match: false }];
  const pieces = text.split(new RegExp(`(${wanted.map(escape).join("|")})`, "giu"));
  return pieces.map((piece, index) => ({ text: piece, match: index % 2 === 1 }))
    .filter((segment) => segment.text !== "");
}

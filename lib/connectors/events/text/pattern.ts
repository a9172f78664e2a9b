/**
 * Phrases as people note them down, made into expressions over a sentence's words:
 *
 * - `word`, `stem*`: a whole word, or all words that begin so
 * - `(a|b*|c d)`: one of several; `(…)?` or `word?`: or nothing
 * - `#`: a number; `~3`: up to three words, none of them a breaker or in another clause
 * - `^` at the beginning: at the beginning of the sentence
 * - `!(a|b)`: not followed by; `<!(a|b)`: not preceded by
 *
 * @module
 */

const ITEM = /<?!\([^)]*\)|\([^)]*\)\??|\S+/g;

function escape(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}

function word(text: string): string {
  if (text === "#") return "[0-9][^ ]*";
  return text.endsWith("*") ? `${escape(text.slice(0, -1))}[^ ]*` : escape(text);
}

/** Each of the alternatives with a space behind every word. */
function alternatives(text: string): string {
  const each = text.replace(/^\(|\)$/g, "").split("|");
  return `(?:${each.map((one) => `${one.trim().split(" ").map(word).join(" ")} `).join("|")})`;
}

/** Alternatives as a list within a larger expression: each a word with a space behind it. */
export function anyOf(words: readonly string[]): string {
  return alternatives(words.join("|"));
}

/**
 * The source of an expression for a phrase; a match begins at a word and ends behind one.
 *
 * @param breakers words that a gap may not hold
 */
export function phrase(text: string, breakers: readonly string[]): string {
  const gap = `(?!${anyOf(breakers)}|, )[^ ]+ `;
  let source = "";
  for (const item of text.match(ITEM) ?? []) {
    if (item === "^") source = "^ ";
    else if (item.startsWith("~")) source += `(?:${gap}){0,${Number(item.slice(1))}}`;
    else if (item.startsWith("!")) source += `(?!${alternatives(item.slice(1))})`;
    else if (item.startsWith("<!")) source += `(?<! ${alternatives(item.slice(2))})`;
    else if (item.endsWith("?")) source += `${alternatives(item.slice(0, -1))}?`;
    else source += alternatives(item);
  }
  return source.startsWith("^") ? source : `(?<= )${source}`;
}

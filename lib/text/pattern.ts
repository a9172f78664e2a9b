/**
 * Phrases as people note them down, made into expressions over a sentence's words, or over their
 * stems when words are given a form:
 *
 * - `word`, `stem*`: a whole word, or all words (stems, where stems are compared) that begin so
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

/** What a word is compared by: itself, or its stem. */
export type Form = (word: string) => string;

const asWritten: Form = (word) => word;

function word(text: string, form: Form): string {
  if (text === "#") return "[0-9][^ ]*";
  return text.endsWith("*") ? `${escape(text.slice(0, -1))}[^ ]*` : escape(form(text));
}

/** Each of the alternatives with a space behind every word. */
function alternatives(text: string, form: Form): string {
  const each = text.replace(/^\(|\)$/g, "").split("|").map((one) =>
    `${one.trim().split(" ").map((part) => word(part, form)).join(" ")} `
  );
  return `(?:${each.join("|")})`;
}

/** Alternatives as a list within a larger expression: each a word with a space behind it. */
export function anyOf(words: readonly string[], form: Form = asWritten): string {
  return alternatives(words.join("|"), form);
}

/**
 * The source of an expression for a phrase; a match begins at a word and ends behind one.
 *
 * @param breakers words that a gap may not hold
 */
export function phrase(text: string, breakers: readonly string[], form: Form = asWritten): string {
  const gap = `(?!${anyOf(breakers, form)}|, )[^ ]+ `;
  let source = "";
  for (const item of text.match(ITEM) ?? []) {
    if (item === "^") source = "^ ";
    else if (item.startsWith("~")) source += `(?:${gap}){0,${Number(item.slice(1))}}`;
    else if (item.startsWith("!")) source += `(?!${alternatives(item.slice(1), form)})`;
    else if (item.startsWith("<!")) source += `(?<! ${alternatives(item.slice(2), form)})`;
    else if (item.endsWith("?")) source += `${alternatives(item.slice(0, -1), form)}?`;
    else source += alternatives(item, form);
  }
  return source.startsWith("^") ? source : `(?<= )${source}`;
}

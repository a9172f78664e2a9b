/** A sentence as it was written, and in the form that patterns are matched on. */
export interface Sentence {
  text: string;
  /**
   * Words in lower case with a space around each, ё as е; what divides clauses is the word `,`:
   * ` please , approve the design `.
   */
  words: string;
  question: boolean;
}

/** Longest text looked at, characters: what follows are logs and quoted threads. */
const LONGEST = 20_000;

const QUOTE_FROM = /^\s*(on\s.{3,120}\swrote:|.{3,120}\s(пишет|написал|написала):|-{3,}.*)\s*$/iu;

/** What the author wrote: without quoted lines and the thread below. */
function ownLines(text: string): string {
  const lines = text.slice(0, LONGEST).split(/\r?\n/);
  const end = lines.findIndex((line, index) => index > 0 && QUOTE_FROM.test(line));
  return lines.slice(0, end < 0 ? undefined : end)
    .filter((line) => !/^\s*>/.test(line)).join("\n");
}

/** A full stop within a word or number ends no sentence: `v1.2`, `acme.com`. */
const SENTENCE = /(?:[^.!?…\n]|[.!?…](?![\s.!?…]|$))+[.!?…]*/g;
const WORD = /\p{N}+(?:[-/.]\p{N}+)+|[\p{L}\p{N}]+(?:'\p{L}+)*|[,;:()—–]|(?<=\s)-(?=\s)/gu;

/** A word of courtesy divides no clause, however it is set off: "approve, please, the design". */
const COURTESY = "(please|pls|kindly|пожалуйста|плиз)";
const SET_OFF = [new RegExp(` , ${COURTESY} , `, "g"), new RegExp(` ${COURTESY} , `, "g")];

function wordsOf(text: string): string {
  const found = text.toLowerCase().replaceAll("ё", "е").replaceAll("’", "'").match(WORD) ?? [];
  const words = ` ${found.map((word) => /^[\p{L}\p{N}]/u.test(word) ? word : ",").join(" ")} `;
  return SET_OFF.reduce((text, courtesy) => text.replace(courtesy, " $1 "), words);
}

/** The sentences of a message's own text, in order; quoted text is left out. */
export function sentencesOf(text: string): Sentence[] {
  return (ownLines(text).match(SENTENCE) ?? []).map((sentence) => ({
    text: sentence.trim(),
    words: wordsOf(sentence),
    question: /\?[\s!?"»”)]*$/.test(sentence),
  })).filter(({ text }) => text !== "");
}

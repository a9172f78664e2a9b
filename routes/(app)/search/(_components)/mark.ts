import type { TextSegment } from "@/components/evidence/highlight.ts";
import { termsOf } from "@/lib/evidence/mod.ts";

/** Words with what holds them together. */
const WORD = /([\p{L}\p{N}_]+(?:[-'’.][\p{L}\p{N}_]+)*)/u;

/** Cuts a text into segments, marking the words that a question's terms stand for, however inflected. */
export function markTerms(text: string, terms: ReadonlySet<string>): TextSegment[] {
  const segments: TextSegment[] = [];
  text.split(WORD).forEach((piece, index) => {
    if (piece === "") return;
    const match = index % 2 === 1 && termsOf(piece).some((term) => terms.has(term));
    const last = segments.at(-1);
    if (last !== undefined && last.match === match) last.text += piece;
    else segments.push({ text: piece, match });
  });
  return segments;
}

/** The words of a text that terms stand for, as they are written, each once. */
export function wordsIn(text: string, terms: ReadonlySet<string>): string[] {
  const found = markTerms(text, terms).filter(({ match }) => match)
    .map(({ text }) => text.toLowerCase());
  return [...new Set(found)];
}

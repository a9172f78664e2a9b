import { fold } from "../text/fold.ts";
import { words } from "../text/latinise.ts";
import { letterBits } from "../text/letters.ts";
import { bigrams } from "../text/similarity.ts";

/** Free text such as a street or a place, prepared for comparison. */
export interface Wording {
  /** Latin words, joined without spaces: a blank typed too much changes nothing. */
  text: string;
  folded: string;
  /** Distinct folded words, sorted. */
  tokens: readonly string[];
  bigrams: readonly number[];
  /** See `letterBits`. */
  letters: number;
}

/** Prepares free text; null when it has no letters or digits. */
export function prepareWording(raw: string): Wording | null {
  const parts = words(raw);
  if (parts.length === 0) return null;
  const text = parts.join("");
  return {
    text,
    folded: fold(text),
    tokens: [...new Set(parts.map(fold))].sort(),
    bigrams: bigrams(text),
    letters: letterBits(text),
  };
}

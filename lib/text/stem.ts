import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as russian } from "@orama/stemmers/russian";
import type { Form } from "./pattern.ts";

/** Words that are remembered: a language's everyday ones. */
const REMEMBERED = 20_000;

function stem(word: string): string {
  if (/[а-я]/.test(word)) return russian(word);
  return /^[a-z']+$/.test(word) ? english(word) : word;
}

/**
 * Stems of Russian (Snowball) and English (Porter) words in lower case, ё as е; others are their own.
 * Most words of a text are few, so that they are remembered.
 */
export function createStemmer(): Form {
  const known = new Map<string, string>();
  return (word) => {
    let found = known.get(word);
    if (found === undefined) {
      if (known.size >= REMEMBERED) known.clear();
      found = stem(word);
      known.set(word, found);
    }
    return found;
  };
}

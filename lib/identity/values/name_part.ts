import { fold, skeleton } from "../text/fold.ts";
import { letterBits } from "../text/letters.ts";
import { words } from "../text/latinise.ts";
import { nameGroups } from "./nicknames.ts";

/** A given name or a surname, prepared for comparison. */
export interface NamePart {
  /** Latin letters only. */
  text: string;
  /** One spelling for all romanisations. */
  folded: string;
  skeleton: string;
  /** See `letterBits`. */
  letters: number;
  /** What the name is short for, as far as it is known; shared by a name and its short forms. */
  groups: readonly number[] | null;
}

/** Prepares a given name or a surname; null when it has no letters. */
export function prepareNamePart(raw: string): NamePart | null {
  const text = words(raw).join("").replace(/[0-9]+/g, "");
  if (text === "") return null;
  const folded = fold(text);
  return {
    text,
    folded,
    skeleton: skeleton(folded),
    letters: letterBits(text),
    groups: nameGroups(folded),
  };
}

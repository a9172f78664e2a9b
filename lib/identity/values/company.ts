import { fold } from "../text/fold.ts";
import { letterBits } from "../text/letters.ts";
import { bigrams } from "../text/similarity.ts";
import { words } from "../text/latinise.ts";

/** A company's name, prepared for comparison. */
export interface CompanyName {
  /** Its words without the legal form, joined. */
  text: string;
  folded: string;
  tokens: readonly string[];
  bigrams: readonly number[];
  /** See `letterBits`. */
  letters: number;
}

/** Legal forms, romanised; they are left out unless nothing else is left. */
const FORMS = new Set(
  ("ab ag ao as aps asa bv bvba co company corp corporation doo eood fop gbr gmbh group gruppa holding inc " +
    "incorporated ip kft kg kk kompaniya llc llp lp ltd limited mbh nv oao ohg ood ooo oy oyj pao plc pte pty pvt pp " +
    "sa sarl sas se sia sl sp spa sprl srl sro tov too ug ulc zao zoo the and i & z o").split(" "),
);

/** Prepares a company's name; null when it has no letters or digits. */
export function prepareCompany(raw: string): CompanyName | null {
  // legal forms are written with and without points: S.A., S.p.A., Sp. z o.o.
  const all = words(raw.replace(/(?<=(?:^|[\s.])\p{L})\.(?=\p{L})/gu, ""));
  const own = all.filter((word) => !FORMS.has(word));
  const tokens = own.length > 0 ? own : all;
  if (tokens.length === 0) return null;
  const text = tokens.join("");
  return {
    text,
    folded: fold(text),
    tokens: [...new Set(tokens.map(fold))].sort(),
    bigrams: bigrams(text),
    letters: letterBits(text),
  };
}

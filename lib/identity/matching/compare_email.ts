import { lettersApart } from "../text/letters.ts";
import { editDistance, jaroWinkler } from "../text/similarity.ts";
import type { Email } from "../values/email.ts";
import type { Chances } from "./chance.ts";
import type { Column } from "./column.ts";
import { DIFFERENT } from "./compare_name.ts";
import { compareValues } from "./compare_value.ts";
import type { Comparator, Slot } from "./slot.ts";

const shape = {
  levels: ["exact", "near", "mailbox", "similar", "domain", "different"],
  m: [0.6, 0.12, 0.05, 0.05, 0.03, 0.15],
  household: [0.03, 0.01, 0.01, 0.03, 0.02, 0.9],
  colleagues: [0.001, 0.002, 0.002, 0.01, 0.7, 0.285],
};

/** Addresses are made of names: how alike they are says less where the names are alike already. */
const slots: readonly Slot[] = [
  { ...shape, name: "email", u: [1e-5, 1e-5, 2e-5, 2e-4, 0.005, 0.99476] },
  { ...shape, name: "email_one_name", u: [1e-5, 5e-5, 5e-4, 3e-3, 0.005, 0.99144], byName: true },
  { ...shape, name: "email_both_names", u: [1e-5, 5e-4, 0.02, 0.04, 0.005, 0.93449], byName: true },
];

/** Level of two e-mail addresses: 1 exact … 6 different. */
export function emailLevel(a: Email, b: Email): number {
  const sameCompany = a.domain !== null && a.domain === b.domain;
  const apart = sameCompany ? 5 : 6;
  const shorter = Math.min(a.local.length, b.local.length);
  if (a.role || b.role || shorter < 4) return apart;
  const sameLocal = a.local === b.local;
  // most pairs have little in common: seen without looking at the order of the letters
  if (!sameLocal && lettersApart(a.letters[0], b.letters[0]) > 4) return apart;
  const hostEdits = a.host === b.host
    ? 0
    : lettersApart(a.letters[1], b.letters[1]) > 6
    ? 4
    : editDistance(a.host, b.host, 3);
  if (sameLocal) return hostEdits <= 2 || sameCompany ? 2 : 3;
  if (hostEdits > 3) return apart;
  const edits = editDistance(a.local, b.local, 2);
  if (edits <= (shorter >= 8 ? 2 : 1) && hostEdits + edits <= 3) return 2;
  return jaroWinkler(a.local, b.local) >= 0.88 ? 4 : apart;
}

/**
 * Compares e-mail addresses. `nameAt` is where the answers on given name and surname stand, null when
 * the records have no names: one of three questions is answered, by how many of the names agree.
 */
export function compareEmails(
  column: Column<Email>,
  chances: Chances,
  nameAt: number | null,
): Comparator {
  const { compare } = compareValues(slots[0]!, column, chances, emailLevel);
  const agrees = (level: number) => level > 0 && level < DIFFERENT;
  return {
    slots: nameAt === null ? slots.slice(0, 1) : slots,
    compare(i, j, out, at) {
      compare(i, j, out, at);
      if (nameAt === null) return;
      const names = Number(agrees(out.level[nameAt]!)) + Number(agrees(out.level[nameAt + 1]!));
      out.level[at + 1] = out.level[at + 2] = 0;
      if (names === 0) return;
      out.level[at + names] = out.level[at]!;
      out.chance[at + names] = out.chance[at]!;
      out.level[at] = 0;
    },
  };
}

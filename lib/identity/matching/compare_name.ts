import { lettersApart } from "../text/letters.ts";
import { editDistance, jaroWinkler } from "../text/similarity.ts";
import type { NamePart } from "../values/name_part.ts";
import type { Chances } from "./chance.ts";
import type { Column } from "./column.ts";
import { CERTAIN, type Comparator, type Slot } from "./slot.ts";

const levels = ["exact", "sound", "close", "partly", "initial", "different"];

const givenName: Slot = {
  name: "given_name",
  levels,
  m: [0.78, 0.06, 0.06, 0.03, 0.02, 0.05],
  u: [0.005, 0.003, 0.005, 0.02, 0.005, 0.962],
  namesakes: [0.85, 0.05, 0.05, 0.04, 0.005, 0.005],
};
const surname: Slot = {
  name: "surname",
  levels,
  m: [0.81, 0.05, 0.06, 0.02, 0.01, 0.05],
  u: [0.001, 0.001, 0.003, 0.02, 0.002, 0.973],
  household: [0.84, 0.04, 0.05, 0.02, 0.01, 0.04],
  namesakes: [0.88, 0.03, 0.04, 0.04, 0.005, 0.005],
};
// what swapped agreement is worth by chance is said by the names' own chances
const order: Slot = {
  name: "name_order",
  levels: ["kept", "swapped"],
  m: [0.97, 0.03],
  u: [0.5, 0.5],
};

/** Level of two parts of names that have nothing to do with each other. */
export const DIFFERENT = 6;

/** Level of agreement of two parts of names: 1 exact … 6 different. */
export function namePartLevel(a: NamePart, b: NamePart): number {
  if (a.text === b.text) return 1;
  const [short, long] = a.text.length <= b.text.length ? [a, b] : [b, a];
  if (short.text.length === 1) return long.text.startsWith(short.text) ? 5 : DIFFERENT;
  if (a.folded === b.folded) return 2;
  if (a.groups !== null && b.groups?.some((group) => a.groups?.includes(group))) return 2;
  // most pairs have little in common: seen without looking at the order of the letters
  if (lettersApart(a.letters, b.letters) > short.text.length) return DIFFERENT;
  const similarity = jaroWinkler(a.text, b.text);
  if (similarity >= 0.92) return 3;
  if (similarity < 0.6) return DIFFERENT;
  const edits = editDistance(a.text, b.text, 2);
  if (edits === 1 && short.text.length >= 3) return 3;
  if (similarity >= 0.82 || (edits === 2 && short.text.length >= 5)) return 4;
  return DIFFERENT;
}

/** The columns of people's names; a full name has been taken apart before. */
export interface NameColumns {
  given: Column<NamePart>;
  surname: Column<NamePart>;
  givenChances: Chances;
  surnameChances: Chances;
}

/**
 * Compares given names and surnames, also the one with the other: people and systems swap them. Which
 * order was needed is an answer of its own.
 */
export function compareNames(columns: NameColumns): Comparator {
  const { given, surname: family, givenChances, surnameChances } = columns;
  const first = (column: Column<NamePart>, record: number) =>
    column.start[record]! === column.start[record + 1]! ? -1 : column.ids[column.start[record]!]!;
  const level = (a: NamePart | undefined, b: NamePart | undefined) =>
    a === undefined || b === undefined ? 0 : namePartLevel(a, b);
  /** Missing answers neither help nor hurt. */
  const cost = (answer: number) => answer === 0 ? 3.5 : answer;

  return {
    slots: [givenName, surname, order],
    compare(i, j, out, at) {
      const [gi, si, gj, sj] = [
        first(given, i),
        first(family, i),
        first(given, j),
        first(family, j),
      ];
      const [a, b] = [given.values[gi], family.values[si]];
      const [c, d] = [given.values[gj], family.values[sj]];
      let one = gi === gj && gi >= 0 ? 1 : level(a, c);
      let two = si === sj && si >= 0 ? 1 : level(b, d);
      let chanceOne = one === 1 ? givenChances.of[gi]! : 0;
      let chanceTwo = two === 1 ? surnameChances.of[si]! : 0;
      let swapped = false;
      if (cost(one) + cost(two) > 4) {
        const [crossOne, crossTwo] = [level(a, d), level(b, c)];
        if (
          Math.min(cost(crossOne), cost(crossTwo)) <= 2 &&
          cost(crossOne) + cost(crossTwo) < cost(one) + cost(two)
        ) {
          swapped = true;
          chanceOne = crossOne === 1 ? Math.max(givenChances.of[gi]!, surnameChances.of[sj]!) : 0;
          chanceTwo = crossTwo === 1 ? Math.max(givenChances.of[gj]!, surnameChances.of[si]!) : 0;
          [one, two] = [crossOne, crossTwo];
        }
      }
      out.level[at] = one;
      out.level[at + 1] = two;
      out.level[at + 2] = swapped ? 2 : Math.min(cost(one), cost(two)) <= 2 ? 1 : 0;
      out.chance[at] = chanceOne;
      out.chance[at + 1] = chanceTwo;
      out.chance[at + 2] = CERTAIN;
    },
  };
}

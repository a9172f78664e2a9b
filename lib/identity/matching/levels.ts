import { lettersApart } from "../text/letters.ts";
import { dice, editDistance, jaroWinkler } from "../text/similarity.ts";
import type { CalendarDate } from "../values/date.ts";
import type { CompanyName } from "../values/company.ts";
import type { Phone } from "../values/phone.ts";
import type { Wording } from "../values/wording.ts";
import type { Slot } from "./slot.ts";

/**
 * What the kinds of values are asked, and the level of two values that differ. Prior probabilities are
 * rough on purpose: data replace them as soon as there are any.
 */

export const phoneSlot: Slot = {
  name: "phone",
  levels: ["exact", "tail", "near", "different"],
  m: [0.7, 0.06, 0.04, 0.2],
  u: [1e-5, 2e-5, 1e-4, 0.99987],
  household: [0.35, 0.03, 0.02, 0.6],
  colleagues: [0.08, 0.02, 0.03, 0.87],
};

/** Level of two phone numbers: equal last digits, one digit wrong, different. */
export function phoneLevel(a: Phone, b: Phone): number {
  if (a.tail === b.tail) return 2;
  // one digit wrong, left out or doubled leaves one half as it is
  if (a.tail.slice(-4) !== b.tail.slice(-4) && a.digits.slice(0, 6) !== b.digits.slice(0, 6)) {
    return 4;
  }
  return editDistance(a.digits, b.digits, 1) === 1 ? 3 : 4;
}

export const dateSlot: Slot = {
  name: "date",
  levels: ["exact", "typo", "two_parts", "year", "different"],
  m: [0.8, 0.09, 0.04, 0.03, 0.04],
  u: [4e-5, 7e-4, 0.005, 0.015, 0.97926],
};

/** Level of two dates: one digit or the order of day and month wrong, two parts equal, the year equal. */
export function dateLevel(a: CalendarDate, b: CalendarDate): number {
  if (a.unordered === b.unordered || editDistance(a.digits, b.digits, 1) === 1) return 2;
  const equal = (from: number, to: number) => a.digits.slice(from, to) === b.digits.slice(from, to);
  const [year, month, day] = [equal(0, 4), equal(4, 6), equal(6, 8)];
  if (Number(year) + Number(month) + Number(day) === 2) return 3;
  return year ? 4 : 5;
}

export const placeSlot: Slot = {
  name: "place",
  levels: ["exact", "close", "partly", "different"],
  m: [0.75, 0.12, 0.03, 0.1],
  u: [0.01, 0.003, 0.02, 0.967],
  household: [0.85, 0.08, 0.02, 0.05],
  colleagues: [0.5, 0.1, 0.02, 0.38],
};

/** Level of two names of places. */
export function placeLevel(a: Wording, b: Wording): number {
  if (a.folded === b.folded) return 2;
  if (lettersApart(a.letters, b.letters) > Math.min(a.text.length, b.text.length)) return 4;
  const similarity = jaroWinkler(a.text, b.text);
  if (similarity >= 0.92) return 2;
  return similarity >= 0.82 || dice(a.bigrams, b.bigrams) >= 0.6 ? 3 : 4;
}

export const wordingSlot: Slot = {
  name: "text",
  levels: ["exact", "close", "partly", "different"],
  m: [0.7, 0.15, 0.05, 0.1],
  u: [0.001, 0.001, 0.01, 0.988],
  household: [0.8, 0.12, 0.03, 0.05],
  colleagues: [0.3, 0.05, 0.02, 0.63],
};

/** Level of two streets or other texts of several words. */
export function wordingLevel(a: Wording, b: Wording): number {
  if (a.folded === b.folded) return 2;
  if (lettersApart(a.letters, b.letters) > 8) return 4;
  const similarity = dice(a.bigrams, b.bigrams);
  if (similarity >= 0.8 || editDistance(a.text, b.text, 2) <= 2) return 2;
  return similarity >= 0.55 ? 3 : 4;
}

export const numberSlot: Slot = {
  name: "number",
  levels: ["exact", "near", "different"],
  m: [0.8, 0.08, 0.12],
  u: [0.02, 0.1, 0.88],
  household: [0.85, 0.05, 0.1],
  colleagues: [0.3, 0.1, 0.6],
};

export const codeSlot: Slot = {
  name: "code",
  levels: ["exact", "near", "different"],
  m: [0.8, 0.1, 0.1],
  u: [0.003, 0.02, 0.977],
  household: [0.88, 0.06, 0.06],
  colleagues: [0.35, 0.05, 0.6],
};

/** Level of two numbers or codes: one character wrong or two exchanged. */
export function codeLevel(a: string, b: string): number {
  return Math.min(a.length, b.length) >= 2 && editDistance(a, b, 1) === 1 ? 2 : 3;
}

export const categorySlot: Slot = {
  name: "category",
  levels: ["exact", "different"],
  m: [0.92, 0.08],
  u: [0.3, 0.7],
  household: [0.9, 0.1],
  colleagues: [0.6, 0.4],
};

export const companySlot: Slot = {
  name: "company",
  levels: ["exact", "close", "partly", "different"],
  m: [0.7, 0.12, 0.06, 0.12],
  u: [0.002, 0.0005, 0.01, 0.9875],
  colleagues: [0.85, 0.08, 0.04, 0.03],
};

/** Level of two companies' names: spelt alike, one within the other, different. */
export function companyLevel(a: CompanyName, b: CompanyName): number {
  if (a.folded === b.folded) return 2;
  const [few, many] = a.tokens.length <= b.tokens.length
    ? [a.tokens, b.tokens]
    : [b.tokens, a.tokens];
  const within = few.every((token) => many.includes(token)) &&
    few.some((token) => token.length >= 3);
  if (lettersApart(a.letters, b.letters) > 8) return within ? 3 : 4;
  const alike = dice(a.bigrams, b.bigrams);
  const shorter = Math.min(a.text.length, b.text.length);
  if (shorter >= 5 && (alike >= 0.85 || editDistance(a.text, b.text, 1) === 1)) return 2;
  return within || alike >= 0.65 ? 3 : 4;
}

export const sharedSlot: Slot = {
  name: "shared",
  levels: ["shared", "apart"],
  m: [0.15, 0.85],
  u: [0.0005, 0.9995],
  household: [0.05, 0.95],
  colleagues: [0.15, 0.85],
};

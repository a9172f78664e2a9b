import { LARGEST_AMOUNT } from "./cost.ts";

/**
 * Reads an amount as people write it: `1234.50`, `1 234,50`, `1.234,50`, `1,234.50`, `-20`. The last
 * mark before one or two digits divides the decimals. Null for anything else.
 */
export function readAmount(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f']/g, "").replace(/^[−–]/, "-");
  const parts = /^(-?)(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(plain);
  if (parts === null) return null;
  const [, sign, whole, decimals = ""] = parts;
  // thousands are divided by one mark, and decimals by the other
  const marks = new Set(whole!.match(/[.,]/g) ?? []);
  const last = decimals === "" ? "" : plain.at(-decimals.length - 1)!;
  if (marks.size > 1 || marks.has(last)) return null;
  const amount = Number(`${sign}${whole!.replace(/[.,]/g, "")}.${decimals}0`);
  return Math.abs(amount) <= LARGEST_AMOUNT ? amount : null;
}

/** Reads a day: `2026-11-25`, `25.11.2026` or `25/11/2026`; null for one that no calendar has. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  const [year, month, day] = iso !== null
    ? [iso[1], iso[2], iso[3]]
    : local !== null
    ? [local[3], local[2], local[1]]
    : [];
  if (year === undefined) return null;
  const wanted = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
  const date = new Date(`${wanted}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(wanted) ? wanted : null;
}

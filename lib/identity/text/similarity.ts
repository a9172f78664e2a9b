/** Scratch space of the functions below: they are called millions of times and never re-entered. */
const used = new Uint8Array(256);
const matched = new Uint16Array(256);
let previous = new Uint16Array(257);
let current = new Uint16Array(257);
let beforePrevious = new Uint16Array(257);

/**
 * Jaro-Winkler similarity in [0, 1] of two strings of UTF-16 units (longer ones are cut at 255).
 * Winkler 1990, prefix scale 0.1, prefix of at most 4.
 */
export function jaroWinkler(a: string, b: string): number {
  const lengthA = Math.min(a.length, 255);
  const lengthB = Math.min(b.length, 255);
  if (lengthA === 0 || lengthB === 0) return lengthA === lengthB ? 1 : 0;
  if (a === b) return 1;
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  used.fill(0, 0, lengthB);
  let matches = 0;
  let order = 0;
  let transposed = 0;
  for (let i = 0; i < lengthA; i++) {
    const code = a.charCodeAt(i);
    const end = Math.min(lengthB - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= end; j++) {
      if (used[j] === 0 && b.charCodeAt(j) === code) {
        used[j] = 1;
        matched[matches++] = code;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  for (let j = 0; j < lengthB; j++) {
    if (used[j] === 1 && matched[order++] !== b.charCodeAt(j)) transposed++;
  }
  const jaro = (matches / lengthA + matches / lengthB + (matches - transposed / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < lengthA && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/**
 * Edit distance with insertion, deletion, substitution and transposition of neighbours (optimal
 * string alignment), at most `limit + 1`: what is further apart is not counted out.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const lengthA = Math.min(a.length, 255);
  const lengthB = Math.min(b.length, 255);
  for (let j = 0; j <= lengthB; j++) previous[j] = j;
  for (let i = 1; i <= lengthA; i++) {
    const code = a.charCodeAt(i - 1);
    current[0] = i;
    let least = i;
    for (let j = 1; j <= lengthB; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = Math.min(
        previous[j]! + 1,
        current[j - 1]! + 1,
        previous[j - 1]! + (code === other ? 0 : 1),
      );
      if (
        i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other
      ) cost = Math.min(cost, beforePrevious[j - 2]! + 1);
      current[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return Math.min(previous[lengthB]!, limit + 1);
}

/** Sørensen-Dice coefficient in [0, 1] of two sorted lists of distinct numbers or strings. */
export function dice<T extends string | number>(a: readonly T[], b: readonly T[]): number {
  if (a.length + b.length === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) (shared++, i++, j++);
    else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return 2 * shared / (a.length + b.length);
}

/** The distinct pairs of neighbouring letters of a text and its ends, as sorted numbers. */
export function bigrams(text: string): number[] {
  const padded = ` ${text} `;
  const found = new Set<number>();
  for (let i = 1; i < padded.length; i++) {
    found.add(padded.charCodeAt(i - 1) * 65_536 + padded.charCodeAt(i));
  }
  return [...found].sort((a, b) => a - b);
}

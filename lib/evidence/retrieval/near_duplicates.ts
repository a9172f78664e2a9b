/** Texts with this share of their distinct terms in common say the same. */
const SAME = 0.85;

/** The share of all distinct terms of two texts that both have (Jaccard). */
export function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 && right.size === 0) return 1;
  const both = left.intersection(right).size;
  return both / (left.size + right.size - both);
}

/**
 * Leaves out what says the same as something before it.
 *
 * @param termsOf what an item says; null for one that stays whatever it says
 * @returns the rest, each with how many were left out for it
 */
export function withoutNearDuplicates<T>(
  items: readonly T[],
  termsOf: (item: T) => ReadonlySet<string> | null,
): { item: T; similar: number }[] {
  const kept: { item: T; similar: number; terms: ReadonlySet<string> | null }[] = [];
  for (const item of items) {
    const terms = termsOf(item);
    const same = terms === null
      ? undefined
      : kept.find((one) => one.terms !== null && likeness(one.terms, terms) >= SAME);
    if (same === undefined) kept.push({ item, similar: 0, terms });
    else same.similar++;
  }
  return kept.map(({ item, similar }) => ({ item, similar }));
}

import type { AtomSource } from "./atoms.ts";

/** Records are numbered below this: a pair of them fits a double exactly. */
export const MOST_RECORDS = 2 ** 21;

/** How many candidates blocking may make. */
export interface BlockingLimits {
  /** Records that share one group are compared when there are at most this many. */ single: number;
  /** The same for records that share two groups of different fields. */
  double: number;
  /** Most pairs per record on the whole; the largest groups are left out first. */
  pairsPerRecord: number;
}

/** Limits for a number of records: the more there are, the less a group of one size says. */
export function limitsFor(records: number): BlockingLimits {
  const size = Math.min(
    40,
    Math.max(16, Math.round(40 * Math.cbrt(10_000 / Math.max(1, records)))),
  );
  return { single: size, double: 2 * size, pairsPerRecord: 40 };
}

/**
 * A table of counts by hash, up to 255: more than any limit. Collisions only make a group look larger
 * than it is.
 */
function countTable(entries: number): { add(hash: number): void; of(hash: number): number } {
  const size = 2 ** Math.min(23, Math.max(12, Math.ceil(Math.log2(entries * 4))));
  const counts = new Uint8Array(size);
  return {
    add(hash) {
      const at = hash & (size - 1);
      if (counts[at]! < 255) counts[at]!++;
    },
    of: (hash) => counts[hash & (size - 1)]!,
  };
}

/** One hash for two groups, whatever their order. */
function both(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  const mixed = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d) ^
    Math.imul(high ^ (high >>> 13), 0x297a2d39);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Calls `use` with the groups of each record, as parallel lists of fields and hashes. */
function eachRecord(
  records: number,
  sources: readonly AtomSource[],
  use: (record: number, fields: number[], hashes: number[]) => void,
): void {
  const fields: number[] = [];
  const hashes: number[] = [];
  for (let record = 0; record < records; record++) {
    fields.length = hashes.length = 0;
    for (const source of sources) {
      source.hashes(record, hashes);
      while (fields.length < hashes.length) fields.push(source.field);
    }
    use(record, fields, hashes);
  }
}

/** Numbers collected in an array that is never larger than they need: large ones are not moved about. */
function collect(fill: (push: (value: number) => void) => void): Float64Array {
  let length = 0;
  fill(() => length++);
  const array = new Float64Array(length);
  length = 0;
  fill((value) => array[length++] = value);
  return array.sort();
}

/** Calls `use` for each group of at least two records: bounds of its run in the sorted memberships. */
function eachGroup(memberships: Float64Array, use: (from: number, to: number) => void): void {
  let from = 0;
  for (let at = 1; at <= memberships.length; at++) {
    const ends = at === memberships.length ||
      Math.floor(memberships[at]! / MOST_RECORDS) !== Math.floor(memberships[from]! / MOST_RECORDS);
    if (!ends) continue;
    if (at - from > 1) use(from, at);
    from = at;
  }
}

/** The largest group size for which all groups up to it make at most `budget` pairs. */
function affordable(memberships: Float64Array, most: number, budget: number): number {
  const pairs = new Float64Array(most + 1);
  eachGroup(memberships, (from, to) => {
    const size = to - from;
    if (size <= most) pairs[size]! += size * (size - 1) / 2;
  });
  let sum = 0;
  for (let size = 2; size <= most; size++) {
    sum += pairs[size]!;
    if (sum > budget) return size - 1;
  }
  return most;
}

/** All pairs of different records of one group. */
function pairsWithin(
  memberships: Float64Array,
  from: number,
  to: number,
  push: (code: number) => void,
): void {
  for (let a = from; a < to; a++) {
    const i = memberships[a]! % MOST_RECORDS;
    for (let b = a + 1; b < to; b++) {
      const j = memberships[b]! % MOST_RECORDS;
      if (i !== j) push(i * MOST_RECORDS + j);
    }
  }
}

/**
 * Finds the pairs of records worth comparing: those that share a rare group, or two groups of different
 * fields that are rare together. Returns sorted distinct codes `i · 2^21 + j` with i < j.
 */
export function findCandidates(
  records: number,
  sources: readonly AtomSource[],
  limits: BlockingLimits = limitsFor(records),
): Float64Array {
  if (records >= MOST_RECORDS) {
    throw new RangeError(`${records} records are too many to match at once`);
  }
  const perRecord = Math.max(4, sources.length * 2);
  const singles = countTable(records * perRecord);
  const doubles = countTable(records * perRecord * 2);
  const large = (hash: number) => singles.of(hash) > limits.single;
  const eachDouble = (fields: number[], hashes: number[], use: (hash: number) => void) => {
    for (let a = 0; a < hashes.length; a++) {
      if (!large(hashes[a]!)) continue;
      for (let b = a + 1; b < hashes.length; b++) {
        if (fields[a] !== fields[b] && large(hashes[b]!)) use(both(hashes[a]!, hashes[b]!));
      }
    }
  };

  eachRecord(records, sources, (_, __, hashes) => hashes.forEach(singles.add));
  eachRecord(records, sources, (_, fields, hashes) => eachDouble(fields, hashes, doubles.add));

  const memberships = [
    collect((push) =>
      eachRecord(records, sources, (record, _, hashes) => {
        for (const hash of hashes) {
          if (singles.of(hash) > 1 && !large(hash)) push(hash * MOST_RECORDS + record);
        }
      })
    ),
    collect((push) =>
      eachRecord(
        records,
        sources,
        (record, fields, hashes) =>
          eachDouble(fields, hashes, (hash) => {
            const count = doubles.of(hash);
            if (count > 1 && count <= limits.double) push(hash * MOST_RECORDS + record);
          }),
      )
    ),
  ];
  const budget = records * limits.pairsPerRecord / 2;
  const most = [limits.single, limits.double].map((size, index) =>
    affordable(memberships[index]!, size, budget)
  );
  const sorted = collect((push) =>
    memberships.forEach((groups, index) =>
      eachGroup(groups, (from, to) => {
        if (to - from <= most[index]!) pairsWithin(groups, from, to, push);
      })
    )
  );
  let distinct = 0;
  for (let at = 0; at < sorted.length; at++) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[distinct++] = sorted[at]!;
  }
  return sorted.slice(0, distinct);
}

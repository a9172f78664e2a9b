import type { Column } from "./column.ts";

/** What a value is grouped by when candidates are looked for: texts, the most telling first. */
export type AtomsOf<V> = (value: V) => readonly string[];

/** Group numbers of each record for one way of grouping, as hashes. */
export interface AtomSource {
  /** The field it comes from: two groups of one field say nothing more together. */
  readonly field: number;
  readonly hashes: (record: number, out: number[]) => void;
}

/** FNV-1a over UTF-16 units, 32 bits. */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Grouping of a column's records by what `atomsOf` makes of their values. */
export function atomSource<V>(
  field: number,
  space: string,
  column: Column<V>,
  atomsOf: AtomsOf<V>,
): AtomSource {
  // two flat arrays instead of one small array per value: a table of people has many values
  const start = new Uint32Array(column.values.length + 1);
  const hashes: number[] = [];
  column.values.forEach((value, id) => {
    const atoms = new Set(atomsOf(value).filter((atom) => atom !== ""));
    for (const atom of atoms) hashes.push(hashText(`${space}:${atom}`));
    start[id + 1] = hashes.length;
  });
  const flat = Uint32Array.from(hashes);
  return {
    field,
    hashes(record, out) {
      for (let k = column.start[record]!; k < column.start[record + 1]!; k++) {
        const id = column.ids[k]!;
        for (let at = start[id]!; at < start[id + 1]!; at++) out.push(flat[at]!);
      }
    },
  };
}

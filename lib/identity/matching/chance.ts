import type { Column } from "./column.ts";

/**
 * How likely two different entities have each value in common. Counts leave out the pair in question:
 * a value that only two records have says nothing about chance, so the field's `population` (how many
 * values there are in the world, roughly) stands in for what a small data set cannot show.
 */
export interface Chances {
  /** log2 of the probability that two entities have any value in common. */
  readonly any: () => number;
  /** log2 of the probability, by value number of the column. */
  readonly of: Float64Array;
  /** Counts entities instead of records: `entity[record]` is the number of its entity. */
  recount(entity: Uint32Array): void;
}

/** Chances of a column's values, counted by record at first. */
export function chancesOf(column: Column<unknown>, population: number): Chances {
  const of = new Float64Array(column.values.length);
  let any = 0;
  const fill = (count: (id: number) => number, total: number) => {
    let squares = 1 / (total + population);
    for (let id = 0; id < of.length; id++) squares += (count(id) / Math.max(1, total)) ** 2;
    any = Math.log2(Math.min(0.99, squares));
    const least = 1 / (total + population);
    for (let id = 0; id < of.length; id++) {
      of[id] = Math.log2(Math.min(0.99, Math.max(0, count(id) - 2) / Math.max(1, total) + least));
    }
  };
  fill((id) => column.count[id]!, column.present);

  return {
    of,
    any: () => any,
    recount(entity) {
      const seen = new Map<number, Set<number>>();
      const entities = new Set<number>();
      for (let record = 0; record + 1 < column.start.length; record++) {
        for (let k = column.start[record]!; k < column.start[record + 1]!; k++) {
          const id = column.ids[k]!;
          entities.add(entity[record]!);
          if (column.count[id]! < 2) continue;
          const having = seen.get(id);
          if (having === undefined) seen.set(id, new Set([entity[record]!]));
          else having.add(entity[record]!);
        }
      }
      fill((id) => seen.get(id)?.size ?? 1, entities.size);
    },
  };
}

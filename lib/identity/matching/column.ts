/** The values of one field over all records, each distinct value held once. */
export interface Column<V> {
  readonly name: string;
  readonly values: readonly V[];
  /** Where each record's value numbers begin in `ids`; one entry more than there are records. */
  readonly start: Uint32Array;
  readonly ids: Uint32Array;
  /** Records that have any value. */
  readonly present: number;
  /** How many records have each value. */
  readonly count: Uint32Array;
}

/** Collects one field's values, record by record. */
export interface ColumnBuilder<V> {
  /** Adds the next record's values; unusable ones are left out, equal ones count once. */
  add(raw: readonly string[]): void;
  build(): Column<V>;
}

/**
 * Makes a column. `prepare` is called once per distinct text; `key` says which prepared values are the
 * same one.
 */
export function columnBuilder<V>(
  name: string,
  prepare: (raw: string) => V | null,
  key: (value: V) => string,
): ColumnBuilder<V> {
  const seen = new Map<string, number>();
  const byKey = new Map<string, number>();
  const values: V[] = [];
  const count: number[] = [];
  const start = [0];
  const ids: number[] = [];
  let present = 0;

  function idOf(raw: string): number {
    const known = seen.get(raw);
    if (known !== undefined) return known;
    const value = prepare(raw);
    let id = -1;
    if (value !== null) {
      const text = key(value);
      id = byKey.get(text) ?? values.length;
      if (id === values.length) {
        byKey.set(text, id);
        values.push(value);
        count.push(0);
      }
    }
    seen.set(raw, id);
    return id;
  }

  return {
    add(raw) {
      const from = ids.length;
      for (const text of raw) {
        const id = idOf(text);
        if (id < 0 || ids.indexOf(id, from) >= 0) continue;
        ids.push(id);
        count[id]!++;
      }
      if (ids.length > from) present++;
      start.push(ids.length);
    },
    build: () => ({
      name,
      values,
      start: Uint32Array.from(start),
      ids: Uint32Array.from(ids),
      present,
      count: Uint32Array.from(count),
    }),
  };
}

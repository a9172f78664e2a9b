import { entityNotFound } from "../errors.ts";

/** What every row has. Times are epoch milliseconds. */
export interface Entity {
  id: string;
  createdAt: number;
  /** When the row changed in a way Linear calls meaningful. */
  updatedAt: number;
  archivedAt: number | null;
}

/** Rows of one kind by id. */
export interface Table<Row extends Entity> {
  /** The type's name in Linear's schema. */
  readonly entity: string;
  readonly size: number;
  /** Grows with each change. */
  readonly version: number;
  /** Grows with each row that is removed. */
  readonly removals: number;
  get(id: string | null | undefined): Row | undefined;
  /** The row, or "Entity not found". */
  find(id: string): Row;
  /** Adds a row, or marks it as changed. */
  put(row: Row): Row;
  delete(id: string): void;
  values(): IterableIterator<Row>;
}

/** An empty table of the type `entity`. */
export function createTable<Row extends Entity>(entity: string): Table<Row> {
  const rows = new Map<string, Row>();
  let version = 0;
  let removals = 0;
  return {
    entity,
    get size() {
      return rows.size;
    },
    get version() {
      return version;
    },
    get removals() {
      return removals;
    },
    get: (id) => id === null || id === undefined ? undefined : rows.get(id),
    find(id) {
      const row = rows.get(id);
      if (row === undefined) throw entityNotFound(entity);
      return row;
    },
    put(row) {
      rows.set(row.id, row);
      version++;
      return row;
    },
    delete(id) {
      rows.delete(id);
      version++;
      removals++;
    },
    values: () => rows.values(),
  };
}

import { invalidInput } from "../errors.ts";
import type { Entity } from "../state/table.ts";

/** The two orders there are; both descend. */
export type OrderBy = "createdAt" | "updatedAt";

/** Arguments of every connection. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  includeArchived?: boolean | null;
  includeDisabled?: boolean | null;
  orderBy?: OrderBy | null;
  filter?: Record<string, unknown> | null;
}

/** A page of rows as a GraphQL connection. */
export interface Connection<Row> {
  nodes: readonly Row[];
  edges: { node: Row; cursor: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/**
 * Not documented: where a walk goes on when its anchor row has changed since. `value`: where the row
 * stood when the cursor was made; `row`: where it stands now, and the end when it is gone.
 */
export type CursorAnchor = "value" | "row";

const DEFAULT_PAGE = 50;
const MAX_PAGE = 250;

/** Descending by time; equal times by id, which no documentation promises. */
export function compareRows(orderBy: OrderBy): (a: Entity, b: Entity) => number {
  return (a, b) => b[orderBy] - a[orderBy] || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

interface Cursor {
  key: string;
  at: number;
}

const encode = (cursor: Cursor) => btoa(JSON.stringify(cursor));

function decode(text: string): Cursor {
  try {
    const { key, at } = JSON.parse(atob(text)) as Partial<Cursor>;
    if (typeof key === "string" && typeof at === "number") return { key, at };
  } catch {
    // the one error below tells all ways of being malformed
  }
  throw invalidInput("cursor is not valid");
}

/** The number of leading rows that stand before the cursor's place, itself included if `inclusive`. */
function position(rows: readonly Entity[], at: Cursor, orderBy: OrderBy, inclusive: boolean) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle]!;
    const before = row[orderBy] > at.at ||
      (row[orderBy] === at.at && (row.id > at.key || (inclusive && row.id === at.key)));
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checked(name: string, size: number | null | undefined): number | null {
  if (size === null || size === undefined) return null;
  if (size < 1) throw invalidInput(`${name} must not be less than 1`);
  if (size > MAX_PAGE) throw invalidInput(`${name} must not be greater than ${MAX_PAGE}`);
  return size;
}

/**
 * Cuts a page out of rows that are sorted by `orderBy`, descending. A cursor holds its row and the
 * value of the order it was made for: used with another order it is taken without complaint, and
 * the page starts at a place that means nothing.
 */
export function cutPage<Row extends Entity>(
  rows: readonly Row[],
  args: PageArguments,
  current?: (id: string) => Entity | undefined,
): Connection<Row> {
  const orderBy = args.orderBy ?? "createdAt";
  const first = checked("first", args.first);
  const last = checked("last", args.last);
  const place = (text: string, inclusive: boolean): number => {
    const cursor = decode(text);
    if (current === undefined) return position(rows, cursor, orderBy, inclusive);
    const row = current(cursor.key);
    if (row === undefined) return rows.length;
    return position(rows, { key: row.id, at: row[orderBy] }, orderBy, inclusive);
  };
  let start = typeof args.after === "string" ? place(args.after, true) : 0;
  let end = typeof args.before === "string" ? place(args.before, false) : rows.length;
  if (last !== null && first === null) start = Math.max(start, end - last);
  else end = Math.min(end, start + (first ?? DEFAULT_PAGE));
  const nodes = rows.slice(start, end);
  const cursorOf = (row: Row) => encode({ key: row.id, at: row[orderBy] });
  const [head, tail] = [nodes[0], nodes.at(-1)];
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ node, cursor: cursorOf(node) }));
    },
    pageInfo: {
      hasNextPage: end < rows.length,
      hasPreviousPage: start > 0,
      startCursor: head === undefined ? null : cursorOf(head),
      endCursor: tail === undefined ? null : cursorOf(tail),
    },
  };
}

import type { Core } from "./core.ts";
import { filterError, invalid } from "./errors.ts";
import { findAttribute } from "./core.ts";
import { compileFilter, ownAttribute, type Predicate, reader } from "./filter.ts";
import { type Comparable, isJson, properties } from "./operators.ts";
import { parseStamp, type Stamp } from "./stamp.ts";
import type { Collection, List, ObjectType, Row } from "./tables.ts";

/** Most rows of one query's reply, and the default. */
export const QUERY_LIMIT = 500;

/** A query as the body of `records/query` and `entries/query` asks it. */
export interface Query {
  filter: Record<string, unknown>;
  sorts: { attribute: string; field?: string; direction: "asc" | "desc" }[];
  limit: number;
  offset: number;
}

function wholeNumber(value: unknown, name: string, fallback: number, from: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value < from) {
    throw invalid(`"${name}" must be a whole number from ${from} on.`, [name]);
  }
  return value;
}

/**
 * Reads the body of a query.
 * @throws {AttioRefusal} 400 for what Attio does not take
 */
export function readQuery(body: Record<string, unknown>): Query {
  const { filter = {}, sorts = [] } = body;
  if ("filter_view_id" in body) throw filterError("Saved views are not in this workspace.");
  if (!isJson(filter)) throw invalid('"filter" must be an object.', ["filter"]);
  if (!Array.isArray(sorts)) throw invalid('"sorts" must be a list.', ["sorts"]);
  for (const sort of sorts) {
    if (!isJson(sort) || (sort.direction !== "asc" && sort.direction !== "desc")) {
      throw invalid('A sort needs a "direction", asc or desc.', ["sorts"]);
    }
    if (typeof sort.attribute !== "string") throw filterError("Sorts by path are not supported.");
  }
  const limit = wholeNumber(body.limit, "limit", QUERY_LIMIT, 1);
  if (limit > QUERY_LIMIT) throw invalid(`"limit" must be at most ${QUERY_LIMIT}.`, ["limit"]);
  return {
    filter,
    sorts: sorts as Query["sorts"],
    limit,
    offset: wholeNumber(body.offset, "offset", 0, 0),
  };
}

/** How many conditions a filter has: a part of what the query costs. */
export function conditionCount(filter: unknown): number {
  if (Array.isArray(filter)) return filter.reduce((sum, each) => sum + conditionCount(each), 0);
  if (!isJson(filter)) return 0;
  return Object.entries(filter).reduce(
    (sum, [key, inner]) =>
      sum + (key === "$and" || key === "$or" || key === "$not" ? conditionCount(inner) : 1),
    0,
  );
}

/** Bounds on `created_at` that every matching row keeps: a range of the sorted rows. */
function createdBounds(filter: unknown): { from: Stamp | null; to: Stamp | null } {
  const bounds = { from: null as Stamp | null, to: null as Stamp | null };
  const visit = (part: unknown) => {
    if (!isJson(part)) return;
    if (Array.isArray(part.$and)) part.$and.forEach(visit);
    const { created_at: created } = part;
    if (!isJson(created)) return;
    for (const [operator, value] of Object.entries(created)) {
      const stamp = typeof value === "string" ? parseStamp(value, true) : null;
      if (stamp === null) continue;
      if (["$eq", "$gte", "$gt"].includes(operator) && (bounds.from ?? "") < stamp) {
        bounds.from = stamp;
      }
      if (["$eq", "$lte", "$lt"].includes(operator) && (bounds.to ?? "~") > stamp) {
        bounds.to = stamp;
      }
    }
  };
  visit(filter);
  return bounds;
}

/** The first place in rows sorted by creation whose stamp passes `at`. */
function placeOf(rows: Row[], at: (stamp: Stamp) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(rows[middle]!.createdAt)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function compared(a: Comparable, b: Comparable): number {
  return a === b ? 0 : a! < b! ? -1 : 1;
}

/** Sorts by attributes; rows without a value come last, ties stay in the order of creation. */
function sortedBy(rows: Row[], collection: ObjectType | List, sorts: Query["sorts"]): Row[] {
  const keys = sorts.map(({ attribute: key, field, direction }) => {
    const own = ownAttribute(key, "entries" in collection);
    const attribute = own === null ? findAttribute(collection, key) : null;
    if (own === null && attribute === null) throw filterError(`Unknown attribute "${key}".`);
    const property = field ?? properties[own?.type ?? attribute!.type][0]!;
    const read = (row: Row): Comparable =>
      own === null ? reader(attribute!, property, row)[0] ?? null : own.read(row);
    return { read, sign: direction === "asc" ? 1 : -1 };
  });
  return rows.toSorted((a, b) => {
    for (const { read, sign } of keys) {
      const [x, y] = [read(a), read(b)];
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1;
        continue;
      }
      const order = compared(x, y);
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

/** Answers queries; the order of creation of each object's and list's rows is kept until one changes. */
export function querier(core: Pick<Core, "tables" | "version">) {
  const cache = new Map<string, { version: number; rows: Row[] }>();

  function byCreation(collection: Collection, all: Iterable<Row>): Row[] {
    const known = cache.get(collection.id);
    if (known?.version === core.version()) return known.rows;
    const rows = [...all].sort((a, b) => compared(a.createdAt, b.createdAt));
    cache.set(collection.id, { version: core.version(), rows });
    return rows;
  }

  /** @param sees rows hidden from the token are not there at all */
  return <T extends Row>(
    collection: ObjectType | List,
    query: Query,
    sees: (row: T) => boolean = () => true,
  ): T[] => {
    const passes: Predicate = compileFilter(core, collection, query.filter);
    const all = "entries" in collection ? collection.entries.values() : collection.records.values();
    const sorted = byCreation(collection, all);
    const { from, to } = createdBounds(query.filter);
    const start = from === null ? 0 : placeOf(sorted, (stamp) => stamp >= from);
    const end = to === null ? sorted.length : placeOf(sorted, (stamp) => stamp > to);
    const [only] = query.sorts;
    const simple = query.sorts.length === 0 ||
      (query.sorts.length === 1 && only!.attribute === "created_at" && only!.direction === "asc");

    if (!simple) {
      const rows = sorted.slice(start, end).filter((row) => sees(row as T) && passes(row));
      return sortedBy(rows, collection, query.sorts)
        .slice(query.offset, query.offset + query.limit) as T[];
    }
    const found: Row[] = [];
    let skip = query.offset;
    for (let place = start; place < end && found.length < query.limit; place++) {
      const row = sorted[place]!;
      if (!sees(row as T) || !passes(row)) continue;
      if (skip > 0) skip--;
      else found.push(row);
    }
    return found as T[];
  };
}

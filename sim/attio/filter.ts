import { type Core, findAttribute } from "./core.ts";
import { filterError } from "./errors.ts";
import {
  type Comparable,
  condition,
  isJson,
  type Json,
  properties,
  propertyType,
} from "./operators.ts";
import type {
  Attribute,
  AttributeType,
  Collection,
  Entry,
  List,
  ObjectType,
  Row,
} from "./tables.ts";

/** Whether a row passes a filter. */
export type Predicate = (row: Row) => boolean;

/** What a filter reads: the objects, to follow references along a path. */
export type FilterContext = Pick<Core, "tables">;

/** Attributes every row has of itself, and how they are read from it. */
export function ownAttribute(
  key: string,
  isList: boolean,
): { type: AttributeType; read(row: Row): Comparable } | null {
  switch (key) {
    case isList ? "entry_id" : "record_id":
      return { type: "text", read: ({ id }) => id };
    case "created_at":
      return { type: "timestamp", read: ({ createdAt }) => createdAt };
    case "created_by":
      return { type: "actor-reference", read: ({ createdBy }) => createdBy.id };
    case "parent_record":
      return isList
        ? { type: "record-reference", read: (row) => (row as Entry).parentRecordId }
        : null;
    default:
      return null;
  }
}

/** What a property of a stored value is to a filter: options and statuses go by title or id. */
export function reader(attribute: Attribute, property: string, row: Row): Comparable[] {
  const values = row.values[attribute.slug] ?? [];
  if (attribute.type === "select" || attribute.type === "status") {
    return values.flatMap(({ data }) => {
      const id = String(data[property]);
      return [attribute.choices.find((each) => each.id === id)?.title ?? null, id];
    });
  }
  return values.map(({ data }) => data[property] as Comparable);
}

function attributeFilter(collection: Collection, key: string, given: unknown): Predicate {
  const own = ownAttribute(key, "entries" in collection);
  const attribute = own === null ? findAttribute(collection, key) : null;
  if (own === null && attribute === null) throw filterError(`Unknown attribute "${key}".`);
  const type = own?.type ?? attribute!.type;
  const read = (row: Row, property: string) =>
    own === null ? reader(attribute!, property, row) : [own.read(row)];
  const [first = "value", ...others] = properties[type];
  const named = isJson(given) ? Object.keys(given) : [];

  if (isJson(given) && "$not_empty" in given) {
    const wanted = given.$not_empty !== false;
    return (row) => (read(row, first).length > 0) === wanted;
  }
  if (named.length > 0 && named.every((name) => !name.startsWith("$"))) {
    const checks = Object.entries(given as Json).map(([property, inner]) => {
      if (![first, ...others].includes(property)) {
        throw filterError(`Attribute "${key}" has no property "${property}".`);
      }
      return [property, condition(propertyType(type, property), inner)] as const;
    });
    return (row) =>
      checks.every(([property, check]) => read(row, property).some((value) => check(value)));
  }
  const check = condition(type, given);
  return (row) => read(row, first).some((value) => check(value));
}

/** Follows references: each step is [object or list, attribute]; the last attribute is compared. */
function pathFilter(
  context: FilterContext,
  collection: Collection,
  path: unknown,
  constraints: unknown,
): Predicate {
  if (!Array.isArray(path) || path.length === 0) throw filterError("A path must have steps.");
  const [step, ...rest] = path as [string, string][];
  const key = step?.[1] ?? "";
  if (rest.length === 0) return attributeFilter(collection, key, constraints);
  const next = context.tables.objects.get(String(rest[0]?.[0]));
  if (next === undefined) throw filterError(`Unknown object "${rest[0]?.[0]}" in a path.`);
  const inner = pathFilter(context, next, rest, constraints);
  const own = ownAttribute(key, "entries" in collection);
  const attribute = findAttribute(collection, key);
  if (own === null && attribute?.type !== "record-reference") {
    throw filterError(`"${key}" in a path is no reference.`);
  }
  return (row) => {
    const ids = own === null ? reader(attribute!, "target_record_id", row) : [own.read(row)];
    return ids.some((id) => {
      const target = next.records.get(String(id));
      return target !== undefined && inner(target);
    });
  };
}

/**
 * Reads a filter of the query endpoints, in the short form or the long one.
 * @throws {AttioRefusal} 400 `filter_error`
 */
export function compileFilter(
  context: FilterContext,
  collection: ObjectType | List,
  filter: unknown,
): Predicate {
  if (!isJson(filter)) throw filterError("A filter must be an object.");
  const each = (inner: unknown): Predicate[] => {
    if (!Array.isArray(inner)) throw filterError("$and and $or take lists.");
    return inner.map((one) => compileFilter(context, collection, one));
  };
  if ("path" in filter) {
    return pathFilter(context, collection, filter.path, filter.constraints ?? {});
  }
  const parts = Object.entries(filter).map(([key, given]): Predicate => {
    switch (key) {
      case "$and": {
        const all = each(given);
        return (row) => all.every((part) => part(row));
      }
      case "$or": {
        const some = each(given);
        return (row) => some.some((part) => part(row));
      }
      case "$not": {
        const inner = compileFilter(context, collection, given);
        return (row) => !inner(row);
      }
      default:
        if (key.startsWith("$")) throw filterError(`Unknown operator ${key}.`);
        return attributeFilter(collection, key, given);
    }
  });
  return (row) => parts.every((part) => part(row));
}

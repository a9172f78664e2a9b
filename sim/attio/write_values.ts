import { type Core, findAttribute } from "./core.ts";
import { AttioRefusal, invalid } from "./errors.ts";
import { isUuid } from "./ids.ts";
import type { Stamp } from "./stamp.ts";
import type { Actor, Attribute, Collection, Row, Value, ValueData } from "./tables.ts";
import { storedForm, valueKey, type ValueLookups } from "./value_forms.ts";
import type { NewValues, WriteMode } from "./workspace.ts";

/** @throws {AttioRefusal} 400 for attributes that only Attio itself fills in */
export function assertWritable(collection: Collection, values: NewValues): void {
  for (const key of Object.keys(values)) {
    const attribute = findAttribute(collection, key);
    if (attribute === null || attribute.writable) continue;
    throw invalid(`Attribute with slug "${attribute.slug}" cannot be written to.`, [
      "data",
      "values",
      key,
    ]);
  }
}

/** Values of one attribute, ready to be stored. */
export interface PreparedValues {
  attribute: Attribute;
  data: ValueData[];
}

/** What a written value may refer to in this workspace. */
export function lookups(core: Core): ValueLookups {
  return {
    memberId(key) {
      if (core.tables.members.has(key)) return key;
      for (const { id, email } of core.tables.members.values()) if (email === key) return id;
      return null;
    },
    recordId(slug, key) {
      const object = core.tables.objects.get(slug);
      if (object === undefined) return null;
      if (typeof key === "string" && isUuid(key)) return object.records.has(key) ? key : null;
      const attribute = typeof key === "string"
        ? [...object.attributes.values()].find(({ unique }) => unique)
        : findAttribute(object, key.attribute);
      if (attribute == null || !attribute.unique) return null;
      const data = storedForm(attribute, typeof key === "string" ? key : key.value, lookups(core));
      return core.uniqueValues(attribute).get(valueKey(attribute, data)) ?? null;
    },
  };
}

/**
 * Checks written values and brings them to the stored form.
 * @throws {AttioRefusal} 400 for unknown attributes and for values they do not take
 */
export function prepare(
  core: Core,
  collection: Collection,
  values: NewValues,
): PreparedValues[] {
  const known = lookups(core);
  return Object.entries(values).map(([key, given]) => {
    const attribute = findAttribute(collection, key);
    if (attribute === null) {
      throw new AttioRefusal(
        400,
        "value_not_found",
        `Cannot find attribute with slug/ID "${key}".`,
      );
    }
    const inputs = given === null || given === undefined
      ? []
      : Array.isArray(given)
      ? given
      : [given];
    if (inputs.length > 1 && !attribute.multiselect) {
      throw invalid(`Attribute with slug "${attribute.slug}" takes one value.`, [
        "data",
        "values",
        key,
      ]);
    }
    const data = inputs.map((input) => storedForm(attribute, input, known));
    if (data.length < 2) return { attribute, data };
    const distinct = new Map(data.map((each) => [valueKey(attribute, each), each]));
    return { attribute, data: [...distinct.values()] };
  });
}

/** @throws {AttioRefusal} 400 when another row has one of the values already */
export function assertUnique(core: Core, prepared: PreparedValues[], rowId: string | null): void {
  for (const { attribute, data } of prepared) {
    if (!attribute.unique) continue;
    const values = core.uniqueValues(attribute);
    for (const each of data) {
      const owner = values.get(valueKey(attribute, each));
      if (owner === undefined || owner === rowId) continue;
      throw new AttioRefusal(
        400,
        "uniqueness_conflict",
        `The value "${
          valueKey(attribute, each)
        }" provided for attribute with ID "${attribute.id}" conflicts with one already in the system.`,
      );
    }
  }
}

/** Puts values on a row and moves those they replace to its past; enriched ones leave no past. */
export function store(
  core: Core,
  row: Row,
  attribute: Attribute,
  next: Value[],
  stamp: Stamp,
): void {
  const before = row.values[attribute.slug] ?? [];
  const kept = new Set(next);
  const gone = before.filter((value) => !kept.has(value));
  if (attribute.unique) {
    const values = core.uniqueValues(attribute);
    for (const value of gone) values.delete(valueKey(attribute, value.data));
    for (const value of next) values.set(valueKey(attribute, value.data), row.id);
  }
  if (gone.length > 0 && !attribute.enriched) {
    for (const value of gone) value.activeUntil = stamp;
    ((row.past ??= {})[attribute.slug] ??= []).push(...gone);
  }
  if (next.length === 0) delete row.values[attribute.slug];
  else row.values[attribute.slug] = next;
}

/**
 * Writes prepared values to a row. A value that is there already stays as it is.
 * @returns the attributes that changed, with the data that came and went
 */
export function write(
  core: Core,
  row: Row,
  prepared: PreparedValues[],
  mode: WriteMode,
  when: { stamp: Stamp; actor: Actor },
): { attribute: Attribute; added: ValueData[]; removed: ValueData[] }[] {
  const changes = [];
  for (const { attribute, data } of prepared) {
    const before = row.values[attribute.slug] ?? [];
    if (before.length === 0 && data.length === 0) continue;
    const present = new Set(before.map((value) => valueKey(attribute, value.data)));
    const keys = new Set(data.map((each) => valueKey(attribute, each)));
    const fresh = before.length === 0
      ? data
      : data.filter((each) => !present.has(valueKey(attribute, each)));
    const added = fresh.map((each): Value => ({
      activeFrom: when.stamp,
      activeUntil: null,
      actor: when.actor,
      data: each,
    }));
    const append = mode === "append" && attribute.multiselect;
    const kept = append ? before : before.filter(({ data }) => keys.has(valueKey(attribute, data)));
    if (added.length === 0 && kept.length === before.length) continue;
    const removed = before.filter((value) => !kept.includes(value)).map(({ data }) => data);
    store(core, row, attribute, [...added, ...kept], when.stamp);
    changes.push({ attribute, added: fresh, removed });
  }
  return changes;
}

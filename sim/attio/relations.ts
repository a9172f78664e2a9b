import type { Core } from "./core.ts";
import type { Stamp } from "./stamp.ts";
import type { Actor, Attribute, ObjectType, RecordRow, ValueData } from "./tables.ts";
import { store } from "./write_values.ts";

type When = { stamp: Stamp; actor: Actor };

/** The other end of a relationship: its object and attribute; null when that object is off. */
function otherEnd(core: Core, attribute: Attribute): [ObjectType, Attribute] | null {
  const { relationship } = attribute;
  const object = relationship && core.tables.objects.get(relationship.object);
  const other = object?.attributes.get(relationship!.attribute);
  return object && other ? [object, other] : null;
}

function drop(core: Core, row: RecordRow, attribute: Attribute, id: string, when: When): boolean {
  const before = row.values[attribute.slug] ?? [];
  const next = before.filter(({ data }) => data.target_record_id !== id);
  if (next.length === before.length) return false;
  store(core, row, attribute, next, when.stamp);
  return true;
}

/**
 * Brings the other side of a relationship in step with what changed on `row`.
 * @returns the rows and attributes of that side that changed
 */
export function mirror(
  core: Core,
  object: ObjectType,
  row: RecordRow,
  change: { attribute: Attribute; added: ValueData[]; removed: ValueData[] },
  when: When,
): [ObjectType, RecordRow, Attribute][] {
  const end = otherEnd(core, change.attribute);
  if (end === null) return [];
  const [otherObject, other] = end;
  const touched: [ObjectType, RecordRow, Attribute][] = [];
  for (const { target_record_id } of change.removed) {
    const target = otherObject.records.get(String(target_record_id));
    if (target !== undefined && drop(core, target, other, row.id, when)) {
      touched.push([otherObject, target, other]);
    }
  }
  for (const { target_record_id } of change.added) {
    const target = otherObject.records.get(String(target_record_id));
    if (target === undefined) continue;
    const before = target.values[other.slug] ?? [];
    const value = {
      activeFrom: when.stamp,
      activeUntil: null,
      actor: when.actor,
      data: { target_object: object.slug, target_record_id: row.id },
    };
    if (!other.multiselect) {
      for (const { data } of before) {
        const former = object.records.get(String(data.target_record_id));
        if (
          former !== undefined && former !== row &&
          drop(core, former, change.attribute, target.id, when)
        ) touched.push([object, former, change.attribute]);
      }
    }
    store(core, target, other, other.multiselect ? [value, ...before] : [value], when.stamp);
    touched.push([otherObject, target, other]);
  }
  return touched;
}

/** Every attribute anywhere that may refer to records of the object, and the rows that have it. */
export function* referrers(
  core: Core,
  object: ObjectType,
): Generator<[ObjectType, Attribute, Iterable<RecordRow>]> {
  for (const other of core.tables.objects.values()) {
    for (const attribute of other.attributes.values()) {
      if (attribute.type !== "record-reference") continue;
      if (attribute.targets !== null && !attribute.targets.includes(object.slug)) continue;
      yield [other, attribute, other.records.values()];
    }
  }
}

/**
 * The rows that refer to one of the records, found through the records' own side of the relationship
 * where there is one, else by looking at every row.
 */
export function referringRows(
  core: Core,
  object: ObjectType,
  rows: RecordRow[],
): [ObjectType, Attribute, RecordRow][] {
  const ids = new Set(rows.map(({ id }) => id));
  const result: [ObjectType, Attribute, RecordRow][] = [];
  for (const [other, attribute, all] of referrers(core, object)) {
    const { relationship } = attribute;
    const candidates = relationship?.object === object.slug
      ? rows.flatMap((row) =>
        (row.values[relationship.attribute] ?? []).flatMap(({ data }) =>
          other.records.get(String(data.target_record_id)) ?? []
        )
      )
      : all;
    for (const candidate of new Set(candidates)) {
      const refers = candidate.values[attribute.slug]?.some(({ data }) =>
        data.target_object === object.slug && ids.has(String(data.target_record_id))
      );
      if (refers) result.push([other, attribute, candidate]);
    }
  }
  return result;
}

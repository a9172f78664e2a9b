import type { Core } from "./core.ts";
import { AttioRefusal, notFound } from "./errors.ts";
import { mirror, referringRows } from "./relations.ts";
import type { Stamp } from "./stamp.ts";
import type { Actor, Attribute, ObjectType, RecordRow } from "./tables.ts";
import type { AttioState } from "./workspace.ts";
import { assertUnique, prepare, store, write } from "./write_values.ts";

type RecordChanges = Pick<
  AttioState,
  "createRecord" | "updateRecord" | "deleteRecord"
>;

/** What goes with a record when it is deleted. */
export interface Dependents {
  deleteWith(object: ObjectType, id: string, when: { stamp: Stamp; actor: Actor }): void;
}

/** The ids an event about a record carries. */
export const recordIds = (core: Core, object: ObjectType, id: string) => ({
  workspace_id: core.workspaceId,
  object_id: object.id,
  record_id: id,
});

function tellUpdated(
  core: Core,
  object: ObjectType,
  row: RecordRow,
  attribute: Attribute,
  actor: Actor,
): void {
  core.tell({
    event_type: "record.updated",
    id: { ...recordIds(core, object, row.id), attribute_id: attribute.id },
    actor,
  });
}

function assertRequired(object: ObjectType, row: RecordRow): void {
  for (const attribute of object.attributes.values()) {
    if (!attribute.required || attribute.archived || row.values[attribute.slug] !== undefined) {
      continue;
    }
    throw new AttioRefusal(
      400,
      "missing_value",
      `Required value for attribute with ID "${attribute.id}" was not provided.`,
    );
  }
}

/** Creation, update and deletion of records. */
export function recordChanges(core: Core, dependents: Dependents): RecordChanges {
  return {
    createRecord(slug, values, change) {
      const object = core.object(slug);
      const when = core.moment(change);
      const prepared = prepare(core, object, values);
      const row: RecordRow = {
        id: core.newId(),
        createdAt: when.stamp,
        createdBy: when.actor,
        values: {},
        past: null,
      };
      assertUnique(core, prepared, null);
      for (const { attribute, data } of prepared) {
        if (data.length > 0) row.values[attribute.slug] = [];
      }
      assertRequired(object, row);
      object.records.set(row.id, row);
      const changes = write(core, row, prepared, "replace", when);
      core.tell({
        event_type: "record.created",
        id: recordIds(core, object, row.id),
        actor: when.actor,
      });
      for (const each of changes) {
        for (const [other, target, attribute] of mirror(core, object, row, each, when)) {
          tellUpdated(core, other, target, attribute, when.actor);
        }
      }
      return row;
    },

    updateRecord(slug, id, values, mode = "replace", change) {
      const object = core.object(slug);
      const row = core.record(object, id);
      const when = core.moment(change);
      const prepared = prepare(core, object, values);
      for (const { attribute, data } of prepared) {
        if (!attribute.required || data.length > 0) continue;
        throw new AttioRefusal(
          400,
          "missing_value",
          `Required value for attribute with ID "${attribute.id}" was not provided.`,
        );
      }
      assertUnique(core, prepared, id);
      for (const each of write(core, row, prepared, mode, when)) {
        tellUpdated(core, object, row, each.attribute, when.actor);
        for (const [other, target, attribute] of mirror(core, object, row, each, when)) {
          tellUpdated(core, other, target, attribute, when.actor);
        }
      }
      return row;
    },

    deleteRecord(slug, id, change) {
      const object = core.object(slug);
      const row = object.records.get(id);
      if (row === undefined) throw notFound(`Record with ID "${id}"`);
      const when = core.moment(change);
      for (const [other, attribute, referring] of referringRows(core, object, [row])) {
        const next = referring.values[attribute.slug]!.filter(({ data }) =>
          data.target_record_id !== id
        );
        store(core, referring, attribute, next, when.stamp);
        tellUpdated(core, other, referring, attribute, when.actor);
      }
      for (const attribute of object.attributes.values()) {
        if (attribute.unique) store(core, row, attribute, [], when.stamp);
      }
      dependents.deleteWith(object, id, when);
      object.records.delete(id);
      core.tell({
        event_type: "record.deleted",
        id: recordIds(core, object, id),
        actor: when.actor,
      });
    },
  };
}

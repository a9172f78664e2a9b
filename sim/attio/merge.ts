import type { Core } from "./core.ts";
import { recordIds } from "./record_changes.ts";
import { referringRows } from "./relations.ts";
import type { RecordRow, Value, Values } from "./tables.ts";
import { valueKey } from "./value_forms.ts";
import type { AttioState } from "./workspace.ts";
import { store } from "./write_values.ts";

function joinedPast(rows: readonly RecordRow[]): Values | null {
  const past: Values = {};
  for (const row of rows) {
    for (const [slug, values] of Object.entries(row.past ?? {})) {
      (past[slug] ??= []).push(...values);
    }
  }
  for (const values of Object.values(past)) {
    values.sort((a, b) => a.activeFrom < b.activeFrom ? -1 : 1);
  }
  return Object.keys(past).length === 0 ? null : past;
}

/** Merging of two records into a new one. */
export function merging(
  core: Core,
): Pick<AttioState, "startMerge" | "mergeRecords" | "isMerging"> {
  const under = new Set<string>();

  return {
    isMerging: (id) => under.has(id),

    startMerge(slug, firstId, secondId) {
      const object = core.object(slug);
      under.add(core.record(object, firstId).id);
      under.add(core.record(object, secondId).id);
      core.tell();
    },

    mergeRecords(slug, firstId, secondId, change) {
      const object = core.object(slug);
      const originals = [core.record(object, firstId), core.record(object, secondId)] as const;
      const [first, second] = originals;
      const when = core.moment(change);
      const older = first.createdAt <= second.createdAt ? first : second;
      const merged: RecordRow = {
        id: core.newId(),
        createdAt: older.createdAt,
        createdBy: older.createdBy,
        values: {},
        past: joinedPast(originals),
      };
      const referring = referringRows(core, object, [...originals]);

      for (const attribute of object.attributes.values()) {
        const [ours = [], theirs = []] = originals.map((row) => row.values[attribute.slug]);
        const known = new Set(ours.map(({ data }) => valueKey(attribute, data)));
        const others = theirs.filter(({ data }) => !known.has(valueKey(attribute, data)));
        const next: Value[] = attribute.multiselect
          ? [...ours, ...others]
          : ours.length > 0
          ? ours
          : others;
        if (attribute.unique) {
          for (const row of originals) store(core, row, attribute, [], when.stamp);
          for (const value of next) value.activeUntil = null;
        }
        if (next.length > 0) store(core, merged, attribute, next, when.stamp);
      }

      object.records.set(merged.id, merged);
      for (const [, attribute, row] of referring) {
        const seen = new Set<string>();
        row.values[attribute.slug] = row.values[attribute.slug]!.flatMap((value) => {
          const id = String(value.data.target_record_id);
          const target = id === firstId || id === secondId ? merged.id : id;
          if (seen.has(target)) return [];
          seen.add(target);
          return [{ ...value, data: { ...value.data, target_record_id: target } }];
        });
      }
      for (const list of core.tables.lists.values()) {
        for (const entry of list.entries.values()) {
          if (entry.parentRecordId === firstId || entry.parentRecordId === secondId) {
            entry.parentRecordId = merged.id;
          }
        }
      }
      for (const note of core.tables.notes.values()) {
        if (note.parentRecordId === firstId || note.parentRecordId === secondId) {
          note.parentRecordId = merged.id;
        }
      }
      for (const task of core.tables.tasks.values()) {
        for (const link of task.linked) {
          if (link.recordId === firstId || link.recordId === secondId) link.recordId = merged.id;
        }
      }
      for (const { id } of originals) {
        object.records.delete(id);
        under.delete(id);
      }
      for (const { id } of originals) {
        core.tell({
          event_type: "record.merged",
          id: recordIds(core, object, merged.id),
          actor: when.actor,
          duplicate_object_id: object.id,
          duplicate_record_id: id,
        });
      }
      return merged;
    },
  };
}

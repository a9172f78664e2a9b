import type { Core } from "./core.ts";
import { notFound } from "./errors.ts";
import type { Entry, List } from "./tables.ts";
import type { AttioState } from "./workspace.ts";
import { prepare, write } from "./write_values.ts";

type ListChanges = Pick<
  AttioState,
  "createList" | "deleteList" | "createEntry" | "updateEntry" | "deleteEntry"
>;

/** The entry of this id. @throws {AttioRefusal} 404 */
export function entryOf(list: List, id: string): Entry {
  const entry = list.entries.get(id);
  if (entry === undefined) throw notFound(`List entry with ID "${id}"`);
  return entry;
}

/** Creation and deletion of lists, and all that happens to their entries. */
export function listChanges(core: Core): ListChanges {
  const entryEvent = (
    type: string,
    list: List,
    entry: Entry,
    more: Record<string, string> = {},
  ) => ({
    event_type: `list-entry.${type}`,
    id: { workspace_id: core.workspaceId, list_id: list.id, entry_id: entry.id, ...more },
    parent_object_id: core.object(entry.parentObject).id,
    parent_record_id: entry.parentRecordId,
  });

  return {
    createList({ slug, name, parentObject }) {
      const { stamp, actor } = core.moment(undefined);
      const list: List = {
        id: core.newId(),
        slug,
        name,
        parentObject: core.object(parentObject).slug,
        workspaceAccess: "full-access",
        createdBy: actor,
        createdAt: stamp,
        attributes: new Map(),
        entries: new Map(),
      };
      core.tables.lists.set(slug, list);
      core.tell({
        event_type: "list.created",
        id: { workspace_id: core.workspaceId, list_id: list.id },
        actor,
      });
      return list;
    },
    deleteList(slug) {
      const list = core.list(slug);
      core.tables.lists.delete(list.slug);
      core.tell({
        event_type: "list.deleted",
        id: { workspace_id: core.workspaceId, list_id: list.id },
        actor: core.moment(undefined).actor,
      });
    },
    createEntry(slug, recordId, values = {}, change) {
      const list = core.list(slug);
      core.record(core.object(list.parentObject), recordId);
      const when = core.moment(change);
      const entry: Entry = {
        id: core.newId(),
        createdAt: when.stamp,
        createdBy: when.actor,
        values: {},
        past: null,
        parentObject: list.parentObject,
        parentRecordId: recordId,
      };
      write(core, entry, prepare(core, list, values), "replace", when);
      list.entries.set(entry.id, entry);
      core.tell({ ...entryEvent("created", list, entry), actor: when.actor });
      return entry;
    },
    updateEntry(slug, id, values, mode = "replace", change) {
      const list = core.list(slug);
      const entry = entryOf(list, id);
      const when = core.moment(change);
      for (const { attribute } of write(core, entry, prepare(core, list, values), mode, when)) {
        core.tell({
          ...entryEvent("updated", list, entry, { attribute_id: attribute.id }),
          actor: when.actor,
        });
      }
      return entry;
    },
    deleteEntry(slug, id, change) {
      const list = core.list(slug);
      const entry = entryOf(list, id);
      list.entries.delete(id);
      core.tell({ ...entryEvent("deleted", list, entry), actor: core.moment(change).actor });
    },
  };
}

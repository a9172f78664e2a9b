import type { SimClock } from "../clock.ts";
import { attributeOf, type Core, createCore, newAttribute } from "./core.ts";
import { notFound } from "./errors.ts";
import { listChanges } from "./list_changes.ts";
import { merging } from "./merge.ts";
import { noteTaskChanges } from "./note_task_changes.ts";
import { recordChanges } from "./record_changes.ts";
import { fullScopes } from "./scopes.ts";
import { standardObjects } from "./standard_schema.ts";
import { stampOf } from "./stamp.ts";
import type { Member, Token, Webhook } from "./tables.ts";
import type { AttioState } from "./workspace.ts";
import { lookups } from "./write_values.ts";

/** How to make a workspace. */
export interface StateOptions {
  clock: SimClock;
  /** Settles the ids; default 1. */
  seed?: number;
  /** Standard objects that are switched on beside `people` and `companies`; default `deals`. */
  objects?: ("deals" | "users" | "workspaces")[];
  slug?: string;
}

function addStandardObjects(core: Core, optional: string[]): void {
  const createdAt = stampOf(core.clock.now());
  const wanted = new Set(["people", "companies", ...optional]);
  for (const plan of standardObjects) {
    if (!wanted.has(plan.slug)) continue;
    const attributes = plan.attributes
      .filter(({ relationship }) => relationship === undefined || wanted.has(relationship.object))
      .map((each) => newAttribute(core, each, createdAt, true));
    core.tables.objects.set(plan.slug, {
      id: core.newId(),
      slug: plan.slug,
      singular: plan.singular,
      plural: plan.plural,
      webPath: plan.webPath,
      createdAt,
      attributes: new Map(attributes.map((each) => [each.slug, each])),
      records: new Map(),
    });
  }
}

/** Makes an empty workspace with its standard objects. */
export function createState(options: StateOptions): AttioState {
  const core = createCore(options.clock, options.seed ?? 1);
  const { tables, clock } = core;
  addStandardObjects(core, options.objects ?? ["deals"]);
  const lists = listChanges(core);
  const notesAndTasks = noteTaskChanges(core);

  const records = recordChanges(core, {
    deleteWith(object, id, when) {
      const change = { at: when.stamp, actor: when.actor };
      for (const list of tables.lists.values()) {
        for (const entry of list.entries.values()) {
          if (entry.parentRecordId === id) lists.deleteEntry(list.slug, entry.id, change);
        }
      }
      for (const note of tables.notes.values()) {
        if (note.parentRecordId === id) notesAndTasks.deleteNote(note.id, change);
      }
      for (const task of tables.tasks.values()) {
        const kept = task.linked.filter((link) =>
          link.recordId !== id || link.object !== object.slug
        );
        if (kept.length < task.linked.length) {
          notesAndTasks.updateTask(task.id, { linked: kept }, change);
        }
      }
    },
  });
  const collection = (target: "objects" | "lists", key: string) =>
    target === "objects" ? core.object(key) : core.list(key);
  const attributeEvent = (target: "objects" | "lists", change: string, of: string, id: string) => ({
    event_type: `${target === "objects" ? "object" : "list"}-attribute.${change}`,
    id: {
      workspace_id: core.workspaceId,
      [target === "objects" ? "object_id" : "list_id"]: of,
      attribute_id: id,
    },
    actor: core.moment(undefined).actor,
  });
  const webhook = (id: string): Webhook => {
    const row = tables.webhooks.get(id);
    if (row === undefined) throw notFound(`Webhook with ID "${id}" was`);
    return row;
  };

  return {
    workspaceId: core.workspaceId,
    workspaceSlug: options.slug ?? "agency",
    clock,
    tables,
    version: core.version,
    onEvent: core.listen,
    findRecord: (object, attribute, value) => lookups(core).recordId(object, { attribute, value }),
    ...records,
    ...merging(core),
    ...lists,
    ...notesAndTasks,

    grant(input) {
      const known = tables.tokens.get(input.token);
      const token: Token = {
        id: known?.id ?? core.newId(),
        token: input.token,
        scopes: new Set(input.scopes ?? known?.scopes ?? fullScopes),
        active: input.active ?? true,
        objects: input.objects ?? null,
        lists: input.lists ?? null,
        records: input.records == null ? null : new Set(input.records),
        issuedAt: known?.issuedAt ?? clock.now(),
      };
      tables.tokens.set(token.token, token);
      return token;
    },
    createMember(input) {
      const { stamp, actor } = core.moment(undefined);
      const member: Member = { id: core.newId(), createdAt: stamp, ...input };
      tables.members.set(member.id, member);
      core.tell({
        event_type: "workspace-member.created",
        id: { workspace_id: core.workspaceId, workspace_member_id: member.id },
        actor,
      });
      return member;
    },
    createAttribute(target, key, plan) {
      const owner = collection(target, key);
      const attribute = newAttribute(core, plan, core.moment(undefined).stamp, false);
      owner.attributes.set(attribute.slug, attribute);
      core.tell(attributeEvent(target, "created", owner.id, attribute.id));
      return attribute;
    },
    archiveAttribute(target, key, slug) {
      const owner = collection(target, key);
      const attribute = attributeOf(owner, slug);
      attribute.archived = true;
      core.tell(attributeEvent(target, "updated", owner.id, attribute.id));
    },
    addChoice(target, key, slug, title, before) {
      const choice = { id: core.newId(), title, archived: false, celebrated: false };
      const { choices } = attributeOf(collection(target, key), slug);
      const place = choices.findIndex((each) => each.title === before);
      choices.splice(place < 0 ? choices.length : place, 0, choice);
      core.tell();
      return choice;
    },
    changeChoice(target, key, slug, title, change) {
      const { choices } = attributeOf(collection(target, key), slug);
      const choice = choices.find((each) => each.title === title);
      if (choice === undefined) throw notFound(`Choice "${title}"`);
      Object.assign(choice, change);
      core.tell();
    },

    createWebhook(input) {
      const row: Webhook = {
        id: core.newId(),
        status: "active",
        degradedAt: null,
        secret: `${core.newId()}${core.newId()}`.replaceAll("-", ""),
        createdAt: core.moment(undefined).stamp,
        ...input,
      };
      tables.webhooks.set(row.id, row);
      return row;
    },
    updateWebhook: (id, input) => Object.assign(webhook(id), input),
    deleteWebhook(id) {
      webhook(id);
      tables.webhooks.delete(id);
    },
  };
}

import { z } from "zod";
import { attioRow, type Passing, valuedRow } from "./changes.ts";
import { id, memberActor, optionalTime, optionalTimeOrDay, text, time } from "./fields.ts";
import type { EntryRow, ListRow, MemberRow, NoteRow, TaskRow } from "./rows.ts";

const member = z.looseObject({
  id: z.looseObject({ workspace_member_id: id }),
  first_name: text.nullish(),
  last_name: text.nullish(),
  email_address: text,
  access_level: text,
  created_at: time,
});

const list = z.looseObject({
  id: z.looseObject({ list_id: id }),
  api_slug: text,
  name: text,
  parent_object: z.union([text.transform((slug) => [slug]), z.array(text)]),
  created_at: time,
});

const entry = z.looseObject({
  id: z.looseObject({ list_id: id, entry_id: id }),
  parent_record_id: id,
  parent_object: text,
  created_at: time,
  entry_values: z.record(z.string(), z.array(z.unknown())).nullish(),
});

const note = z.looseObject({
  id: z.looseObject({ note_id: id }),
  parent_object: text,
  parent_record_id: id,
  title: text,
  content_plaintext: text,
  created_by_actor: memberActor,
  created_at: time,
});

const task = z.looseObject({
  id: z.looseObject({ task_id: id }),
  content_plaintext: text,
  deadline_at: optionalTimeOrDay,
  is_completed: z.boolean(),
  completed_at: optionalTime,
  linked_records: z.array(z.looseObject({ target_record_id: id })),
  assignees: z.array(z.looseObject({ referenced_actor_id: id })),
  created_by_actor: memberActor,
  created_at: time,
});

/** Decodes a member of the workspace. @throws {z.ZodError} naming the field of another shape */
export function decodeMember(raw: unknown): MemberRow {
  const { id, first_name, last_name, email_address, access_level, created_at } = member.parse(raw);
  const name = [first_name, last_name].filter((part) => part).join(" ");
  return attioRow(raw, { id: id.workspace_member_id, createdAt: created_at }, {
    name: name === "" ? email_address : name,
    email: email_address,
    access_level,
  });
}

/** Decodes a list. @throws {z.ZodError} */
export function decodeList(raw: unknown): ListRow {
  const { id, api_slug, name, parent_object, created_at } = list.parse(raw);
  return attioRow(raw, { id: id.list_id, createdAt: created_at }, {
    slug: api_slug,
    name,
    parent_objects: parent_object,
  });
}

/** Decodes an entry of a list. @throws {z.ZodError} */
export function decodeEntry(raw: unknown, passing: Passing = new Set()): EntryRow {
  const { id, parent_object, parent_record_id, created_at } = entry.parse(raw);
  const fields = {
    list_external_id: id.list_id,
    parent_object,
    parent_record_external_id: parent_record_id,
  };
  const own = { id: id.entry_id, createdAt: created_at };
  return valuedRow(raw, own, fields, "entry_values", passing);
}

/** Decodes a note. @throws {z.ZodError} */
export function decodeNote(raw: unknown): NoteRow {
  const read = note.parse(raw);
  return attioRow(raw, { id: read.id.note_id, createdAt: read.created_at }, {
    parent_object: read.parent_object,
    parent_record_external_id: read.parent_record_id,
    title: read.title,
    content: read.content_plaintext,
    author_external_id: read.created_by_actor,
  });
}

/** Decodes a task. @throws {z.ZodError} */
export function decodeTask(raw: unknown): TaskRow {
  const read = task.parse(raw);
  return attioRow(raw, { id: read.id.task_id, createdAt: read.created_at }, {
    content: read.content_plaintext,
    deadline_at: read.deadline_at,
    completed: read.is_completed,
    completed_at: read.completed_at,
    linked_record_external_ids: read.linked_records.map((link) => link.target_record_id),
    assignee_external_ids: read.assignees.map((actor) => actor.referenced_actor_id),
    author_external_id: read.created_by_actor,
  });
}

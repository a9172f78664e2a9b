/** What the product writes into Attio. */
import { z } from "zod";
import { VendorError } from "../../platform/mod.ts";
import type { AttioCalls } from "./client.ts";
import { microseconds } from "./fields.ts";
import { attioLists, PAGE } from "./read_lists.ts";
import { keysOf } from "./raw_rows.ts";

/** The record that something is written about: its object's slug and its id. */
export interface RecordRef {
  object: string;
  recordId: string;
}

/** A note to make. */
export interface NewNote extends RecordRef {
  title: string;
  content: string;
  format: "plaintext" | "markdown";
  /** When it was asked for, epoch milliseconds: the same note asked for again is the one made first. */
  requestedAt: number;
}

/** A task to make. */
export interface NewTask {
  /** At most 2,000 characters. */
  content: string;
  /** Epoch milliseconds. */
  deadlineAt: number | null;
  linked: RecordRef[];
  /** Ids of members. */
  assignees: string[];
  /** When it was asked for, epoch milliseconds. */
  requestedAt: number;
}

/** What was written, and whether this call made it as far as can be told. */
export interface Written {
  id: string;
  created: boolean;
}

const note = z.looseObject({
  id: z.looseObject({ note_id: z.string() }),
  title: z.string(),
  created_at: z.string(),
});
const task = z.looseObject({
  id: z.looseObject({ task_id: z.string() }),
  content_plaintext: z.string(),
  linked_records: z.array(z.looseObject({ target_record_id: z.string() })),
});
const record = z.looseObject({ id: z.looseObject({ record_id: z.string() }) });
const dataOf = <Shape extends z.ZodType>(shape: Shape) => z.object({ data: shape });

/** The note of a record with this title and time; null when there is none. */
async function findNote(
  calls: AttioCalls,
  { object, recordId, title }: NewNote,
  createdAt: string,
  signal: AbortSignal,
): Promise<string | null> {
  const wanted = microseconds(createdAt);
  const about = `parent_object=${encodeURIComponent(object)}&parent_record_id=${
    encodeURIComponent(recordId)
  }`;
  for (let offset = 0;; offset += PAGE.notes) {
    const path = `/notes?${about}&limit=${PAGE.notes}&offset=${offset}`;
    const { body } = await calls.ask(path, dataOf(z.array(note)), signal);
    const found = body.data.find((row) =>
      row.title === title && microseconds(row.created_at) === wanted
    );
    if (found !== undefined) return found.id.note_id;
    if (body.data.length < PAGE.notes) return null;
  }
}

/**
 * Writes a note about a record. It bears the time it was asked for, by which a repetition, after a
 * crash or a reply that got lost, finds it.
 *
 * @throws {VendorError} `config` / `forbidden` when the token may not write, `permanent` for a record
 * that is not there
 */
export async function createNote(
  calls: AttioCalls,
  input: NewNote,
  signal: AbortSignal,
): Promise<Written> {
  const createdAt = new Date(input.requestedAt).toISOString();
  const known = await findNote(calls, input, createdAt, signal);
  if (known !== null) return { id: known, created: false };
  const { object, recordId, title, content, format } = input;
  const { body } = await calls.ask("/notes", dataOf(note), signal, {
    method: "POST",
    body: {
      data: {
        ...{ parent_object: object, parent_record_id: recordId, title, content, format },
        created_at: createdAt,
      },
    },
    // what became of a try whose reply got lost is looked up before the next one
    tries: 1,
  });
  return { id: body.data.id.note_id, created: true };
}

/** The task with this content about the same records, made since it was asked for; null: none. */
async function findTask(
  calls: AttioCalls,
  { content, linked, requestedAt }: NewTask,
  signal: AbortSignal,
): Promise<string | null> {
  const lists = attioLists(calls);
  const bound = microseconds(new Date(requestedAt).toISOString())!;
  const about = linked.map(({ recordId }) => recordId).sort().join();
  for (let offset = 0;; offset += PAGE.tasks) {
    const rows = await lists.tasks({ limit: PAGE.tasks, offset, newestFirst: true }, signal);
    for (const raw of rows) {
      if ((microseconds(keysOf("tasks", raw).createdAt) ?? "") < bound) return null;
      const read = task.safeParse(raw);
      if (!read.success || read.data.content_plaintext !== content) continue;
      const others = read.data.linked_records.map((link) => link.target_record_id).sort().join();
      if (others === about) return read.data.id.task_id;
    }
    if (rows.length < PAGE.tasks) return null;
  }
}

/**
 * Makes a task. One with the same content about the same records that was made since this one was
 * asked for is this one: it was made by a try whose reply got lost.
 *
 * @throws {VendorError}
 */
export async function createTask(
  calls: AttioCalls,
  input: NewTask,
  signal: AbortSignal,
): Promise<Written> {
  const known = await findTask(calls, input, signal);
  if (known !== null) return { id: known, created: false };
  const { content, deadlineAt, linked, assignees } = input;
  const { body } = await calls.ask("/tasks", dataOf(task), signal, {
    method: "POST",
    body: {
      data: {
        content,
        format: "plaintext",
        is_completed: false,
        deadline_at: deadlineAt === null ? null : new Date(deadlineAt).toISOString(),
        linked_records: linked.map(({ object, recordId }) => ({
          target_object: object,
          target_record_id: recordId,
        })),
        assignees: assignees.map((id) => ({
          referenced_actor_type: "workspace-member",
          referenced_actor_id: id,
        })),
      },
    },
    tries: 1,
  });
  return { id: body.data.id.task_id, created: true };
}

/**
 * Sets attributes of a record, such as a deal's stage: what each had before is replaced, and an empty
 * list clears it. Done twice it is done once.
 *
 * @throws {VendorError} `permanent` / `not_found` for a record that is not there, `transient` /
 * `merge_in_progress` for one that is being merged
 */
export async function updateRecord(
  calls: AttioCalls,
  { object, recordId }: RecordRef,
  values: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const path = `/objects/${encodeURIComponent(object)}/records/${encodeURIComponent(recordId)}`;
  const looked = await calls.look(path, signal);
  if (looked.state === "merging") {
    throw new VendorError("transient", "merge_in_progress", "Attio is merging this record", {
      fix: "Try again in a minute.",
    });
  }
  if (looked.state === "gone") {
    throw new VendorError("permanent", "not_found", "Attio has no such record", {
      status: 404,
      fix: "It was deleted or merged into another one: look at the next sync's rows.",
    });
  }
  await calls.ask(path, dataOf(record), signal, { method: "PUT", body: { data: { values } } });
}

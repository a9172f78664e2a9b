import type { StreamTraits } from "../stream.ts";
import { decodeEntry, decodeList, decodeMember, decodeNote, decodeTask } from "./decode_others.ts";
import { decodeCompany, decodeDeal, decodePerson } from "./decode_records.ts";

const reloaded = {
  cursor: null,
  mode: "full_reload",
  pageSize: null,
  deletion: "absent_from_reload",
} as const;

/** Read by `created_at`, which never changes; the rest shows only when all of it is read. */
const scanned = {
  cursor: "created_at",
  mode: "keyset_scan",
  pageSize: 500,
  deletion: "missing_by_id",
} as const;

/** Lists that can only be paged through. */
const paged = { ...scanned, cursor: "offset" } as const;

/** What is read of an Attio workspace, in the order it is shown. */
export const attioStreams = {
  companies: {
    ...{ ...scanned, table: "attio_companies", primaryKey: "id.record_id" },
    decode: (raw: unknown) => decodeCompany(raw),
  },
  people: {
    ...{ ...scanned, table: "attio_people", primaryKey: "id.record_id" },
    decode: (raw: unknown) => decodePerson(raw),
  },
  deals: {
    ...{ ...scanned, table: "attio_deals", primaryKey: "id.record_id" },
    decode: (raw: unknown) => decodeDeal(raw),
  },
  lists: { ...reloaded, table: "attio_lists", primaryKey: "id.list_id", decode: decodeList },
  entries: {
    ...{ ...scanned, table: "attio_entries", primaryKey: "id.entry_id" },
    decode: (raw: unknown) => decodeEntry(raw),
  },
  notes: {
    ...{ ...paged, pageSize: 50, table: "attio_notes", primaryKey: "id.note_id" },
    decode: decodeNote,
  },
  tasks: { ...paged, table: "attio_tasks", primaryKey: "id.task_id", decode: decodeTask },
  workspace_members: {
    ...{ ...reloaded, table: "attio_workspace_members", primaryKey: "id.workspace_member_id" },
    decode: decodeMember,
  },
} as const satisfies Record<string, StreamTraits>;

/** A stream of the connector. */
export type StreamName = keyof typeof attioStreams;

/** Streams of records, by the names of their objects. */
export const RECORDS = ["companies", "people", "deals"] as const;
export type RecordsName = (typeof RECORDS)[number];

/** Streams that are scanned, in the order they are read: what others belong to comes first. */
export const SCANNED = [...RECORDS, "entries", "notes", "tasks"] as const;
export type ScannedName = (typeof SCANNED)[number];

/** Whether a stream is one of records. */
export function isRecords(stream: string): stream is RecordsName {
  return (RECORDS as readonly string[]).includes(stream);
}

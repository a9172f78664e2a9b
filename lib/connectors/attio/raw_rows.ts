import type { KeysetRow } from "./keyset.ts";
import type { StreamName } from "./streams.ts";

/** Field of a row's id that names it, by stream. */
const idField: Record<StreamName, string> = {
  companies: "record_id",
  people: "record_id",
  deals: "record_id",
  lists: "list_id",
  entries: "entry_id",
  notes: "note_id",
  tasks: "task_id",
  workspace_members: "workspace_member_id",
};

/** What a row says of itself before it is decoded; a row without id or time has empty ones. */
export function keysOf(stream: StreamName, raw: unknown): KeysetRow {
  const row = raw as { id?: Record<string, unknown> | null; created_at?: unknown } | null;
  const id = row?.id?.[idField[stream]];
  const createdAt = row?.created_at;
  return {
    id: typeof id === "string" ? id : "",
    createdAt: typeof createdAt === "string" ? createdAt : "",
  };
}

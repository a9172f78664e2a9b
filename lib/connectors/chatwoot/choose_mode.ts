import { readCursor } from "../cursors.ts";
import type { ChatwootRun } from "./sync.ts";

/** A full walk is due when the last one is older than this, milliseconds. */
const FULL_WALK_EVERY = 24 * 3_600_000;

/** Counts that differ bring the next full walk forward, but not more often than this, milliseconds. */
const DRIFT_WALK_EVERY = 3_600_000;

/** A longer gap is read by a full walk: the reply with all changes would be too large. */
const LONGEST_WINDOW = 6 * 3_600_000;

/** How far a window reaches back behind the watermark, seconds: late commits, clock steps. */
const OVERLAP_SECONDS = 300;

/** Name of the cursor that says when the last full walk ended. */
export const FULL_WALK = "conversations.full";

/** How to read, and how long ago the last full walk was (milliseconds). */
export interface Choice {
  mode: "incremental" | "full";
  windowSeconds: number;
  fullWalkAge: number;
}

/**
 * Chooses between the changes since the watermark and a walk through everything: asked for, never
 * done, due, broken off, or after a long gap.
 *
 * @param now the vendor's clock, epoch milliseconds
 */
export async function chooseMode(run: ChatwootRun, now: number): Promise<Choice> {
  const { watermark: full } = await readCursor(run.sql, run.connectionId, FULL_WALK);
  const { watermark, position } = await readCursor(run.sql, run.connectionId, "conversations");
  const gap = watermark === null ? Infinity : Math.max(0, now - watermark.getTime());
  const fullWalkAge = full === null ? Infinity : now - full.getTime();
  const due = fullWalkAge > FULL_WALK_EVERY || gap > LONGEST_WINDOW || position !== null;
  return {
    mode: run.mode === "full" || due ? "full" : "incremental",
    windowSeconds: gap / 1000 + OVERLAP_SECONDS,
    fullWalkAge,
  };
}

/**
 * Whether rows came or went in ways that no window shows: deletions, contacts without a word. Rows
 * that do not decode are known of, and make no difference.
 */
export async function countsDiffer(
  run: ChatwootRun,
  source: Record<string, number>,
  choice: Choice,
): Promise<boolean> {
  if (choice.fullWalkAge <= DRIFT_WALK_EVERY) return false;
  const [local] = await run.sql<{ conversations: number; contacts: number }[]>`
    select
      (select count(*)::int from chatwoot_conversations
        where connection_id = ${run.connectionId} and deleted_at is null)
      + (select count(*)::int from error_queue q
        where q.connection_id = ${run.connectionId} and q.stream = 'conversations' and q.unit = 'record'
          and q.status <> 'resolved' and not exists (select from chatwoot_conversations c
            where c.connection_id = q.connection_id and c.external_id = q.external_id
              and c.deleted_at is null)) as conversations,
      (select count(*)::int from chatwoot_contacts
        where connection_id = ${run.connectionId} and deleted_at is null and resolved)
      + (select count(*)::int from error_queue q
        where q.connection_id = ${run.connectionId} and q.stream = 'contacts' and q.unit = 'record'
          and q.status <> 'resolved' and not exists (select from chatwoot_contacts c
            where c.connection_id = q.connection_id and c.external_id = q.external_id
              and c.deleted_at is null)) as contacts`;
  return local?.conversations !== source.conversations || local?.contacts !== source.contacts;
}

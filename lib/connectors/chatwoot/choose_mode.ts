import { readCursor } from "../cursors.ts";
import { failingRows } from "../failing_rows.ts";
import type { ConversationSource } from "./conversation_page.ts";
import { chatwootStreams } from "./streams.ts";
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

/** Name of the cursor that says when messages were last read from the first again. */
export const REREAD = "messages.reread";

/** How to read. */
export interface Choice {
  mode: "incremental" | "full";
  windowSeconds: number;
  /** How long ago the last full walk was, milliseconds. */
  fullWalkAge: number;
  /** Whose messages a full walk reads from the first again. */
  reread: ConversationSource["reread"];
}

/** Whether the server is known to ignore the window of changes: then only walks find them. */
async function withoutWindows(run: ChatwootRun): Promise<boolean> {
  const [row] = await run.sql<{ ignored: boolean | null }[]>`
    select (capabilities -> 'updated_within') = 'false' as ignored
    from connections where id = ${run.connectionId}`;
  return row?.ignored === true;
}

/**
 * Chooses between the changes since the watermark and a walk through everything: asked for, never
 * done, due, broken off, after a long gap, or the only way with this server.
 *
 * @param now the vendor's clock, epoch milliseconds
 */
export async function chooseMode(run: ChatwootRun, now: number): Promise<Choice> {
  const { sql, connectionId } = run;
  const ageOf = (watermark: Date | null) =>
    watermark === null ? Infinity : Math.max(0, now - watermark.getTime());
  const { watermark, position } = await readCursor(sql, connectionId, "conversations");
  const fullWalkAge = ageOf((await readCursor(sql, connectionId, FULL_WALK)).watermark);
  const rereadAge = ageOf((await readCursor(sql, connectionId, REREAD)).watermark);
  const gap = ageOf(watermark);
  const due = Math.max(fullWalkAge, rereadAge) > FULL_WALK_EVERY || gap > LONGEST_WINDOW ||
    position !== null || run.compare === true || await withoutWindows(run);
  return {
    mode: run.mode === "full" || due ? "full" : "incremental",
    windowSeconds: gap / 1000 + OVERLAP_SECONDS,
    fullWalkAge,
    reread: run.mode === "full"
      ? "all"
      : rereadAge > FULL_WALK_EVERY || run.compare === true
      ? "recent"
      : "none",
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
  const [local] = await run.sql<[{ conversations: number; contacts: number }]>`
    select
      (select count(*)::int from chatwoot_conversations
        where connection_id = ${run.connectionId} and deleted_at is null) as conversations,
      (select count(*)::int from chatwoot_contacts
        where connection_id = ${run.connectionId} and deleted_at is null and resolved) as contacts`;
  const failing = await failingRows(run.sql, run.connectionId, chatwootStreams);
  return (["conversations", "contacts"] as const).some((stream) =>
    local[stream] + (failing.get(stream)?.missing.length ?? 0) !== source[stream]
  );
}

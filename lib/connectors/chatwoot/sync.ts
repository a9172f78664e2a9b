import type { ChatwootConfig, Clock, HttpClient, Sql } from "../../platform/mod.ts";
import { completeWalk, readCursor, savePosition } from "../cursors.ts";
import { type EngineContext, finishStream, runStream } from "../engine.ts";
import type { Pace } from "../pace.ts";
import type { WriteCounts } from "../stream.ts";
import { noCounts } from "../stream.ts";
import { type ChatwootClient, createChatwootClient } from "./client.ts";
import {
  changedConversationStream,
  type ConversationSource,
  fullConversationStream,
} from "./conversation_stream.ts";
import { contactStream, type ListSource, reloadStream } from "./list_streams.ts";
import { retryDueRecords } from "./retry.ts";
import { withFreshStatistics } from "./statistics.ts";
import { sweep, sweptKinds } from "./sweep.ts";

/** What one run of the connector is asked to do. */
export interface ChatwootRun extends EngineContext {
  config: ChatwootConfig;
  http: HttpClient;
  pace: Pace;
  mode: "incremental" | "full";
}

/** What one run found. */
export interface ChatwootOutcome {
  mode: "incremental" | "full";
  /** T0: the vendor's clock when the run began, epoch milliseconds. */
  startedAt: number;
  streams: Record<string, WriteCounts>;
  /** The source's own counts, by stream, as far as this run asked for them. */
  sourceCounts: Record<string, number>;
  warnings: SyncWarning[];
}

/** Something a person should know although the run went on. */
export interface SyncWarning {
  code: "clock_skew" | "not_administrator" | "too_many_suspects" | "walk_incomplete";
  message: string;
  fix: string;
}

/** A full walk is due when the last one is older than this, milliseconds. */
const FULL_WALK_EVERY = 24 * 3_600_000;

/** Counts that differ bring the next full walk forward, but not more often than this, milliseconds. */
const DRIFT_WALK_EVERY = 3_600_000;

/** A longer gap is read by a full walk: the reply with all changes would be too large. */
const LONGEST_WINDOW = 6 * 3_600_000;

/** How far a window reaches back behind the watermark: late commits, clock steps. */
const OVERLAP_SECONDS = 300;

/** Clocks that differ by more than this are worth a word, milliseconds. */
const SKEW = 5 * 60_000;

/** Name of the cursor that says when the last full walk ended. */
const FULL = "conversations.full";

/** Walks of a list that a deletion disturbed are repeated this often at most. */
const WALKS = 3;

/** How to read, and how long ago the last full walk was (milliseconds). */
interface Choice {
  mode: "incremental" | "full";
  windowSeconds: number;
  fullWalkAge: number;
}

async function chooseMode(run: ChatwootRun, now: number): Promise<Choice> {
  const { watermark: full } = await readCursor(run.sql, run.connectionId, FULL);
  const { watermark, position } = await readCursor(run.sql, run.connectionId, "conversations");
  const gap = watermark === null ? Infinity : now - watermark.getTime();
  const due = full === null || now - full.getTime() > FULL_WALK_EVERY || gap > LONGEST_WINDOW ||
    position !== null;
  const fullWalkAge = full === null ? Infinity : now - full.getTime();
  return run.mode === "full" || due ? { mode: "full", windowSeconds: 0, fullWalkAge } : {
    mode: "incremental",
    windowSeconds: Math.max(0, gap) / 1000 + OVERLAP_SECONDS,
    fullWalkAge,
  };
}

/** Whether rows came or went in ways that no window shows: deletions, contacts without a word. */
async function countsDiffer(run: ChatwootRun, source: Record<string, number>): Promise<boolean> {
  const [local] = await run.sql<{ conversations: number; contacts: number }[]>`
    select
      (select count(*)::int from chatwoot_conversations
        where connection_id = ${run.connectionId} and deleted_at is null) as conversations,
      (select count(*)::int from chatwoot_contacts
        where connection_id = ${run.connectionId} and deleted_at is null and resolved) as contacts`;
  return local?.conversations !== source.conversations || local?.contacts !== source.contacts;
}

async function seenCount(run: ChatwootRun, seenAt: string): Promise<number> {
  const [row] = await run.sql<{ seen: number }[]>`
    select count(*)::int as seen from chatwoot_conversations
    where connection_id = ${run.connectionId} and deleted_at is null and seen_at >= ${seenAt}`;
  return row?.seen ?? 0;
}

/**
 * Syncs a Chatwoot account: the small lists, then conversations with their messages, and in a full
 * run also contacts and the sweep for rows that are gone.
 *
 * @throws {VendorError} when the source cannot be read; everything committed so far stays
 */
export async function syncChatwoot(asked: ChatwootRun): Promise<ChatwootOutcome> {
  const run = { ...asked, onPage: withFreshStatistics(asked) };
  const client = createChatwootClient(run.config, run.http, run.pace);
  const probe = await client.inboxes(run.signal);
  const startedAt = probe.date ?? run.clock.now();
  const warnings: SyncWarning[] = [];
  const skew = startedAt - run.clock.now();
  if (Math.abs(skew) > SKEW) {
    warnings.push({
      code: "clock_skew",
      message: `Chatwoot's clock is ${Math.round(Math.abs(skew) / 60_000)} min ${
        skew > 0 ? "ahead of" : "behind"
      } ours`,
      fix: "Set both clocks by NTP. Nothing is lost: windows follow Chatwoot's clock.",
    });
  }
  const administrator = await client.isAdministrator(run.signal);
  if (!administrator) {
    warnings.push({
      code: "not_administrator",
      message: "The token is not an administrator's: it sees its own inboxes only",
      fix: "Use an administrator's token. Until then rows that are no longer listed are kept.",
    });
  }

  const scope = {
    connectionId: run.connectionId,
    accountScopeId: run.accountScopeId,
    seenAt: new Date(startedAt).toISOString(),
    appUrl: `${run.config.baseUrl}/app/accounts/${run.config.accountId}/conversations/`,
  };
  const outcome: ChatwootOutcome = {
    mode: run.mode,
    startedAt,
    streams: {},
    sourceCounts: {},
    warnings,
  };
  const counted = (stream: string, total: number) => void (outcome.sourceCounts[stream] = total);
  const lists: ListSource = { client, scope, complete: administrator, counted };
  for (const name of ["labels", "agents", "inboxes"] as const) {
    outcome.streams[name] = await runStream(run, reloadStream(lists, name));
    await finishStream(run, name, startedAt);
  }

  const source: ConversationSource = {
    client,
    sql: run.sql,
    scope,
    concurrency: run.config.concurrency,
    startedAt,
  };
  const chosen = await chooseMode(run, startedAt);
  outcome.mode = chosen.mode;
  let supported = true;
  if (chosen.mode === "incremental") {
    const stream = changedConversationStream(
      source,
      chosen.windowSeconds,
      (total) => counted("conversations", total),
      () => supported = false,
    );
    outcome.streams.conversations = await runStream(run, stream);
    counted("contacts", (await client.contactPage(1, run.signal)).total ?? 0);
  }
  const drifted = chosen.mode === "incremental" && await countsDiffer(run, outcome.sourceCounts);
  if (chosen.mode === "full" || !supported || (drifted && chosen.fullWalkAge > DRIFT_WALK_EVERY)) {
    outcome.mode = "full";
    await fullWalk(run, source, lists, outcome, administrator, client);
  }
  await finishStream(run, "conversations", startedAt);
  await retryDueRecords(run, source);
  return outcome;
}

async function fullWalk(
  run: ChatwootRun,
  source: ConversationSource,
  lists: ListSource,
  outcome: ChatwootOutcome,
  administrator: boolean,
  client: ChatwootClient,
): Promise<void> {
  const { scope, concurrency } = source;
  const totals: number[] = [];
  outcome.streams.conversations = noCounts();
  let whole = false;
  for (let walk = 1; walk <= WALKS && !whole; walk++) {
    totals.length = 0;
    const resumed =
      (await readCursor(run.sql, run.connectionId, "conversations")).position !== null;
    const stream = fullConversationStream(source, (total) => void totals.push(total));
    const counts = await runStream(run, stream);
    for (const key of ["records", "upserted", "rejected"] as const) {
      outcome.streams.conversations[key] += counts[key];
    }
    // the next walk, if one is needed, begins at the first page again
    await savePosition(run.sql as never, run.connectionId, "conversations", null);
    const [first, last] = [totals[0] ?? 0, totals.at(-1) ?? 0];
    const seen = await seenCount(run, scope.seenAt) + outcome.streams.conversations.rejected;
    whole = !resumed && first === last && seen >= last;
  }
  lists.counted("conversations", totals.at(-1) ?? 0);
  outcome.streams.contacts = await runStream(run, contactStream(lists));
  await finishStream(run, "contacts", source.startedAt);

  if (administrator) {
    for (const kind of sweptKinds(client)) {
      const result = await sweep(run.sql, scope, kind, concurrency, run.signal);
      const stream = kind.table === "chatwoot_contacts" ? "contacts" : "conversations";
      outcome.streams[stream]!.tombstoned += result.tombstoned;
      if (result.refused === 0) continue;
      outcome.warnings.push({
        code: "too_many_suspects",
        message:
          `${result.refused} ${stream} are no longer listed, more than 5 % of all: they are kept`,
        fix:
          "Check that the token still sees every inbox. If they were really deleted, run a full sync after confirming it.",
      });
    }
  }
  await completeWalk(run.sql, run.connectionId, FULL, new Date(source.startedAt));
}

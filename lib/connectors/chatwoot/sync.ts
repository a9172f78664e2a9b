import { type ChatwootConfig, VendorError } from "../../platform/mod.ts";
import type { ConnectorRun, SyncOutcome } from "../connector.ts";
import { finishStream, runStream } from "../engine.ts";
import { withFreshStatistics } from "../statistics.ts";
import { chooseMode, countsDiffer } from "./choose_mode.ts";
import { type ChatwootClient, createChatwootClient } from "./client.ts";
import type { ConversationSource } from "./conversation_page.ts";
import { changedConversationStream } from "./conversation_stream.ts";
import { fullWalk } from "./full_walk.ts";
import { type ListSource, reloadStream } from "./list_streams.ts";
import { buryMergedContacts } from "./merged_contacts.ts";
import { retryDueRecords } from "./retry.ts";
import { chatwootStreams } from "./streams.ts";

/** What one run of the connector is asked to do. */
export interface ChatwootRun extends ConnectorRun {
  config: ChatwootConfig;
}

/** Clocks that differ by more than this are worth a word, milliseconds. */
const SKEW = 5 * 60_000;

/** Tables that a backfill grows. */
const GROWING = [
  chatwootStreams.conversations.table,
  chatwootStreams.messages.table,
  chatwootStreams.contacts.table,
  "evidence",
];

/** What a look at the account tells before anything is read. */
async function beginRun(run: ChatwootRun, client: ChatwootClient): Promise<{
  outcome: SyncOutcome;
  administrator: boolean;
}> {
  const probe = await client.inboxes(run.signal);
  const startedAt = probe.date ?? run.clock.now();
  const outcome: SyncOutcome = {
    mode: run.mode,
    startedAt,
    streams: {},
    sourceCounts: {},
    warnings: [],
  };
  const skew = startedAt - run.clock.now();
  if (Math.abs(skew) > SKEW) {
    outcome.warnings.push({
      code: "clock_skew",
      message: `Chatwoot's clock is ${Math.round(Math.abs(skew) / 60_000)} min ${
        skew > 0 ? "ahead of" : "behind"
      } ours`,
      fix: "Set both clocks by NTP. Nothing is lost: windows follow Chatwoot's clock.",
    });
  }
  const administrator = await client.isAdministrator(run.signal);
  if (!administrator) {
    outcome.warnings.push({
      code: "not_administrator",
      message: "The token is not an administrator's: it sees its own inboxes only",
      fix: "Use an administrator's token. Until then rows that are no longer listed are kept.",
    });
  }
  return { outcome, administrator };
}

/** Reads the small lists; one that fails does not keep the others, or the conversations, away. */
async function syncLists(
  run: ChatwootRun,
  lists: ListSource,
  outcome: SyncOutcome,
): Promise<VendorError[]> {
  const failures: VendorError[] = [];
  for (const name of ["labels", "agents", "inboxes"] as const) {
    try {
      outcome.streams[name] = await runStream(run, reloadStream(lists, name));
      await finishStream(run, name, outcome.startedAt);
    } catch (error) {
      if (!(error instanceof VendorError) || error.errorClass === "config") throw error;
      failures.push(error);
    }
  }
  return failures;
}

/**
 * Syncs a Chatwoot account: the small lists, then conversations with their messages, and in a full
 * run also contacts and the sweep for rows that are gone.
 *
 * @throws {VendorError} when the source cannot be read; everything committed so far stays
 */
export async function syncChatwoot(asked: ChatwootRun): Promise<SyncOutcome> {
  const run = { ...asked, onPage: withFreshStatistics(asked, GROWING) };
  const client = createChatwootClient(run.config, run.http, run.pace);
  const { outcome, administrator } = await beginRun(run, client);
  const { startedAt, sourceCounts } = outcome;
  const counted = (stream: string, total: number) => void (sourceCounts[stream] = total);
  const scope = {
    connectionId: run.connectionId,
    accountScopeId: run.accountScopeId,
    seenAt: new Date(startedAt).toISOString(),
    appUrl: `${run.config.baseUrl}/app/accounts/${run.config.accountId}/conversations/`,
  };
  const lists: ListSource = { client, scope, complete: administrator, counted };
  const failures = await syncLists(run, lists, outcome);

  const { concurrency } = run.config;
  const left = new Set<string>();
  const source: ConversationSource = {
    ...{ client, sql: run.sql, scope, concurrency, startedAt, left },
    reread: "none",
  };
  const choice = await chooseMode(run, startedAt);
  let full = choice.mode === "full";
  if (!full) {
    const stream = changedConversationStream(
      source,
      choice.windowSeconds,
      (total) => counted("conversations", total),
      () => full = true,
    );
    outcome.streams.conversations = await runStream(run, stream);
    counted("contacts", (await client.contactPage(1, run.signal)).total ?? 0);
    full ||= administrator && await countsDiffer(run, sourceCounts, choice);
  }
  outcome.mode = full ? "full" : "incremental";
  if (full) {
    await fullWalk(run, { ...source, reread: choice.reread }, lists, outcome);
  }
  await buryMergedContacts(run, source);
  await finishStream(run, "conversations", startedAt);
  await retryDueRecords(run, source);
  if (failures[0] !== undefined) throw failures[0];
  return outcome;
}

import { completeWalk, readCursor } from "../cursors.ts";
import { commit, finishStream, restartWalk, runStream } from "../engine.ts";
import { noCounts } from "../stream.ts";
import { sweep } from "../sweep.ts";
import type { SyncOutcome } from "../connector.ts";
import { FULL_WALK, REREAD } from "./choose_mode.ts";
import type { ConversationSource } from "./conversation_page.ts";
import { fullConversationStream, windowIgnored } from "./conversation_stream.ts";
import { contactStream, type ListSource } from "./list_streams.ts";
import { sweptKinds } from "./swept_kinds.ts";
import type { ChatwootRun } from "./sync.ts";

/** Walks of a list that a deletion disturbed are repeated this often at most. */
const WALKS = 3;

/** Conversations the walk has met: those stored, and those that did not decode. */
async function metCount(run: ChatwootRun, seenAt: string, failed: Set<string>): Promise<number> {
  const [row] = await run.sql<[{ met: number }]>`
    select count(*)::int as met from chatwoot_conversations
    where connection_id = ${run.connectionId} and deleted_at is null and seen_at >= ${seenAt}
      and external_id <> all (${[...failed]})`;
  return row.met + failed.size;
}

/** Walks through the conversations until a walk has met as many as the source counts. */
async function walkConversations(
  run: ChatwootRun,
  source: ConversationSource,
  outcome: SyncOutcome,
): Promise<void> {
  const sum = noCounts();
  let reading = source;
  for (let walk = 1; walk <= WALKS; walk++) {
    const totals: number[] = [];
    const failed = new Set<string>();
    const { position } = await readCursor(run.sql, run.connectionId, "conversations");
    const stream = fullConversationStream(
      reading,
      (total) => void totals.push(total),
      (id) => void failed.add(id),
    );
    const counts = await runStream(run, stream);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
    outcome.streams.conversations = { ...sum };
    await restartWalk(run, "conversations");
    const last = totals.at(-1) ?? 0;
    outcome.sourceCounts.conversations = last;
    // a walk that was taken up again has its first pages from before
    if (position === null) reading = { ...source, reread: "none" };
    const whole = position === null && totals[0] === last;
    if (whole && await metCount(run, source.scope.seenAt, failed) >= last) return;
  }
  outcome.warnings.push({
    ...{ code: "walk_incomplete", stream: "conversations" },
    message: `Conversations changed places during each of ${WALKS} walks; some may be missing`,
    fix: "The next full sync reads them again. If it stays, look at the records that failed.",
  });
}

/**
 * Reads every conversation and every contact, then looks at the rows that were not among them.
 *
 * @param complete whether the token sees the whole account: else what is not listed says nothing
 */
export async function fullWalk(
  run: ChatwootRun,
  source: ConversationSource,
  lists: ListSource,
  outcome: SyncOutcome,
): Promise<void> {
  await walkConversations(run, source, outcome);
  outcome.streams.contacts = await runStream(run, contactStream(lists));
  await finishStream(run, "contacts", source.startedAt);
  for (const kind of lists.complete ? sweptKinds(run, source) : []) {
    const result = await sweep(run, source.scope, kind, run.massDeletionConfirmed);
    outcome.streams[kind.stream]!.tombstoned += result.tombstoned;
    if (result.refused === 0) continue;
    outcome.warnings.push({
      ...{ code: "too_many_suspects", stream: kind.stream },
      message:
        `${result.refused} ${kind.stream} are no longer listed, more than 5 % of all: they are kept`,
      fix:
        "Check that the token still sees every inbox. If they were really deleted, ask for a full sync to confirm it.",
    });
  }
  await commit(run, async (tx) => {
    const at = new Date(source.startedAt);
    await completeWalk(tx, run.connectionId, FULL_WALK, at);
    if (source.reread !== "none") await completeWalk(tx, run.connectionId, REREAD, at);
  });
  await testWindows(run, source);
}

/** A window this narrow holds next to nothing, seconds. */
const NARROW = 1;

/**
 * Asks for the changes of the last second: a server that does not know the parameter answers with
 * the first page of everything, and is from then on only walked through.
 */
async function testWindows(run: ChatwootRun, { client, startedAt }: ConversationSource) {
  const { rows, date } = await client.changedConversations(NARROW, run.signal);
  const supported = !windowIgnored(rows, date ?? startedAt);
  await run.sql`
    update connections set capabilities = capabilities || ${
    run.sql.json({ updated_within: supported })
  }
    where id = ${run.connectionId} and (capabilities -> 'updated_within') is distinct from ${
    run.sql.json(supported)
  }`;
}

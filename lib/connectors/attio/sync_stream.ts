import type { SyncOutcome } from "../connector.ts";
import { completeWalk, readCursor } from "../cursors.ts";
import { commit, finishStream, restartWalk, runStream } from "../engine.ts";
import { noCounts, type WriteCounts } from "../stream.ts";
import { sweep } from "../sweep.ts";
import { knownPassing, renewPassing } from "./passing.ts";
import { OVERLAP_MS, type PolledList, pollStream } from "./poll_stream.ts";
import { scanIsDue } from "./scan_due.ts";
import { scanName, type ScanPosition, scanStream } from "./scan_stream.ts";
import type { AttioRun, AttioSource } from "./source.ts";
import { isRecords, type ScannedName } from "./streams.ts";
import { sweptKind } from "./swept_kind.ts";
import { tooManyGone } from "./warnings.ts";

/** A list of the workspace, and when it first came into sight. */
export interface SeenList {
  id: string;
  firstSeen: Date;
}

function add(sum: WriteCounts, counts: Partial<WriteCounts>): void {
  for (const key of Object.keys(sum) as (keyof WriteCounts)[]) sum[key] += counts[key] ?? 0;
}

/** The lists with where the reading of their new entries begins. */
function polledLists(lists: readonly SeenList[], watermark: Date, since: string): PolledList[] {
  return lists.map(({ id, firstSeen }) => ({
    id,
    since: firstSeen.getTime() > watermark.getTime() ? null : since,
  }));
}

/**
 * Reads every row of a stream, then looks at those that were not among them.
 *
 * @param polled whether the newest rows have been asked for in this run already
 */
async function scan(
  run: AttioRun,
  source: AttioSource,
  stream: ScannedName,
  lists: readonly SeenList[],
  outcome: SyncOutcome,
  polled: boolean,
): Promise<WriteCounts> {
  const name = scanName(stream);
  if (run.mode === "full") await restartWalk(run, name);
  let ended: ScanPosition | null = null;
  const told: AttioRun = { ...run, onPage: (page) => run.onPage({ ...page, stream }) };
  const counts = await runStream(
    told,
    scanStream(source, stream, lists.map(({ id }) => id), (at) => ended = at),
  );
  const { startedAt, listed } = ended as ScanPosition | null ?? { startedAt: "", listed: 0 };
  outcome.sourceCounts[stream] = listed;
  const scope = { ...source.scope, seenAt: startedAt };
  const { tombstoned, refused } = await sweep(
    ...[run, scope, sweptKind(run, source, stream), run.massDeletionConfirmed] as const,
  );
  if (refused > 0) outcome.warnings.push(tooManyGone(stream, refused));
  await commit(run, async (tx) => {
    const at = new Date(startedAt);
    await completeWalk(tx, run.connectionId, name, at);
    if (!polled) await completeWalk(tx, run.connectionId, stream, at);
  });
  return { ...counts, tombstoned: counts.tombstoned + tombstoned };
}

/**
 * Reads a stream: what was made since the last time, and everything when that is due.
 *
 * @param startedAt T0 of the run by Attio's clock, epoch milliseconds
 * @returns what came of it, and whether everything was read
 */
export async function syncStream(
  run: AttioRun,
  source: AttioSource,
  stream: ScannedName,
  lists: readonly SeenList[],
  startedAt: number,
  outcome: SyncOutcome,
): Promise<{ counts: WriteCounts; scanned: boolean }> {
  const { sql, connectionId, signal } = run;
  const due = run.mode === "full" || run.compare === true ||
    await scanIsDue(sql, connectionId, stream, startedAt);
  if (isRecords(stream)) {
    const known = due ? null : await knownPassing(sql, connectionId, stream);
    source.passing.set(
      stream,
      known ?? await renewPassing(sql, connectionId, source.calls, stream, signal),
    );
  }
  const counts = noCounts();
  const { watermark } = await readCursor(sql, connectionId, stream);
  const polled = run.mode !== "full" && watermark !== null;
  if (polled) {
    // a clock that was set back must not turn the time around
    const from = Math.min(watermark.getTime() - OVERLAP_MS, startedAt);
    const since = new Date(from).toISOString();
    const newer = polledLists(lists, watermark, since);
    add(counts, await runStream(run, pollStream(source, stream, since, newer)));
    await finishStream(run, stream, startedAt);
  }
  if (due) add(counts, await scan(run, source, stream, lists, outcome, polled));
  return { counts, scanned: due };
}

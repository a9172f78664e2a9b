import { VendorError } from "../../platform/mod.ts";
import type { SyncOutcome } from "../connector.ts";
import { readCursor } from "../cursors.ts";
import { finishStream, restartWalk, runStream } from "../engine.ts";
import { withFreshStatistics } from "../statistics.ts";
import { noCounts, type WriteCounts } from "../stream.ts";
import type { SweptName } from "./queries.ts";
import { type Reload, RELOADED, reloadStream } from "./reload_stream.ts";
import { retryDueRecords } from "./reread.ts";
import { askOf, type LinearRun, sourceOf } from "./run.ts";
import type { LinearSource } from "./source.ts";
import { linearStreams } from "./streams.ts";
import { sweepIsDue } from "./sweep_due.ts";
import { sweepIds, tooManyGone } from "./sweep_ids.ts";
import { WINDOWED, windowStream } from "./window_stream.ts";
import { newWalk, type WindowPosition } from "./windows.ts";
import { holdWorkspace, readOpening } from "./workspace.ts";

/** Clocks that differ by more than this are worth a word, milliseconds. */
const SKEW = 5 * 60_000;

/** Tables that a first load grows. */
const GROWING = [
  linearStreams.issues.table,
  linearStreams.comments.table,
  linearStreams.attachments.table,
  "evidence",
];

function clockSkew(skew: number): SyncOutcome["warnings"] {
  if (Math.abs(skew) <= SKEW) return [];
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return [{
    code: "clock_skew",
    message: `Linear's clock is ${minutes} min ${skew > 0 ? "ahead of" : "behind"} ours`,
    fix: "Set our clock by NTP. Nothing is lost: windows follow Linear's clock.",
  }];
}

/** Whether other streams can go on although one cannot: the fault is in its rows, not in the way to them. */
function concernsOneStream(error: unknown): error is VendorError {
  return error instanceof VendorError &&
    (error.errorClass === "decode" || error.errorClass === "permanent");
}

/**
 * Reads a list by windows up to T0. A walk that broke off is taken up first, then what changed since
 * it began. A full run begins with the oldest row again.
 */
async function readWindows(
  run: LinearRun,
  source: LinearSource,
  list: SweptName,
  outcome: SyncOutcome,
  total: number | null,
): Promise<WriteCounts> {
  const { startedAt } = outcome;
  const sum = noCounts();
  let full = run.mode === "full";
  while (true) {
    const { watermark, position } = await readCursor(run.sql, run.connectionId, list);
    let begun = position as WindowPosition | null;
    if (full && begun !== null && begun.floor !== null) {
      await restartWalk(run, list);
      begun = null;
    }
    const walk = begun ?? newWalk(full ? null : watermark, startedAt);
    if (walk.floor === null && list === "issues") outcome.mode = "full";
    const counts = await runStream(run, windowStream(source, list, walk, total));
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
    await finishStream(run, list, Date.parse(walk.start));
    if (Date.parse(walk.start) >= startedAt) return sum;
    full = false;
  }
}

/**
 * Syncs a Linear workspace: the small lists, then what changed in each of the others by its own
 * times, and, when it is due, every row by its id.
 *
 * @throws {VendorError} when the source cannot be read; everything committed so far stays
 */
export async function syncLinear(asked: LinearRun): Promise<SyncOutcome> {
  const run = { ...asked, onPage: withFreshStatistics(asked, GROWING) };
  const ask = askOf(run);
  const opening = await readOpening(ask, run.signal);
  await holdWorkspace(run.sql, run.connectionId, opening.workspace);
  const startedAt = opening.date ?? run.clock.now();
  const outcome: SyncOutcome = {
    ...{ mode: run.mode, startedAt, streams: {}, sourceCounts: {} },
    warnings: clockSkew(startedAt - run.clock.now()),
  };
  const source = sourceOf(run, ask, startedAt);
  const reload: Reload = {
    visible: new Set(),
    confirmed: run.massDeletionConfirmed,
    counted: (list, count) => void (outcome.sourceCounts[list] = count),
    refused: (list, count) => void outcome.warnings.push(tooManyGone(list, count)),
  };
  const failures: VendorError[] = [];
  const attempt = async (list: keyof typeof linearStreams, read: () => Promise<WriteCounts>) => {
    try {
      outcome.streams[list] = await read();
    } catch (error) {
      if (!concernsOneStream(error)) throw error;
      failures.push(error);
    }
  };
  for (const list of RELOADED) {
    await attempt(list, async () => {
      const counts = await runStream(run, reloadStream(source, list, reload));
      await finishStream(run, list, startedAt);
      return counts;
    });
  }
  for (const list of WINDOWED) {
    const total = list === "issues" ? opening.issues : null;
    await attempt(list, () => readWindows(run, source, list, outcome, total));
  }
  // without every list, what is missing says nothing
  if (failures[0] !== undefined) throw failures[0];
  await retryDueRecords(run, source, reload.visible);
  if (run.mode === "full" || run.compare === true || await sweepIsDue(run, startedAt)) {
    await sweepIds(run, source, reload.visible, outcome);
  }
  return outcome;
}

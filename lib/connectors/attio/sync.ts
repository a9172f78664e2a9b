import { VendorError } from "../../platform/mod.ts";
import type { SyncOutcome } from "../connector.ts";
import { finishStream, runStream } from "../engine.ts";
import { withFreshStatistics } from "../statistics.ts";
import { noCounts, type WriteCounts } from "../stream.ts";
import { missObject } from "./absent_object.ts";
import { type Reload, reloadStream, type ReloadTold } from "./reload_stream.ts";
import { retryDueRecords } from "./reread.ts";
import { type AttioRun, type AttioSource, callsOf, sourceOf } from "./source.ts";
import { attioStreams, isRecords, SCANNED, type ScannedName, type StreamName } from "./streams.ts";
import { type SeenList, syncStream } from "./sync_stream.ts";
import { clockSkew, lacksScopes, tooManyGone } from "./warnings.ts";
import { webhookWarnings } from "./webhook_health.ts";
import { holdWorkspace, lacking, missingScopes, readObjects, readOpening } from "./workspace.ts";

const STREAMS = Object.keys(attioStreams) as StreamName[];

/** Tables that a first load grows. */
const GROWING = [...SCANNED.map((stream) => attioStreams[stream].table), "evidence"];

/** Whether other streams can go on although one cannot: the fault is in its rows, not in the way to them. */
function concernsOneStream(error: unknown): error is VendorError {
  return error instanceof VendorError &&
    (error.errorClass === "decode" || error.errorClass === "permanent");
}

/** The streams that a token may read; the others are told of. @throws {VendorError} without any */
function readable(scopes: ReadonlySet<string>, outcome: SyncOutcome): StreamName[] {
  const lacks = new Map(STREAMS.map((stream) => [stream, lacking(scopes, stream)]));
  const closed = STREAMS.filter((stream) => lacks.get(stream)!.length > 0);
  const missing = [...new Set(closed.flatMap((stream) => lacks.get(stream)!))];
  if (closed.length === STREAMS.length) {
    throw new VendorError("config", "missing_scopes", `The token lacks ${missing.join(", ")}`, {
      fix: "Add these scopes to the token in Attio's developer settings.",
    });
  }
  if (closed.length > 0) outcome.warnings.push(lacksScopes(closed, missing));
  return STREAMS.filter((stream) => !closed.includes(stream));
}

/** The lists here, and when they came into sight. */
async function seenLists({ sql, connectionId }: AttioRun): Promise<SeenList[]> {
  return await sql<SeenList[]>`
    select external_id as id, first_seen_at as "firstSeen" from attio_lists
    where connection_id = ${connectionId} and deleted_at is null order by external_id`;
}

/** What reading each stream is done with. */
interface Reading {
  run: AttioRun;
  source: AttioSource;
  startedAt: number;
  outcome: SyncOutcome;
  /** The objects that are there, by slug. */
  objects: ReadonlyMap<string, string>;
  /** Streams that were read whole. */
  scanned: Set<StreamName>;
}

async function readReloaded(
  { run, source, startedAt, outcome, scanned }: Reading,
  stream: Reload,
): Promise<WriteCounts> {
  const told: ReloadTold = {
    confirmed: run.massDeletionConfirmed,
    counted: (name, rows) => void (outcome.sourceCounts[name] = rows),
    refused: (name, rows) => void outcome.warnings.push(tooManyGone(name, rows)),
  };
  const counts = await runStream(run, reloadStream(source, stream, told));
  await finishStream(run, stream, startedAt);
  scanned.add(stream);
  return counts;
}

async function readScanned(reading: Reading, stream: ScannedName): Promise<WriteCounts> {
  const { run, source, startedAt, outcome, objects, scanned } = reading;
  if (isRecords(stream) && !objects.has(stream)) {
    scanned.add(stream);
    return { ...noCounts(), tombstoned: await missObject(run, source, stream, outcome) };
  }
  const lists = stream === "entries" ? await seenLists(run) : [];
  const read = await syncStream(run, source, stream, lists, startedAt, outcome);
  if (read.scanned) scanned.add(stream);
  return read.counts;
}

/**
 * Syncs an Attio workspace: the small lists, then what was made since the last run, and where it is
 * due everything, as Attio says of nothing when it changed.
 *
 * @throws {VendorError} when the source cannot be read; everything committed so far stays
 */
export async function syncAttio(asked: AttioRun): Promise<SyncOutcome> {
  const run = { ...asked, onPage: withFreshStatistics(asked, GROWING) };
  const calls = callsOf(run);
  const opening = await readOpening(calls, run.signal);
  await holdWorkspace(run.sql, run.connectionId, opening.workspace);
  const startedAt = opening.date ?? run.clock.now();
  const outcome: SyncOutcome = {
    ...{ mode: run.mode, startedAt, streams: {}, sourceCounts: {} },
    warnings: clockSkew(startedAt - run.clock.now()),
  };
  const streams = readable(opening.scopes, outcome);
  const source = sourceOf(run, calls, startedAt);
  const objects = streams.some(isRecords)
    ? await readObjects(calls, run.signal)
    : new Map<string, string>();
  const reading: Reading = { run, source, startedAt, outcome, objects, scanned: new Set() };
  const failures: VendorError[] = [];
  const attempt = async <Name extends StreamName>(
    names: readonly Name[],
    read: (reading: Reading, name: Name) => Promise<WriteCounts>,
  ) => {
    for (const name of names) {
      if (!streams.includes(name)) continue;
      try {
        outcome.streams[name] = await read(reading, name);
      } catch (error) {
        if (!concernsOneStream(error)) throw error;
        failures.push(error);
      }
    }
  };
  await attempt(["workspace_members", "lists"] as const, readReloaded);
  await attempt(SCANNED, readScanned);
  if (failures[0] !== undefined) throw failures[0];
  outcome.mode = streams.every((stream) => reading.scanned.has(stream)) ? "full" : "incremental";
  await retryDueRecords(run, source, SCANNED.filter((stream) => streams.includes(stream)));
  if (missingScopes(opening.scopes, ["webhook:read"]).length === 0) {
    outcome.warnings.push(...await webhookWarnings(run, source));
  }
  return outcome;
}

import { VendorError } from "../../platform/mod.ts";
import { commit, runPage } from "../engine.ts";
import { type DueRecord, dueRecords, resolveDecoded } from "../error_queue.ts";
import type { EntityRef } from "../webhooks/rules.ts";
import { bury } from "./bury.ts";
import { addressOf, reasonsOf } from "./look_up.ts";
import { makePage, noWalk } from "./make_page.ts";
import { knownPassing, renewPassing } from "./passing.ts";
import { type AttioRun, type AttioSource, callsOf, sourceOf } from "./source.ts";
import { isRecords, SCANNED, type ScannedName } from "./streams.ts";
import { holdWorkspace, readObjects, readOpening } from "./workspace.ts";

/** A row to be read by its id. `within`: an entry's list. */
export interface Unit {
  stream: ScannedName;
  id: string;
  within: string | null;
}

/** Rows read before what was read of them is committed. */
const LOT = 50;

/** Reads rows and commits those that are there. Returns the others: gone, or being merged. */
async function readUnits(
  run: AttioRun,
  source: AttioSource,
  units: readonly Unit[],
): Promise<{ gone: Unit[]; merging: Unit[] }> {
  const gone: Unit[] = [];
  const merging: Unit[] = [];
  for (let start = 0; start < units.length; start += LOT) {
    const here = new Map<ScannedName, unknown[]>();
    for (const unit of units.slice(start, start + LOT)) {
      const { stream, id, within } = unit;
      const looked = await source.calls.look(addressOf(stream, id, within), run.signal);
      if (looked.state === "here") here.set(stream, [...here.get(stream) ?? [], looked.row]);
      else (looked.state === "gone" ? gone : merging).push(unit);
    }
    for (const stream of SCANNED) {
      const rows = here.get(stream);
      if (rows !== undefined) await runPage(run, makePage(source, stream, rows, noWalk));
    }
  }
  return { gone, merging };
}

/**
 * Reads rows by their ids and writes what they are now: changed, gone, or become another. Returns
 * those that are gone, and those that are being merged, of which nothing can be said yet.
 */
export async function rereadUnits(
  run: AttioRun,
  source: AttioSource,
  units: readonly Unit[],
): Promise<{ gone: Unit[]; merging: Unit[] }> {
  for (const stream of new Set(units.map((unit) => unit.stream))) {
    if (!isRecords(stream) || source.passing.has(stream)) continue;
    const known = await knownPassing(run.sql, run.connectionId, stream);
    const { sql, connectionId, signal } = run;
    source.passing.set(
      stream,
      known ?? await renewPassing(sql, connectionId, source.calls, stream, signal),
    );
  }
  const { gone, merging } = await readUnits(run, source, units);
  // after all that is there was written: what a record has become is among it
  for (const [stream, rows] of Map.groupBy(gone, (unit) => unit.stream)) {
    const { reasons, successors } = await reasonsOf(source, stream, rows.map(({ id }) => id));
    await commit(run, async (tx) => {
      for (const [reason, pairs] of Map.groupBy([...reasons], ([, why]) => why)) {
        const ids = pairs.map(([id]) => id);
        await bury(tx, source.scope, stream, ids, reason, successors);
      }
    });
  }
  return { gone, merging };
}

/** What webhooks name, as what is to be read: nothing for objects that are not. */
function unitsOf(refs: readonly EntityRef[], objects: ReadonlyMap<string, string>): Unit[] {
  const slugs = new Map([...objects].map(([slug, id]) => [id, slug]));
  return refs.flatMap(({ type, id }): Unit[] => {
    const [within = "", own] = id.split("/");
    switch (type) {
      case "record": {
        const stream = slugs.get(within) ?? within;
        return own !== undefined && isRecords(stream) && objects.has(stream)
          ? [{ stream, id: own, within: null }]
          : [];
      }
      case "entry":
        return own === undefined ? [] : [{ stream: "entries", id: own, within }];
      case "note":
        return [{ stream: "notes", id, within: null }];
      case "task":
        return [{ stream: "tasks", id, within: null }];
      default:
        return [];
    }
  });
}

/**
 * Reads what webhooks have told of: records, entries, notes and tasks.
 *
 * @throws {VendorError} when one cannot be read, or is being merged; the others are written
 */
export async function rereadAttio(run: AttioRun, refs: readonly EntityRef[]): Promise<void> {
  const calls = callsOf(run);
  const opening = await readOpening(calls, run.signal);
  await holdWorkspace(run.sql, run.connectionId, opening.workspace);
  const source = sourceOf(run, calls, opening.date ?? run.clock.now());
  const objects = refs.some(({ type }) => type === "record")
    ? await readObjects(calls, run.signal)
    : new Map<string, string>();
  const { merging } = await rereadUnits(run, source, unitsOf(refs, objects));
  if (merging.length === 0) return;
  throw new VendorError("transient", "merge_in_progress", "Attio is merging records", {
    fix: "Nothing is to be done: they are read again when they are merged.",
  });
}

function unitOf({ stream, external_id, payload }: DueRecord): Unit {
  const list = (payload as { id?: { list_id?: unknown } } | null)?.id?.list_id;
  return {
    stream: stream as ScannedName,
    id: external_id,
    within: typeof list === "string" ? list : null,
  };
}

/**
 * Reads the failing rows whose retry is due again, by their ids. What decodes now settles its
 * failure; what is gone at the source settles too; the rest counts one attempt more.
 *
 * @param streams those that the token may read
 */
export async function retryDueRecords(
  run: AttioRun,
  source: AttioSource,
  streams: readonly ScannedName[],
): Promise<void> {
  const due = await dueRecords(run.sql, run.connectionId, [...streams], run.clock.now());
  if (due.length === 0) return;
  const { gone } = await rereadUnits(run, source, due.map(unitOf));
  if (gone.length === 0) return;
  const settled = new Map(
    [...Map.groupBy(gone, (unit) => unit.stream)].map((
      [stream, units],
    ) => [stream, units.map(({ id }) => id)]),
  );
  await commit(run, (tx) => resolveDecoded(tx, run, settled, new Date(run.clock.now())));
}

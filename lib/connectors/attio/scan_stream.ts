import type { Stream } from "../stream.ts";
import { makePage } from "./make_page.ts";
import type { AttioSource } from "./source.ts";
import { attioStreams, type ScannedName } from "./streams.ts";
import { walkFrom, type WalkPosition, walkStep } from "./walk_step.ts";

/** Name of the cursor of a stream's scans. */
export const scanName = (stream: ScannedName) => `${stream}.scan`;

/** Where a scan stands. */
export interface ScanPosition {
  /** T0 of the scan, ISO: rows not met since are suspects. */
  startedAt: string;
  /** Rows the source has listed so far. */
  listed: number;
  /** The list whose entries are read; null for other streams. */
  list: string | null;
  /** Null: all is read. */
  walk: WalkPosition | null;
}

/** The beginning of a scan. `lists`: ids of all lists, for entries. */
function begin(stream: ScannedName, startedAt: string, lists: readonly string[]): ScanPosition {
  const [first] = lists;
  if (stream !== "entries") {
    return { startedAt, listed: 0, list: null, walk: walkFrom(stream, null) };
  }
  return first === undefined
    ? { startedAt, listed: 0, list: null, walk: null }
    : { startedAt, listed: 0, list: first, walk: walkFrom(stream, null) };
}

/** Where a scan goes on after a page that met so many rows. */
function after(
  stream: ScannedName,
  at: ScanPosition,
  walk: WalkPosition | null,
  met: number,
  lists: readonly string[],
): ScanPosition {
  const listed = at.listed + met;
  const next = walk === null && at.list !== null
    ? lists.find((list) => list > at.list!)
    : undefined;
  return next === undefined
    ? { ...at, listed, walk }
    : { ...at, listed, list: next, walk: walkFrom(stream, null) };
}

/**
 * Reads every row of a stream. A scan that broke off goes on where it stood.
 *
 * @param ids of all lists the token sees, for entries
 * @param ended told where the scan stands when all is read
 */
export function scanStream(
  source: AttioSource,
  stream: ScannedName,
  ids: readonly string[],
  ended: (at: ScanPosition) => void,
): Stream {
  const lists = [...ids].sort();
  return {
    ...attioStreams[stream],
    name: scanName(stream),
    async *pages(position, signal) {
      let at = (position as ScanPosition | null) ?? begin(stream, source.scope.seenAt, lists);
      while (at.walk !== null) {
        const { raw, next } = await walkStep(source, stream, at.list, at.walk, signal);
        at = after(stream, at, next, raw.length, lists);
        yield makePage(source, stream, raw, { done: at.listed, total: null, position: at });
      }
      ended(at);
    },
  };
}

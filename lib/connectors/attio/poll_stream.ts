import type { Stream } from "../stream.ts";
import { microseconds } from "./fields.ts";
import { makePage } from "./make_page.ts";
import { keysOf } from "./raw_rows.ts";
import type { AttioSource } from "./source.ts";
import { attioStreams, type ScannedName } from "./streams.ts";
import { walkFrom, type WalkPosition, walkStep } from "./walk_step.ts";

/** How far a poll reaches back behind the watermark, milliseconds: late commits, clock steps. */
export const OVERLAP_MS = 5 * 60_000;

/** A list whose new entries are asked for. */
export interface PolledList {
  id: string;
  /** Creation time to begin at, ISO; null: the list came into sight since the last poll. */
  since: string | null;
}

/** Whether rows come newest first, as far as they say when they were made. */
function newestFirst(times: readonly string[]): boolean {
  return times.every((at, index) => index === 0 || at <= times[index - 1]!);
}

/** Pages newest first until rows are older than `since`; in another order only scans find new ones. */
async function* newestPages(
  source: AttioSource,
  stream: "notes" | "tasks",
  since: string,
  signal: AbortSignal,
): AsyncGenerator<unknown[]> {
  const bound = microseconds(since) ?? since;
  for (let at: WalkPosition | null = walkFrom(stream, null); at !== null;) {
    const { raw, next } = await walkStep(source, stream, null, at, signal, true);
    yield raw;
    const times = raw.map((row) => microseconds(keysOf(stream, row).createdAt) ?? "");
    if (!newestFirst(times) || (times.at(-1) ?? "") < bound) return;
    at = next;
  }
}

/** Pages of the rows that were made since a time, oldest first. */
async function* laterPages(
  source: AttioSource,
  stream: ScannedName,
  { id, since }: { id: string | null; since: string | null },
  signal: AbortSignal,
): AsyncGenerator<unknown[]> {
  for (let at: WalkPosition | null = walkFrom(stream, since); at !== null;) {
    const { raw, next } = await walkStep(source, stream, id, at, signal);
    yield raw;
    at = next;
  }
}

/**
 * Reads the rows of a stream that were made since a time: what changed besides, no poll can see.
 *
 * @param since ISO time, Attio's clock
 * @param lists for entries
 */
export function pollStream(
  source: AttioSource,
  stream: ScannedName,
  since: string,
  lists: readonly PolledList[],
): Stream {
  async function* rawPages(signal: AbortSignal): AsyncGenerator<unknown[]> {
    if (stream === "notes" || stream === "tasks") {
      yield* newestPages(source, stream, since, signal);
    } else if (stream === "entries") {
      for (const list of lists) yield* laterPages(source, stream, list, signal);
    } else yield* laterPages(source, stream, { id: null, since }, signal);
  }
  return {
    ...attioStreams[stream],
    name: stream,
    async *pages(_position, signal) {
      for await (const raw of rawPages(signal)) {
        yield makePage(source, stream, raw, { done: null, total: null, position: null });
      }
    },
  };
}

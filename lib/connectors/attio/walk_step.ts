import { VendorError } from "../../platform/mod.ts";
import { keysetFrom, keysetNext, type KeysetPosition, keysetQuery } from "./keyset.ts";
import { offsetNext, type OffsetPosition, offsetStart } from "./offset_walk.ts";
import { keysOf } from "./raw_rows.ts";
import { PAGE } from "./read_lists.ts";
import type { AttioSource } from "./source.ts";
import { isRecords, type ScannedName } from "./streams.ts";

/** Where a walk through one list stands. */
export type WalkPosition = KeysetPosition | OffsetPosition;

/** The beginning of a walk through a stream from a creation time on; those paged by offset have none. */
export function walkFrom(stream: ScannedName, at: string | null): WalkPosition {
  return stream === "notes" || stream === "tasks" ? offsetStart : keysetFrom(at);
}

/** One page of a walk: raw rows not met before, and where it goes on; null at its end. */
export interface WalkStep {
  raw: unknown[];
  next: WalkPosition | null;
}

async function queryStep(
  { lists }: Pick<AttioSource, "lists">,
  stream: ScannedName,
  list: string | null,
  position: KeysetPosition,
  signal: AbortSignal,
): Promise<WalkStep> {
  const query = keysetQuery(position);
  const page = isRecords(stream)
    ? await lists.records(stream, query, signal)
    : await lists.entries(list ?? "", query, signal);
  // a list that was deleted meanwhile has no more entries
  if (page === null) return { raw: [], next: null };
  let before = position.at ?? "";
  const keys = page.map((row) => {
    const { id, createdAt } = keysOf(stream, row);
    // one without a time is set aside when it is decoded; it stands where the one before it does
    return { id, createdAt: before = createdAt === "" ? before : createdAt };
  });
  const { fresh, next } = keysetNext(position, keys, PAGE.query);
  if (next !== null && next.at === "") {
    throw new VendorError(
      "decode",
      "unexpected_shape",
      `Attio's ${stream} bear no time of creation`,
      { fix: "Check that ATTIO_BASE_URL leads to Attio's API." },
    );
  }
  return { raw: page.filter((_row, index) => fresh.has(keys[index]!.id)), next };
}

async function offsetStep(
  { lists }: Pick<AttioSource, "lists">,
  stream: "notes" | "tasks",
  position: OffsetPosition,
  newestFirst: boolean,
  signal: AbortSignal,
): Promise<WalkStep> {
  const limit = PAGE[stream];
  const { offset } = position;
  const page = stream === "notes"
    ? await lists.notes({ limit, offset }, signal)
    : await lists.tasks({ limit, offset, newestFirst }, signal);
  const ids = page.map((row) => keysOf(stream, row).id);
  const { fresh, next } = offsetNext(position, ids, limit);
  return { raw: page.filter((_row, index) => fresh.has(ids[index]!)), next };
}

/**
 * Reads the next page of a walk.
 *
 * @param list whose entries are read; null for other streams
 * @param newestFirst for tasks; notes come in an order of their own
 */
export function walkStep(
  source: Pick<AttioSource, "lists">,
  stream: ScannedName,
  list: string | null,
  position: WalkPosition,
  signal: AbortSignal,
  newestFirst = false,
): Promise<WalkStep> {
  return stream === "notes" || stream === "tasks"
    ? offsetStep(source, stream, position as OffsetPosition, newestFirst, signal)
    : queryStep(source, stream, list, position as KeysetPosition, signal);
}

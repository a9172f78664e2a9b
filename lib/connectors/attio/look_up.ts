import type { TombstoneReason } from "../tombstones.ts";
import type { Successors } from "./bury.ts";
import type { AttioSource } from "./source.ts";
import { isRecords, type ScannedName } from "./streams.ts";
import { successorsOf } from "./successors.ts";

/** Address of one row. `within`: an entry's list. */
export function addressOf(stream: ScannedName, id: string, within: string | null): string {
  const own = encodeURIComponent(id);
  if (isRecords(stream)) return `/objects/${stream}/records/${own}`;
  if (stream === "entries") return `/lists/${encodeURIComponent(within ?? "")}/entries/${own}`;
  return `/${stream}/${own}`;
}

/** Why rows that the source does not know are gone: a record may have become another one. */
export async function reasonsOf(
  source: AttioSource,
  stream: ScannedName,
  gone: readonly string[],
): Promise<{ reasons: Map<string, TombstoneReason>; successors: Successors }> {
  const successors = isRecords(stream)
    ? await successorsOf(source, stream, gone)
    : new Map<string, string>();
  return {
    successors,
    reasons: new Map(gone.map((id) => [id, successors.has(id) ? "merged" : "deleted"])),
  };
}

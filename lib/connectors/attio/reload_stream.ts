import type { TransactionSql } from "../../platform/mod.ts";
import type { Stream } from "../stream.ts";
import { tooManySuspects } from "../sweep.ts";
import { makePage } from "./make_page.ts";
import type { AttioSource } from "./source.ts";
import { attioStreams } from "./streams.ts";
import { bury } from "./bury.ts";

/** Small lists that are read whole each time. */
export type Reload = "lists" | "workspace_members";

/** What reloading tells, and is told. */
export interface ReloadTold {
  /** A person said that many rows are gone. */
  confirmed: boolean;
  counted(stream: Reload, rows: number): void;
  refused(stream: Reload, rows: number): void;
}

/** Buries the rows that a list no longer holds, unless they are too many to be believed. */
async function buryAbsent(
  tx: TransactionSql,
  { scope }: AttioSource,
  stream: Reload,
  present: readonly string[],
  told: ReloadTold,
): Promise<number> {
  const [row] = await tx<[{ absent: string[]; live: number }]>`
    select count(*)::int as live, coalesce(array_agg(external_id)
      filter (where external_id <> all (${[...present]})), '{}') as absent
    from ${tx(attioStreams[stream].table)}
    where connection_id = ${scope.connectionId} and deleted_at is null`;
  if (row.absent.length === 0) return 0;
  if (!told.confirmed && tooManySuspects(row.absent.length, row.live)) {
    told.refused(stream, row.absent.length);
    return 0;
  }
  return await bury(tx, scope, stream, row.absent, "deleted");
}

/** Reads a small list whole; what it no longer holds is gone. */
export function reloadStream(source: AttioSource, stream: Reload, told: ReloadTold): Stream {
  return {
    ...attioStreams[stream],
    name: stream,
    async *pages(_position, signal) {
      const raw = stream === "lists"
        ? await source.lists.lists(signal)
        : await source.lists.members(signal);
      told.counted(stream, raw.length);
      const walk = { done: raw.length, total: raw.length, position: null };
      const page = makePage(source, stream, raw, walk);
      const present = [
        ...page.decoded.get(stream) ?? [],
        ...page.rejected.map((row) => row.external_id),
      ];
      yield {
        ...page,
        async write(tx) {
          const { upserted } = await page.write(tx);
          return { upserted, tombstoned: await buryAbsent(tx, source, stream, present, told) };
        },
      };
    },
  };
}

import type { TransactionSql } from "../platform/mod.ts";
import { commit, type EngineContext } from "./engine.ts";
import type { TombstoneReason } from "./tombstones.ts";
import type { WriteScope } from "./write_scope.ts";

/** More suspects than this share of all rows stops the sweep: a narrowed token looks like that. */
const SUSPECT_SHARE = 0.05;

/** Fewer suspects than this never stop it, so that small accounts may delete rows at all. */
const SUSPECT_FLOOR = 10;

/** What the sweep of one kind of rows found. */
export interface SweepResult {
  tombstoned: number;
  /** Suspects that were too many to be believed; 0 when the sweep ran. */
  refused: number;
}

/** A kind of rows whose absence from a complete walk is looked into. */
export interface SweptKind {
  stream: string;
  table: string;
  /** Looks suspects up by their ids. Returns those the source does not know any more, with the reason. */
  lookUp(ids: string[], signal: AbortSignal): Promise<Map<string, TombstoneReason>>;
  /** Reads rows again that the walk did not meet although the source has them. */
  reread?(ids: string[]): Promise<void>;
  /** Marks rows as gone, with what hangs on them. Returns how many. */
  bury(
    tx: TransactionSql,
    scope: WriteScope,
    ids: string[],
    reason: TombstoneReason,
  ): Promise<number>;
}

/** Whether so many suspects say more about the token than about the rows. */
export function tooManySuspects(suspects: number, live: number): boolean {
  return suspects > Math.max(SUSPECT_FLOOR, SUSPECT_SHARE * live);
}

/**
 * After a complete walk: rows it did not see are suspects, each is read by its id, and only those
 * the source does not know any more are marked as gone, all at once. The others count as seen.
 *
 * @param scope `seenAt` is the beginning of the walk: rows seen before it are suspects
 * @param confirmed a person said that many rows are gone: no number of suspects is too many
 */
export async function sweep(
  context: EngineContext,
  scope: WriteScope,
  kind: SweptKind,
  confirmed: boolean,
): Promise<SweepResult> {
  const { sql, signal } = context;
  context.swept?.add(kind.stream);
  const [counts] = await sql<{ live: number; suspects: string[] }[]>`
    select count(*)::int as live,
      coalesce(array_agg(external_id order by external_id) filter (where seen_at < ${scope.seenAt}), '{}') as suspects
    from ${sql(kind.table)}
    where connection_id = ${scope.connectionId} and deleted_at is null`;
  const { live, suspects } = counts ?? { live: 0, suspects: [] };
  if (!confirmed && tooManySuspects(suspects.length, live)) {
    return { tombstoned: 0, refused: suspects.length };
  }
  if (suspects.length === 0) return { tombstoned: 0, refused: 0 };
  const gone = await kind.lookUp(suspects, signal);
  const found = suspects.filter((id) => !gone.has(id));
  const tombstoned = await commit(context, async (tx) => {
    await tx`
      update ${tx(kind.table)} set seen_at = ${scope.seenAt}
      where connection_id = ${scope.connectionId} and external_id = any (${found})`;
    let count = 0;
    for (const reason of new Set(gone.values())) {
      const ids = suspects.filter((id) => gone.get(id) === reason);
      count += await kind.bury(tx, scope, ids, reason);
    }
    return count;
  });
  if (found.length > 0) await kind.reread?.(found);
  return { tombstoned, refused: 0 };
}

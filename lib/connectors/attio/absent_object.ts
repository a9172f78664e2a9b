import type { SyncOutcome } from "../connector.ts";
import { commit } from "../engine.ts";
import { tooManySuspects } from "../sweep.ts";
import { bury } from "./bury.ts";
import type { AttioRun, AttioSource } from "./source.ts";
import { attioStreams, type RecordsName } from "./streams.ts";
import { tooManyGone } from "./warnings.ts";

/**
 * Deals may be switched off, and a token may be kept from an object. Records of an object that was
 * there are out of sight: few are buried, many are kept until a person confirms it.
 *
 * @returns how many were buried
 */
export async function missObject(
  run: AttioRun,
  { sql, scope }: AttioSource,
  stream: RecordsName,
  outcome: SyncOutcome,
): Promise<number> {
  run.swept?.add(stream);
  const rows = await sql<{ external_id: string }[]>`
    select external_id from ${sql(attioStreams[stream].table)}
    where connection_id = ${scope.connectionId} and deleted_at is null`;
  const ids = rows.map((row) => row.external_id);
  if (ids.length === 0) return 0;
  if (!run.massDeletionConfirmed && tooManySuspects(ids.length, ids.length)) {
    outcome.warnings.push(tooManyGone(stream, ids.length));
    return 0;
  }
  return await commit(run, (tx) => bury(tx, scope, stream, ids, "no_access"));
}

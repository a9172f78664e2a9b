import type { Sql } from "../../platform/mod.ts";
import type { SweptKind } from "../sweep.ts";
import { bury, type Successors } from "./bury.ts";
import { addressOf, reasonsOf } from "./look_up.ts";
import { rereadUnits } from "./reread.ts";
import type { AttioRun, AttioSource } from "./source.ts";
import { attioStreams, type ScannedName } from "./streams.ts";

/** The lists that entries here are in. */
async function listsOf(
  sql: Sql,
  connectionId: string,
  entries: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ external_id: string; list: string }[]>`
    select external_id, list_external_id as list from attio_entries
    where connection_id = ${connectionId} and external_id = any (${[...entries]})`;
  return new Map(rows.map((row) => [row.external_id, row.list]));
}

/** A stream whose rows are looked up one by one when a scan has not met them. */
export function sweptKind(run: AttioRun, source: AttioSource, stream: ScannedName): SweptKind {
  const { sql, scope, calls } = source;
  let became: Successors = new Map();
  const unitsOf = async (ids: readonly string[]) => {
    const lists = stream === "entries" ? await listsOf(sql, scope.connectionId, ids) : new Map();
    return ids.map((id) => ({ stream, id, within: lists.get(id) ?? null }));
  };
  return {
    stream,
    table: attioStreams[stream].table,
    async lookUp(ids, signal) {
      const gone: string[] = [];
      for (const { id, within } of await unitsOf(ids)) {
        const { state } = await calls.look(addressOf(stream, id, within), signal);
        // what is being merged is not gone yet
        if (state === "gone") gone.push(id);
      }
      const { reasons, successors } = await reasonsOf(source, stream, gone);
      became = successors;
      return reasons;
    },
    // a list that shifted has hidden them, and what changed in them
    async reread(ids) {
      await rereadUnits(run, source, await unitsOf(ids));
    },
    bury: (tx, scope, ids, reason) => bury(tx, scope, stream, ids, reason, became),
  };
}

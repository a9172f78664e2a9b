import type { Sql } from "../../platform/mod.ts";
import {
  balanceStream,
  type JoinBalance,
  type Reconciliation,
  reconciliationOf,
  type StreamBalance,
} from "../balance.ts";
import type { SyncOutcome } from "../connector.ts";
import { failingRows } from "../failing_rows.ts";
import { scanName } from "./scan_stream.ts";
import { attioStreams, SCANNED, type StreamName } from "./streams.ts";

const STREAMS = Object.keys(attioStreams) as StreamName[];

/** Live rows by stream. */
async function countRows(sql: Sql, connectionId: string): Promise<Map<string, number>> {
  const parts = STREAMS.map((stream) =>
    sql`select ${stream}::text as stream, count(*)::int as rows
      from ${sql(attioStreams[stream].table)}
      where connection_id = ${connectionId} and deleted_at is null`
  );
  const rows = await sql<{ stream: string; rows: number }[]>`
    ${parts.reduce((whole, part) => sql`${whole} union all ${part}`)}`;
  return new Map(rows.map((row) => [row.stream, row.rows]));
}

/** Rows by stream that the last scan did not meet and nobody has buried: it refused to. */
async function unseenRows(sql: Sql, connectionId: string): Promise<Map<string, string[]>> {
  const parts = SCANNED.map((stream) =>
    sql`select ${stream}::text as stream, array(
        select t.external_id from ${sql(attioStreams[stream].table)} t
        join sync_cursors c on c.connection_id = t.connection_id and c.stream = ${scanName(stream)}
        where t.connection_id = ${connectionId} and t.deleted_at is null and t.seen_at < c.watermark
        order by 1) as ids`
  );
  const rows = await sql<{ stream: string; ids: string[] }[]>`
    ${parts.reduce((whole, part) => sql`${whole} union all ${part}`)}`;
  return new Map(rows.map((row) => [row.stream, row.ids]));
}

/** Deals and people that name a company, and those whose company is here. */
async function countJoins(sql: Sql, connectionId: string): Promise<Record<string, JoinBalance>> {
  const joined = (table: "attio_deals" | "attio_people") =>
    sql`select count(*)::int as total, count(c.external_id)::int as joined
      from ${sql(table)} t
      left join attio_companies c on c.connection_id = t.connection_id
        and c.external_id = t.company_external_id and c.deleted_at is null
      where t.connection_id = ${connectionId} and t.deleted_at is null
        and t.company_external_id is not null`;
  const [deals, people] = await sql<JoinBalance[]>`
    ${joined("attio_deals")} union all ${joined("attio_people")}`;
  return {
    deals_with_company: { total: deals?.total ?? 0, joined: deals?.joined ?? 0 },
    people_with_company: { total: people?.total ?? 0, joined: people?.joined ?? 0 },
  };
}

/**
 * Compares the source's own counts with the rows here. Attio counts nothing: what a scan has listed
 * is its count. Between scans the rows here and the differences known by their ids say what the
 * source holds.
 */
export async function reconcileAttio(
  sql: Sql,
  connectionId: string,
  outcome: Pick<SyncOutcome, "sourceCounts">,
): Promise<Reconciliation> {
  const [local, extra, failing, joins] = await Promise.all([
    countRows(sql, connectionId),
    unseenRows(sql, connectionId),
    failingRows(sql, connectionId, attioStreams),
    countJoins(sql, connectionId),
  ]);
  const streams: Record<string, StreamBalance> = {};
  for (const stream of STREAMS) {
    const here = local.get(stream) ?? 0;
    const { missing, stale } = failing.get(stream) ?? { missing: [], stale: [] };
    const extraIds = extra.get(stream) ?? [];
    const source = outcome.sourceCounts[stream] ?? here - extraIds.length + missing.length;
    streams[stream] = balanceStream(source, {
      ...{ local: here, stale: stale.length, missingIds: missing, extraIds },
    });
  }
  return reconciliationOf(streams, joins);
}

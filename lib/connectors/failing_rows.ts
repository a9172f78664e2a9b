import type { Sql } from "../platform/mod.ts";
import type { StreamTraits } from "./stream.ts";

/** The rows of one stream that failed and are not settled, by what is held here in their place. */
export interface FailingRows {
  /** Not here at all. */
  missing: string[];
  /** Here as they were before they failed. */
  stale: string[];
}

/** The failing rows of a connection by stream; streams without any are left out. */
export async function failingRows(
  sql: Sql,
  connectionId: string,
  streams: Readonly<Record<string, Pick<StreamTraits, "table">>>,
): Promise<Map<string, FailingRows>> {
  const parts = Object.entries(streams).map(([stream, { table }]) =>
    sql`select q.stream, q.external_id, exists (select from ${sql(table)} t
        where t.connection_id = q.connection_id and t.external_id = q.external_id
          and t.deleted_at is null) as here
      from error_queue q
      where q.connection_id = ${connectionId} and q.stream = ${stream} and q.unit = 'record'
        and q.status <> 'resolved'`
  );
  const found = new Map<string, FailingRows>();
  if (parts.length === 0) return found;
  const rows = await sql<{ stream: string; external_id: string; here: boolean }[]>`
    ${parts.reduce((whole, part) => sql`${whole} union all ${part}`)} order by 1, 2`;
  for (const { stream, external_id, here } of rows) {
    const failing = found.get(stream) ?? { missing: [], stale: [] };
    failing[here ? "stale" : "missing"].push(external_id);
    found.set(stream, failing);
  }
  return found;
}

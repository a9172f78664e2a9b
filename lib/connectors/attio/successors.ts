import type { Sql } from "../../platform/mod.ts";
import type { Successors } from "./bury.ts";
import type { AttioSource } from "./source.ts";
import { attioStreams, type RecordsName } from "./streams.ts";

interface Pair {
  old: string;
  successor: string;
}

/** Merges that webhooks have told of. */
async function told(
  { sql, scope }: Pick<AttioSource, "sql" | "scope">,
  gone: readonly string[],
): Promise<Pair[]> {
  return await sql<Pair[]>`
    select distinct on (old) e ->> 'duplicate_record_id' as old, e -> 'id' ->> 'record_id' as successor
    from webhook_deliveries d
    cross join lateral jsonb_array_elements(
      case when jsonb_typeof(d.body -> 'events') = 'array' then d.body -> 'events' else '[]' end) as e
    where d.connection_id = ${scope.connectionId} and e ->> 'event_type' = 'record.merged'
      and e ->> 'duplicate_record_id' = any (${[...gone]})
    order by old, d.received_at desc`;
}

/** What two records have in common when one has become the other: values no two records may share. */
function inherited(sql: Sql, stream: RecordsName) {
  if (stream === "companies") return sql`(g.domains <> '{}' and g.domains <@ s.domains)`;
  if (stream === "people") return sql`(g.emails <> '{}' and g.emails <@ s.emails)`;
  return sql`false`;
}

/**
 * Merges that show in the records themselves. A merge makes a new record as old as the older of the
 * two, with the values of both: one that is older than when we last saw the gone one, and yet came
 * after that, is such a record. Where it could be more than one, none is it.
 */
async function inferred(
  { sql, scope }: Pick<AttioSource, "sql" | "scope">,
  stream: RecordsName,
  gone: readonly string[],
): Promise<Pair[]> {
  const table = sql(attioStreams[stream].table);
  return await sql<Pair[]>`
    with lost as (
      select g.* from ${table} g
      where g.connection_id = ${scope.connectionId} and g.external_id = any (${[...gone]})
    ), likely as (
      select g.external_id as old, s.external_id as successor,
        ${inherited(sql, stream)} as inherited, g.vendor_created_at = s.vendor_created_at as as_old
      from lost g
      join ${table} s on s.connection_id = g.connection_id and s.deleted_at is null
        and s.external_id <> all (${[...gone]}) and s.first_seen_at > g.first_seen_at
        and s.first_seen_at >= g.seen_at and s.vendor_created_at <= g.vendor_created_at
        and s.vendor_created_at < g.seen_at
        and (${inherited(sql, stream)} or g.vendor_created_at = s.vendor_created_at)
    ), sure as (
      select l.* from likely l
      where l.inherited or (l.as_old
        and (select count(*) from likely o where o.old = l.old) = 1
        and (select count(*) from likely o where o.successor = l.successor and o.as_old) = 1)
    )
    select old, min(successor) as successor from sure group by old having count(distinct successor) = 1`;
}

/** What records that are gone have become; those that were deleted are left out. */
export async function successorsOf(
  source: Pick<AttioSource, "sql" | "scope">,
  stream: RecordsName,
  gone: readonly string[],
): Promise<Successors> {
  if (gone.length === 0) return new Map();
  const known = await told(source, gone);
  const rest = new Set(gone).difference(new Set(known.map(({ old }) => old)));
  const pairs = [...known, ...rest.size === 0 ? [] : await inferred(source, stream, [...rest])];
  return new Map(pairs.map(({ old, successor }) => [old, successor]));
}

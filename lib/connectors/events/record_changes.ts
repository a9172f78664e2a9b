import type { TransactionSql } from "../../platform/mod.ts";
import { type Collecting, type EventSource, type Fragment, SNIPPET } from "./collecting.ts";

/** A value of source rows whose changes are told. */
export interface Watched {
  /** Names the value among those of a row. */
  aspect: string;
  /**
   * Selects `source_id, connection_id, project_id, value, at, seen_at, author, snippet, url`; `at`: the
   * vendor's time of the value, null when there is none.
   */
  values: Fragment;
  /** Expression for the kind of a change `c` from `c.was` to `c.value`; null: it is not told. */
  kind: Fragment;
  /** Expression for what the event says of the change. */
  data: Fragment;
}

/**
 * Tells changes of a value: of rows whose value was known and is another now. A row seen for the
 * first time tells nothing, its value is remembered. What is remembered and told goes together.
 * Returns how many were told.
 */
export async function recordChanges(
  tx: TransactionSql,
  { accountScopeId, since }: Collecting,
  { table, connector }: EventSource,
  { aspect, values, kind, data }: Watched,
): Promise<number> {
  const [row] = await tx<[{ told: number }]>`
    with changed as materialized (
      select v.*, s.value as was, s.changes + 1 as number,
        -- the vendor's time does not move with everything: then it was when it was seen
        case when v.at > s.at then v.at else v.seen_at end as occurred_at
      from (${values}) v
      left join connector_event_states s on s.connection_id = v.connection_id
        and s.source_id = v.source_id and s.aspect = ${aspect}
      where s.value is distinct from v.value
    ), remembered as (
      insert into connector_event_states as s (account_scope_id, connection_id, source_id, aspect, value, at)
      select ${accountScopeId}, c.connection_id, c.source_id, ${aspect}, c.value, c.at from changed c
      on conflict (connection_id, source_id, aspect) do update
        set value = excluded.value, at = excluded.at, changes = s.changes + 1
    ), told as (
      insert into connector_events (project_id, account_scope_id, kind, connector, connection_id,
        source_table, source_id, occurred_at, dedup_key, author, snippet, url, data)
      select c.project_id, ${accountScopeId}, k.kind, ${connector}, c.connection_id, ${table}, c.source_id,
        c.occurred_at, concat_ws(':', k.kind, c.source_id, c.number), c.author,
        left(c.snippet, ${SNIPPET}), c.url, ${data}
      from changed c cross join lateral (select ${kind} as kind) k
      where c.was is not null and k.kind is not null and c.occurred_at >= ${since}
      on conflict do nothing
      returning 1
    )
    select count(*)::int as told from told`;
  return row.told;
}

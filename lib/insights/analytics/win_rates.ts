import type { Sql } from "../../platform/mod.ts";
import type { Fragment } from "./asked.ts";

/** Closed deals that the scope's own rate weighs as much as, at a stage that few have passed. */
export const PRIOR = 3;

/**
 * How many of a scope's deals are won from each stage on, as rows `stage, won, closed, rate`:
 * `(won + 3 p) / (closed + 3)`, where `won` and `closed` are the deals that are won, and won or lost,
 * and are known to have been at the stage, and `p` is the share of won deals among all that are
 * closed (a mean shrunk towards the overall one, as in empirical Bayes estimation). No row at all
 * while no deal is closed: then nothing is known.
 */
export function winRates(sql: Sql, accountScopeId: string): Fragment {
  return sql`
    with closed as (
      select d.id, deal_outcome(d.stage) = 'won' as won from attio_deals d
      where d.account_scope_id = ${accountScopeId} and d.deleted_at is null and deal_outcome(d.stage) <> 'open'
    ), overall as (
      select count(*) filter (where won)::numeric / count(*) as rate from closed having count(*) > 0
    ), passed as (
      select distinct c.id, c.won, s.stage
      from closed c
      join connector_events e on e.source_id = c.id and e.kind = 'deal_stage_changed'
        and e.account_scope_id = ${accountScopeId} and e.retracted_at is null
      cross join lateral (values (e.data ->> 'from'), (e.data ->> 'to')) s (stage)
      where s.stage is not null
    ), counted as (
      select stage, count(*) filter (where won) as won, count(*) as closed from passed group by 1
    ), stages as (
      select distinct d.stage from attio_deals d
      where d.account_scope_id = ${accountScopeId} and d.deleted_at is null
        and d.stage is not null and deal_outcome(d.stage) = 'open'
    )
    select s.stage, coalesce(c.won, 0)::int as won, coalesce(c.closed, 0)::int as closed,
      (coalesce(c.won, 0) + ${PRIOR}::int * o.rate) / (coalesce(c.closed, 0) + ${PRIOR}::int) as rate
    from stages s cross join overall o left join counted c on c.stage = s.stage`;
}

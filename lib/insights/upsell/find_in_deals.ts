import type { Sql } from "../../platform/mod.ts";
import type { FoundChance } from "./item.ts";
import { LEAST_DEALS, quarterOf, scoreDeal } from "./score_deal.ts";

/** How sure an open deal is a chance: with a next step somebody is at it. */
const CONFIDENCE = { withNextStep: 0.8, without: 0.6 };

interface Row {
  id: string;
  project_id: string;
  name: string | null;
  stage: string | null;
  stage_since: Date | null;
  value: number | null;
  currency: string | null;
  next_step: string | null;
  next_step_due: string | null;
  since: Date;
  days_at_stage: number | null;
  quartiles: [number, number, number] | null;
}

/** The open deals of a scope's client projects, each weighed beside all deals of the scope in its currency. */
export async function findInDeals(
  sql: Sql,
  { accountScopeId, now }: { accountScopeId: string; now: Date },
): Promise<FoundChance[]> {
  const rows = await sql<Row[]>`
    with sizes as (
      select currency,
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by value::float8) as quartiles
      from attio_deals
      where account_scope_id = ${accountScopeId} and deleted_at is null and value > 0
      group by currency having count(*) >= ${LEAST_DEALS}
    )
    select d.id, d.project_id, d.name, d.stage, d.stage_since, d.value::float8 as value, d.currency,
      nullif(trim(d.next_step), '') as next_step, d.next_step_due::text,
      coalesce(d.stage_since, d.vendor_created_at) as since,
      floor(extract(epoch from ${now}::timestamptz - d.stage_since) / 86400)::int as days_at_stage,
      s.quartiles
    from attio_deals d
    join projects p on p.id = d.project_id and p.kind = 'client' and p.archived_at is null
    left join sizes s on s.currency is not distinct from d.currency
    where d.account_scope_id = ${accountScopeId} and d.deleted_at is null and deal_outcome(d.stage) = 'open'
    order by d.id`;
  return rows.map((row) => {
    const { name, stage, next_step, next_step_due, value } = row;
    const [q1, q2, q3] = row.quartiles ?? [];
    const quartiles = row.quartiles === null ? null : { q1: q1!, q2: q2!, q3: q3! };
    const nextStep = next_step !== null;
    return {
      project_id: row.project_id,
      kind: "deal",
      cause: `deal:${row.id}`,
      score: scoreDeal({ value, quartiles, nextStep, daysAtStage: row.days_at_stage }),
      confidence: nextStep ? CONFIDENCE.withNextStep : CONFIDENCE.without,
      value,
      currency: row.currency,
      facts: {
        ...{ name, stage, next_step, next_step_due },
        stage_since: row.stage_since?.toISOString() ?? null,
        quarter: quarterOf({ value, quartiles }),
      },
      evidence: [{ table: "attio_deals", id: row.id }],
      occurred_at: row.since.toISOString(),
    };
  });
}

import { dayAfter, type Fragment, ofProjects, ownCurrency, type Reading, within } from "./asked.ts";
import { winRates } from "./win_rates.ts";

/** The scope's deals in its own currency that come out as `outcome`, with what `more` asks for. */
function deals(asked: Reading, outcome: "won" | "lost" | "open", more: Fragment): Fragment {
  const { sql } = asked;
  return sql`
    select d.id, d.project_id, coalesce(d.name, '') as title, d.stage as detail, d.value::float8 as value,
      ${
    outcome === "open" ? sql`d.expected_close::timestamp at time zone 'UTC'` : sql`d.stage_since`
  } as at,
      d.web_url as url, d.value::float8 as rank
    from attio_deals d
    where ${ofProjects(asked, sql`d.project_id`)} and d.deleted_at is null and d.value is not null
      and d.currency = ${ownCurrency(asked)} and deal_outcome(d.stage) = ${outcome} ${more}`;
}

/** Deals that were won, by when they came to their stage. */
export const won = (asked: Reading) =>
  deals(asked, "won", asked.sql`and ${within(asked, asked.sql`d.stage_since`)}`);

/** Deals that were lost. */
export const lost = (asked: Reading) =>
  deals(asked, "lost", asked.sql`and ${within(asked, asked.sql`d.stage_since`)}`);

/** Deals that are open, whenever they are expected to close. */
export const pipeline = (asked: Reading) => deals(asked, "open", asked.sql``);

/**
 * Open deals that are expected to close within the horizon, late ones included; the value is weighted
 * by the win rate of their stage.
 */
export function forecast(asked: Reading): Fragment {
  const { sql, today, horizon = 90, accountScopeId } = asked;
  const expected = sql`and d.expected_close <= ${dayAfter(today, horizon)}::date`;
  return sql`
    select d.id, d.project_id, d.title, d.detail || ' · ' || round(100 * r.rate) || ' %' as detail,
      round(d.value::numeric * r.rate, 2)::float8 as value, d.at, d.url,
      (d.value::numeric * r.rate)::float8 as rank
    from (${deals(asked, "open", expected)}) d
    join (${winRates(sql, accountScopeId)}) r on r.stage = d.detail`;
}

/**
 * Money spent in the scope's currency: entries of projects that have any, and for the others the
 * estimate of what was completed times the scope's hourly rate, where one is set.
 */
export function costs(asked: Reading): Fragment {
  const { sql, accountScopeId, from, to } = asked;
  return sql`
    select c.id, c.project_id, c.category as title, coalesce(c.note, c.origin) as detail,
      c.amount::float8 as value, c.incurred_on::timestamp at time zone 'UTC' as at, null::text as url,
      extract(epoch from c.incurred_on)::float8 as rank
    from cost_entries c
    where ${
    ofProjects(asked, sql`c.project_id`)
  } and c.incurred_on between ${from}::date and ${to}::date
      and c.currency = ${ownCurrency(asked)}
    union all
    select i.id, i.project_id, i.identifier || ' ' || i.title as title,
      i.estimate || ' × ' || s.hourly_rate as detail,
      round(i.estimate::numeric * s.hourly_rate, 2)::float8 as value, i.completed_at as at, i.url,
      extract(epoch from i.completed_at)::float8 as rank
    from linear_issues i
    join account_scopes s on s.id = ${accountScopeId} and s.hourly_rate > 0
    where ${ofProjects(asked, sql`i.project_id`)} and i.deleted_at is null and i.estimate > 0
      and ${within(asked, sql`i.completed_at`)}
      and not exists (select from cost_entries c where c.project_id = i.project_id)`;
}

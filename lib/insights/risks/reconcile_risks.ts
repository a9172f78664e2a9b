import type { Sql, TransactionSql } from "../../platform/mod.ts";
import { PLAYBOOK_OF } from "./risk.ts";

/** What looking for risks was asked for. */
export interface RiskOrder {
  accountScopeId: string;
  now: Date;
}

/** Signals from this severity on are a risk of their own. */
export const GRAVE = 4;

/** So many signals of a kind within so many days are a pattern. */
export const PATTERN = { signals: 3, days: 30 } as const;

/** A chance to sell from this score on is worth a risk when its deal does not move. */
export const RADAR_SCORE = 50;

/** A chance of this score makes the risk of losing it graver. */
const GREAT_SCORE = 75;

/** What became of a scope's risks. */
export interface RiskChanges {
  opened: number;
  changed: number;
  closed: number;
}

/**
 * The risks that the facts call for, one a cause:
 * - each open signal of at least severity 4;
 * - a kind that was signalled at least 3 times in 30 days, dismissed ones left out: as grave as the
 *   gravest, one graver from 5 on; probability 1 − Π(1 − confidence), at most .95;
 * - a chance to sell of at least 50 whose deal stands still or has no next step.
 *
 * `since`: when the newest of the facts was first seen.
 */
function wantedRisks(tx: TransactionSql, { accountScopeId, now }: RiskOrder) {
  return tx`
    with open_signals as (
      select * from signals
      where account_scope_id = ${accountScopeId} and resolved_at is null
        and status in ('proposed', 'accepted')
    ), grave as (
      select project_id, 'signal' as origin, 'signal:' || kind || ':' || cause as cause, kind, severity,
        confidence as probability, facts || jsonb_build_object('signal_id', id) as facts,
        jsonb_build_array(jsonb_build_object('table', 'signals', 'id', id)) || evidence as evidence,
        raised_at as since
      from open_signals where severity >= ${GRAVE}
    ), pattern as (
      select project_id, 'pattern' as origin, 'pattern:' || kind as cause, kind,
        least(5, max(severity) + case when count(*) >= 5 then 1 else 0 end) as severity,
        round(least(0.95, 1 - exp(sum(ln(greatest(0.001, 1 - confidence))))), 2) as probability,
        jsonb_build_object('signals', count(*), 'days', ${PATTERN.days}::int) as facts,
        jsonb_agg(jsonb_build_object('table', 'signals', 'id', id) order by occurred_at desc, id) as evidence,
        max(raised_at) as since
      from signals
      where account_scope_id = ${accountScopeId} and status <> 'dismissed'
        and occurred_at > ${now}::timestamptz - make_interval(days => ${PATTERN.days})
      group by project_id, kind
      having count(*) >= ${PATTERN.signals}
    ), radar as (
      select u.project_id, 'radar' as origin, 'radar:' || u.cause as cause,
        min(s.kind) as kind, case when u.score >= ${GREAT_SCORE} then 4 else 3 end as severity,
        max(s.confidence) as probability,
        u.facts || jsonb_build_object('score', u.score, 'value', u.value, 'currency', u.currency) as facts,
        jsonb_agg(jsonb_build_object('table', 'signals', 'id', s.id) order by s.occurred_at desc, s.id)
          || u.evidence as evidence,
        max(s.raised_at) as since
      from upsell_items u
      join open_signals s on s.project_id = u.project_id and s.cause = u.cause
        and s.kind in ('deal_stalled', 'deal_without_next_step')
      where u.account_scope_id = ${accountScopeId} and u.kind = 'deal' and u.resolved_at is null
        and u.status in ('proposed', 'accepted') and u.score >= ${RADAR_SCORE}
      group by u.id
      -- a grave signal about the deal is that risk already
      having max(s.severity) < ${GRAVE}
    )
    select r.project_id, p.account_scope_id, r.origin, r.cause, r.kind, r.severity, r.probability,
      r.facts, (select coalesce(jsonb_agg(e.ref order by e.position), '[]')
        from jsonb_array_elements(r.evidence) with ordinality as e (ref, position)
        where e.position <= 50) as evidence,
      ${tx.json(PLAYBOOK_OF)}::jsonb ->> r.kind as playbook, r.since
    from (select * from grave union all select * from pattern union all select * from radar) r
    join projects p on p.id = r.project_id and p.kind = 'client' and p.archived_at is null
    -- what a person closed stays closed until something new is seen
    where not exists (select from risks c
      where c.project_id = r.project_id and c.cause = r.cause and c.closed_because = 'person'
        and c.closed_at >= r.since)`;
}

/**
 * Opens, changes and closes risks so that they are what the facts call for. What is as it should be,
 * and what people made, stays untouched; who looks at the same time waits.
 */
export async function reconcileRisks(sql: Sql, order: RiskOrder): Promise<RiskChanges> {
  const { accountScopeId, now } = order;
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`risks of ${accountScopeId}`}, 0))`;
    const [changes] = await tx<[RiskChanges]>`
      with wanted as materialized (${wantedRisks(tx, order)}),
      closed as (
        update risks r set status = 'closed', closed_because = 'cause_gone', closed_at = ${now},
          changed_at = ${now}
        where r.account_scope_id = ${accountScopeId} and r.status <> 'closed' and r.origin <> 'person'
          and not exists (select from wanted w where w.project_id = r.project_id and w.cause = r.cause)
        returning 1
      ), changed as (
        update risks r set kind = w.kind, severity = w.severity, probability = w.probability,
          facts = w.facts, evidence = w.evidence, playbook = w.playbook, changed_at = ${now}
        from wanted w
        where r.project_id = w.project_id and r.cause = w.cause and r.status <> 'closed'
          and (r.kind, r.severity, r.probability, r.facts, r.evidence, r.playbook) is distinct from
            (w.kind, w.severity, round(w.probability, 2), w.facts, w.evidence, w.playbook)
        returning 1
      ), opened as (
        insert into risks (project_id, account_scope_id, origin, cause, kind, severity, probability,
          facts, evidence, playbook, opened_at, changed_at)
        select w.project_id, w.account_scope_id, w.origin, w.cause, w.kind, w.severity, w.probability,
          w.facts, w.evidence, w.playbook, ${now}, ${now}
        from wanted w
        where not exists (select from risks r
          where r.project_id = w.project_id and r.cause = w.cause and r.status <> 'closed')
        on conflict (project_id, cause) where status <> 'closed' do nothing
        returning 1
      )
      select (select count(*)::int from opened) as opened, (select count(*)::int from changed) as changed,
        (select count(*)::int from closed) as closed`;
    return changes;
  });
}

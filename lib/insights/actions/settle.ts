import { createTranslator, type Translator } from "../../i18n/mod.ts";
import type { TransactionSql } from "../../platform/mod.ts";
import { createOfficeClock, type OfficeClock } from "../office_hours.ts";
import type { SignalFacts } from "../signals/found.ts";
import type { SignalKind } from "../signals/kinds.ts";
import { draftFor } from "./draft.ts";
import { actionsFor, officeDaysFor } from "./plan.ts";

interface OpenSignal {
  id: string;
  project_id: string;
  project: string;
  kind: SignalKind;
  severity: number;
  facts: SignalFacts;
  raised_at: Date;
}

interface ScopeRow {
  locale: "en" | "ru";
  time_zone: string;
  business_days: number[];
  business_from: string;
  business_to: string;
}

/** What is to be done about a signal. */
function wanted(t: Translator, office: OfficeClock, signal: OpenSignal) {
  const { id, project_id, kind, severity, facts, project, raised_at } = signal;
  return actionsFor(kind, severity).map((action) => ({
    ...{ signal_id: id, project_id, action, priority: severity, owner: facts.owner ?? null },
    due_on: office.dueDay(office.dayOf(raised_at.getTime()), officeDaysFor(severity)),
    draft: draftFor(t, action, { kind, facts, project }),
  }));
}

/**
 * Brings the next best actions to the signals: each open signal has its action, which follows it in
 * priority, due day, owner and draft until somebody is done with it, and is closed with it. What people
 * decided is kept. To be called with the scope's signals locked.
 *
 * @param signalId this signal's alone
 * @returns rows that were made, changed or closed
 */
export async function settleActions(
  tx: TransactionSql,
  accountScopeId: string,
  signalId: string | null = null,
): Promise<number> {
  const [scope] = await tx<ScopeRow[]>`
    select locale, time_zone, business_days, business_from::text, business_to::text
    from account_scopes where id = ${accountScopeId}`;
  const narrowed = signalId === null ? tx`` : tx`and s.id = ${signalId}`;
  const signals = await tx<OpenSignal[]>`
    select s.id, s.project_id, p.name as project, s.kind, s.severity, s.facts, s.raised_at
    from signals s join projects p on p.id = s.project_id
    where s.account_scope_id = ${accountScopeId} and s.resolved_at is null
      and s.status in ('proposed', 'accepted') ${narrowed}
    order by s.id`;
  const t = createTranslator(scope!.locale, scope!.time_zone);
  const office = createOfficeClock({
    timeZone: scope!.time_zone,
    days: scope!.business_days,
    from: scope!.business_from,
    to: scope!.business_to,
  });
  const actions = tx`jsonb_to_recordset(${
    tx.json(signals.flatMap((signal) => wanted(t, office, signal)))
  }) as w (signal_id uuid, project_id uuid, action text, priority int, due_on date, owner text, draft text)`;
  const written = await tx`
    insert into next_actions as a (project_id, account_scope_id, signal_id, action, priority, due_on, owner, draft)
    select w.project_id, ${accountScopeId}, w.signal_id, w.action, w.priority, w.due_on, w.owner, w.draft
    from ${actions}
    on conflict (signal_id, action) do update set priority = excluded.priority, due_on = excluded.due_on,
      owner = excluded.owner, draft = excluded.draft, closed_at = null, changed_at = now()
    where a.status in ('proposed', 'accepted')
      and (a.priority, a.due_on, a.owner, a.draft, a.closed_at)
        is distinct from (excluded.priority, excluded.due_on, excluded.owner, excluded.draft, null)`;
  const closed = await tx`
    update next_actions a set closed_at = now(), changed_at = now()
    from signals s
    where s.id = a.signal_id and a.account_scope_id = ${accountScopeId} and a.closed_at is null
      and a.status in ('proposed', 'accepted') ${narrowed}
      and not exists (select from ${actions} where w.signal_id = a.signal_id and w.action = a.action)`;
  return written.count + closed.count;
}

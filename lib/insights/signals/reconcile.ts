import type { TransactionSql } from "../../platform/mod.ts";
import type { FoundSignal } from "./found.ts";
import { SAID_KINDS } from "./kinds.ts";

/** What bringing the signals to the facts did. */
export interface Reconciled {
  raised: number;
  changed: number;
  resolved: number;
}

/** Makes changes to a scope's signals wait for each other until the transaction ends. */
export async function lockSignals(tx: TransactionSql, accountScopeId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`signals:${accountScopeId}`}, 0))`;
}

/**
 * Brings a scope's signals to what was found. One is open per cause; it follows the facts up and down
 * and ends with them. What people decided is kept, but for one thing: when words are said anew after
 * somebody was done with them, they are raised anew.
 *
 * Rows that another run wrote after this one had begun to read are left to the next, so that what was
 * read earlier never undoes what was read later.
 *
 * @param begun database time before the facts were read, `clock_timestamp()` as text
 * @param now moment that is written, by the clock facts are counted with
 */
export async function reconcileSignals(
  tx: TransactionSql,
  accountScopeId: string,
  found: readonly FoundSignal[],
  { begun, now }: { begun: string; now: Date },
): Promise<Reconciled> {
  await lockSignals(tx, accountScopeId);
  const facts = tx`jsonb_to_recordset(${tx.json(found as never)}) as f (project_id uuid, kind text,
    cause text, severity int, confidence numeric(3, 2), facts jsonb, evidence jsonb, occurred_at timestamptz)`;
  const ours = tx`s.account_scope_id = ${accountScopeId} and s.resolved_at is null
    and s.changed_at <= ${begun}::timestamptz`;
  const same = tx`f.project_id = s.project_id and f.kind = s.kind and f.cause = s.cause`;
  const anew = await tx`
    update signals s set resolved_at = ${now}, changed_at = clock_timestamp()
    from ${facts}
    where ${ours} and ${same} and s.status = 'done' and f.occurred_at > s.decided_at
      and s.kind = any (${[...SAID_KINDS, "sentiment_drop"]})`;
  const changed = await tx`
    update signals s set severity = f.severity, confidence = f.confidence, facts = f.facts,
      evidence = f.evidence, occurred_at = f.occurred_at, changed_at = clock_timestamp()
    from ${facts}
    where ${ours} and ${same}
      and (s.severity, s.confidence, s.facts, s.evidence, s.occurred_at)
        is distinct from (f.severity, f.confidence, f.facts, f.evidence, f.occurred_at)`;
  const gone = await tx`
    update signals s set resolved_at = ${now}, changed_at = clock_timestamp()
    where ${ours} and not exists (select from ${facts} where ${same})`;
  const raised = await tx`
    insert into signals (project_id, account_scope_id, kind, cause, severity, confidence, facts, evidence,
      occurred_at, raised_at, changed_at)
    select f.project_id, ${accountScopeId}, f.kind, f.cause, f.severity, f.confidence, f.facts, f.evidence,
      f.occurred_at, ${now}, clock_timestamp()
    from ${facts}
    join projects p on p.id = f.project_id and p.account_scope_id = ${accountScopeId}
    on conflict (project_id, kind, cause) where resolved_at is null do nothing`;
  return {
    raised: raised.count,
    changed: changed.count,
    resolved: anew.count + gone.count,
  };
}

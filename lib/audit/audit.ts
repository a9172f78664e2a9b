import type { Sql, TransactionSql } from "../platform/mod.ts";

/** A reference to a source row that an event rests on. */
export interface EvidenceRef {
  table: string;
  id: string;
}

/** One mutation, as it is recorded. */
export interface AuditEntry {
  accountScopeId: string;
  projectId?: string | null;
  /** Login of the person, `token:<name>` of a script, or `system`. */
  actor: string;
  /** Verb in the past: `project.created`. */
  action: string;
  entity: string;
  entityId: string;
  requestId?: string | null;
  before?: unknown;
  after?: unknown;
  /** At most 50 are kept; repeated ones count once. */
  evidence?: EvidenceRef[];
}

/** A recorded mutation. */
export interface AuditEvent extends Required<AuditEntry> {
  id: string;
  at: Date;
}

const MAX_EVIDENCE = 50;

function unique(evidence: EvidenceRef[]): EvidenceRef[] {
  const refs = new Map(evidence.map(({ table, id }) => [`${table} ${id}`, { table, id }]));
  return [...refs.values()].slice(0, MAX_EVIDENCE);
}

/** Records a mutation in the transaction that makes it, so that neither is there without the other. */
export async function recordAudit(tx: TransactionSql, entry: AuditEntry): Promise<void> {
  const json = (value: unknown) =>
    value === undefined || value === null ? null : tx.json(value as never);
  await tx`
    insert into audit_events (account_scope_id, project_id, actor, action, entity, entity_id, request_id,
      before, after, evidence)
    values (${entry.accountScopeId}, ${entry.projectId ?? null}, ${entry.actor}, ${entry.action},
      ${entry.entity}, ${entry.entityId}, ${entry.requestId ?? null}, ${json(entry.before)},
      ${json(entry.after)}, ${tx.json(unique(entry.evidence ?? []) as never)})`;
}

/** A scope's recorded mutations, newest first. */
export async function listAudit(
  sql: Sql,
  accountScopeId: string,
  limit: number,
): Promise<AuditEvent[]> {
  return await sql<AuditEvent[]>`
    select id, at, account_scope_id as "accountScopeId", project_id as "projectId", actor, action, entity,
      entity_id as "entityId", request_id as "requestId", before, after, evidence
    from audit_events where account_scope_id = ${accountScopeId}
    order by at desc, id desc limit ${limit}`;
}

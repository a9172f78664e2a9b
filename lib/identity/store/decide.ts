import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql, type TransactionSql } from "../../platform/mod.ts";
import { type Cluster, clustersOf, regroup } from "./clusters.ts";
import { lockGraph } from "./lock.ts";
import type { LinkKind } from "./suggestion.ts";

/** Who decides, for the history and the audit trail. */
export interface Decider {
  accountScopeId: string;
  actor: string;
  requestId: string | null;
}

/** A suggestion's row, as far as decisions go. */
export interface DecidedSuggestion {
  id: string;
  link: LinkKind;
  kind: string;
  left_id: string;
  right_id: string;
  status: "open" | "applied" | "dismissed";
  dismiss_reason: string | null;
  decided_at: string | null;
  decided_by: string | null;
}

/** A decision, and the groups before and after it. */
export interface Change {
  id: string;
  action: "applied" | "dismissed" | "undone";
  suggestionId: string;
  before: Cluster[];
  after: Cluster[];
}

/** Reads a suggestion and keeps others from deciding on it. @throws {ApiError} 404 when the scope has none */
export async function lockSuggestion(
  tx: TransactionSql,
  accountScopeId: string,
  id: string,
): Promise<DecidedSuggestion> {
  await lockGraph(tx, accountScopeId);
  const [row] = await tx<DecidedSuggestion[]>`
    select id, link, kind, left_id, right_id, status, dismiss_reason, decided_at::text, decided_by
    from identity_suggestions where account_scope_id = ${accountScopeId} and id = ${id} for update`;
  if (row === undefined) throw new ApiError(404, "not_found", "There is no such suggestion.");
  return row;
}

async function openSuggestion(
  tx: TransactionSql,
  decider: Decider,
  id: string,
): Promise<DecidedSuggestion> {
  const suggestion = await lockSuggestion(tx, decider.accountScopeId, id);
  if (suggestion.status !== "open") {
    throw new ApiError(409, "already_decided", `The suggestion is ${suggestion.status} already.`);
  }
  return suggestion;
}

/** Refuses to join groups of which somebody said that two of their records differ. */
async function guardDecisions(
  tx: TransactionSql,
  accountScopeId: string,
  joined: readonly string[],
): Promise<void> {
  const [conflict] = await tx<{ id: string }[]>`
    select id from identity_suggestions
    where account_scope_id = ${accountScopeId} and link = 'same' and status = 'dismissed'
      and left_id = any (${joined as string[]}::uuid[]) and right_id = any (${joined as string[]}::uuid[])
    order by id limit 1`;
  if (conflict === undefined) return;
  throw new ApiError(
    409,
    "conflicting_decision",
    "This would join two records that were said to be different. Undo that decision first.",
    { details: [{ path: "suggestion", message: conflict.id, code: "dismissed" }] },
  );
}

/** Writes a decision into the history and the audit trail. */
export async function recordChange(
  tx: TransactionSql,
  decider: Decider,
  suggestion: DecidedSuggestion,
  change: Omit<Change, "id" | "suggestionId"> & {
    undoes?: string;
    batch?: string;
    after_status: string;
  },
): Promise<Change> {
  const { action, before, after } = change;
  const [row] = await tx<{ id: string }[]>`
    insert into identity_changes (account_scope_id, actor, action, undoes, batch, suggestion_id, link, left_id,
      right_id, before, after)
    values (${decider.accountScopeId}, ${decider.actor}, ${action}, ${change.undoes ?? null}, ${
    change.batch ?? null
  }, ${suggestion.id},
      ${suggestion.link}, ${suggestion.left_id}, ${suggestion.right_id},
      ${tx.json({ suggestion, clusters: before } as never)}, ${
    tx.json({ clusters: after } as never)
  })
    returning id`;
  await recordAudit(tx, {
    ...decider,
    action: `identity.${action}`,
    entity: "identity_suggestion",
    entityId: suggestion.id,
    before: { status: suggestion.status, clusters: before },
    after: { status: change.after_status, clusters: after },
    evidence: [suggestion.left_id, suggestion.right_id].map((id) => ({
      table: "identity_records",
      id,
    })),
  });
  return { id: row!.id, action, suggestionId: suggestion.id, before, after };
}

/** How a suggestion is applied. */
export interface Applying {
  /** By field, the record whose value is to stand for the group. */
  chosen?: Cluster["chosen"];
  /** Id that decisions made together share. */
  batch?: string;
}

/** {@link applySuggestion} as part of a transaction: refused, it has written nothing. */
export async function applyWithin(
  tx: TransactionSql,
  decider: Decider,
  id: string,
  { chosen = {}, batch }: Applying = {},
): Promise<Change> {
  const suggestion = await openSuggestion(tx, decider, id);
  const { accountScopeId, actor } = decider;
  const { link, kind, left_id, right_id } = suggestion;
  const pair = [left_id, right_id];
  const before = link === "same" ? await clustersOf(tx, accountScopeId, pair) : [];
  if (link === "same") {
    await guardDecisions(tx, accountScopeId, [
      ...pair,
      ...before.flatMap(({ members }) => members),
    ]);
  }
  await tx`
    update identity_suggestions set status = 'applied', decided_at = now(), decided_by = ${actor}
    where id = ${id}`;
  await tx`
    insert into identity_links (account_scope_id, link, left_id, right_id, suggestion_id, applied_at, applied_by)
    values (${accountScopeId}, ${link}, ${left_id}, ${right_id}, ${id}, now(), ${actor})`;
  const after = link === "same" ? await regroup(tx, accountScopeId, kind, pair, chosen) : [];
  return await recordChange(tx, decider, suggestion, {
    action: "applied",
    batch,
    before,
    after,
    after_status: "applied",
  });
}

/**
 * Applies a suggestion: the link holds from now on, whatever later previews propose. Two records of one
 * entity form a group, with the values that stand for it; `chosen` names, by field, the record whose value is to.
 *
 * @throws {ApiError} 404 for an unknown suggestion, 409 `already_decided`, 409 `conflicting_decision` when
 * the group would hold two records that somebody said are different
 */
export async function applySuggestion(
  sql: Sql,
  decider: Decider,
  id: string,
  chosen: Cluster["chosen"] = {},
): Promise<Change> {
  return await sql.begin((tx) => applyWithin(tx, decider, id, { chosen }));
}

/**
 * Dismisses a suggestion: it is not made again, and records it is about are never put into one group by
 * way of others.
 *
 * @throws {ApiError} 404 for an unknown suggestion, 409 `already_decided`
 */
export async function dismissSuggestion(
  sql: Sql,
  decider: Decider,
  id: string,
  reason: string,
): Promise<Change> {
  return await sql.begin(async (tx) => {
    const suggestion = await openSuggestion(tx, decider, id);
    await tx`
      update identity_suggestions set status = 'dismissed', dismiss_reason = ${reason}, decided_at = now(),
        decided_by = ${decider.actor}
      where id = ${id}`;
    return await recordChange(tx, decider, suggestion, {
      action: "dismissed",
      before: [],
      after: [],
      after_status: "dismissed",
    });
  });
}

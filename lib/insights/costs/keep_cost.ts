import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql, type TransactionSql } from "../../platform/mod.ts";
import type { Decider } from "../decider.ts";
import type { Cost, NewCost } from "./cost.ts";

const columns = (sql: Sql | TransactionSql) =>
  sql`id, project_id, incurred_on::text, amount::float8 as amount, currency, category, note, origin, created_at`;

const noSuchCost = () => new ApiError(404, "not_found", "There is no such cost.");

/** What is recorded of a cost. */
const recorded = ({ incurred_on, amount, currency, category, note }: NewCost) => ({
  ...{ incurred_on, amount, currency, category, note },
});

/**
 * Records a cost that a person enters.
 *
 * @throws {ApiError} 404 when the scope has no such client project
 */
export async function addCost(sql: Sql, by: Decider, cost: NewCost): Promise<Cost> {
  const { accountScopeId } = by;
  return await sql.begin(async (tx) => {
    const [added] = await tx<Cost[]>`
      insert into cost_entries (project_id, account_scope_id, incurred_on, amount, currency, category, note, origin)
      select id, account_scope_id, ${cost.incurred_on}::date, ${cost.amount}::numeric, ${cost.currency}::text,
        ${cost.category}::text, ${cost.note}::text, 'manual'
      from projects
      where id = ${cost.project_id} and account_scope_id = ${accountScopeId} and kind = 'client'
      returning ${columns(tx)}`;
    if (added === undefined) throw new ApiError(404, "not_found", "There is no such project.");
    await recordAudit(tx, {
      ...by,
      ...{ action: "cost.added", entity: "cost_entry", entityId: added.id },
      ...{ projectId: added.project_id, after: recorded(added) },
    });
    return added;
  });
}

/**
 * Removes a cost. What a file brought comes again with that file.
 *
 * @throws {ApiError} 404 when the scope has no such cost
 */
export async function removeCost(sql: Sql, by: Decider, id: string): Promise<Cost> {
  return await sql.begin(async (tx) => {
    const [removed] = await tx<Cost[]>`
      delete from cost_entries where id = ${id} and account_scope_id = ${by.accountScopeId}
      returning ${columns(tx)}`;
    if (removed === undefined) throw noSuchCost();
    await recordAudit(tx, {
      ...by,
      ...{ action: "cost.removed", entity: "cost_entry", entityId: id },
      ...{ projectId: removed.project_id, before: recorded(removed) },
    });
    return removed;
  });
}

import type { Sql, TransactionSql } from "../../platform/mod.ts";
import type { BindingCandidate, BindingScope } from "../bindings.ts";
import type { ConnectorBindings } from "../connector.ts";
import { settleEvidence } from "./evidence.ts";
import { follow, type ParentTable } from "./follow.ts";
import { projectOf } from "./placement.ts";

/** Linear projects and teams of a scope's connections, with their issues counted. */
async function candidates(sql: Sql, accountScopeId: string): Promise<BindingCandidate[]> {
  return await sql<BindingCandidate[]>`
    with issues as (
      select i.connection_id, i.team_external_id, i.linear_project_external_id, o.kind = 'unassigned' as unassigned
      from linear_issues i join projects o on o.id = i.project_id
      where i.account_scope_id = ${accountScopeId} and i.deleted_at is null
    ), things as (
      select p.connection_id, 'linear_project' as kind, p.external_id, p.name,
        count(i.connection_id)::int as items, count(*) filter (where i.unassigned)::int as unassigned
      from linear_projects p
      left join issues i on i.connection_id = p.connection_id and i.linear_project_external_id = p.external_id
      where p.account_scope_id = ${accountScopeId} and p.deleted_at is null
      group by p.connection_id, p.external_id, p.name
      union all
      select t.connection_id, 'linear_team', t.external_id, t.name, count(i.connection_id)::int,
        count(*) filter (where i.unassigned)::int
      from linear_teams t
      left join issues i on i.connection_id = t.connection_id and i.team_external_id = t.external_id
      where t.account_scope_id = ${accountScopeId} and t.deleted_at is null
      group by t.connection_id, t.external_id, t.name
    )
    select t.*, b.project_id
    from things t
    left join bindings b on b.connection_id = t.connection_id and b.kind = t.kind and b.external_id = t.external_id
    order by t.kind, t.items desc, t.name, t.external_id`;
}

async function unassigned(sql: Sql, accountScopeId: string): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::int as count from linear_issues i
    join projects p on p.id = i.project_id
    where i.account_scope_id = ${accountScopeId} and i.deleted_at is null and p.kind = 'unassigned'`;
  return row.count;
}

/** Moves the rows of a table that a binding covers to where the bindings say. Returns their ids. */
async function move(
  tx: TransactionSql,
  connectionId: string,
  table: Extract<ParentTable, "linear_issues" | "linear_projects">,
  { kind, external_id }: BindingScope,
): Promise<string[]> {
  const [row] = await tx<[{ account_scope_id: string }]>`
    select account_scope_id from connections where id = ${connectionId}`;
  const scope = { connectionId, accountScopeId: row.account_scope_id };
  const [own, teams] = table === "linear_issues"
    ? [tx`t.linear_project_external_id`, tx`array[t.team_external_id]`]
    : [tx`t.external_id`, tx`t.team_external_ids`];
  const covered = kind === "linear_project"
    ? tx`${own} = ${external_id}`
    : table === "linear_issues"
    ? tx`t.team_external_id = ${external_id}`
    : tx`${external_id} = any (t.team_external_ids)`;
  const moved = await tx<{ external_id: string }[]>`
    update ${tx(table)} m set project_id = n.project_id
    from (
      select t.external_id, ${projectOf(tx, scope, own, teams)} as project_id
      from ${tx(table)} t where t.connection_id = ${connectionId} and ${covered}
    ) n
    where m.connection_id = ${connectionId} and m.external_id = n.external_id and m.project_id <> n.project_id
    returning m.external_id`;
  const ids = moved.map((row) => row.external_id);
  if (table === "linear_issues") await settleEvidence(tx, connectionId, table, ids);
  await follow(tx, connectionId, table, { moved: ids, fated: [] });
  return ids;
}

/** How issues get into projects: by their Linear project, else by their team. */
export const linearBindings: ConnectorBindings = {
  kinds: ["linear_project", "linear_team"],
  candidates,
  unassigned,
  async reassign(tx, connectionId, changed) {
    await move(tx, connectionId, "linear_projects", changed);
    return (await move(tx, connectionId, "linear_issues", changed)).length;
  },
};

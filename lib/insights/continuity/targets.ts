import type { Sql, TransactionSql } from "../../platform/mod.ts";

/** Where an issue can be made: a team, or one of its projects. Ids are Linear's own. */
export interface IssueTarget {
  connection_id: string;
  team_external_id: string;
  linear_project_external_id: string | null;
}

/** A target as people choose it. */
export interface NamedTarget extends IssueTarget {
  team: string;
  team_key: string;
  /** Name of Linear's project; null: the team alone. */
  linear_project: string | null;
  /** Projects of ours whose issues are there. */
  project_ids: string[];
}

/**
 * Where a scope's issues can be made: each team that is in use, and its projects that are not closed,
 * the most used first.
 *
 * @param connectionIds those in which issues can be made
 */
export async function listTargets(
  sql: Sql,
  accountScopeId: string,
  connectionIds: readonly string[],
): Promise<NamedTarget[]> {
  return await sql<NamedTarget[]>`
    with used as (
      select connection_id, team_external_id, linear_project_external_id,
        array_agg(distinct project_id) as project_ids, count(*)::int as issues
      from linear_issues where account_scope_id = ${accountScopeId} and deleted_at is null
      group by connection_id, team_external_id, linear_project_external_id
    ), teams as (
      select t.connection_id, t.external_id as team_external_id, t.name as team, t.key as team_key
      from linear_teams t
      where t.account_scope_id = ${accountScopeId} and t.deleted_at is null and t.archived_at is null
        and t.connection_id = any (${connectionIds as string[]}::uuid[])
    )
    select t.connection_id, t.team_external_id, null as linear_project_external_id, t.team, t.team_key,
      null as linear_project,
      coalesce((select array_agg(distinct p) from used u, unnest(u.project_ids) p
        where u.connection_id = t.connection_id and u.team_external_id = t.team_external_id), '{}') as project_ids,
      coalesce((select sum(u.issues) from used u
        where u.connection_id = t.connection_id and u.team_external_id = t.team_external_id), 0)::int as issues
    from teams t
    union all
    select t.connection_id, t.team_external_id, p.external_id, t.team, t.team_key, p.name,
      coalesce(u.project_ids, array[p.project_id]), coalesce(u.issues, 0)
    from teams t
    join linear_projects p on p.connection_id = t.connection_id and t.team_external_id = any (p.team_external_ids)
      and p.deleted_at is null and p.archived_at is null and p.completed_at is null and p.canceled_at is null
    left join used u on u.connection_id = t.connection_id and u.team_external_id = t.team_external_id
      and u.linear_project_external_id = p.external_id
    order by team, team_key, linear_project nulls first`;
}

/** The target a project's promises most likely belong to: the narrowest of those its issues are in. */
export function likelyTarget(
  targets: readonly NamedTarget[],
  projectId: string,
): NamedTarget | null {
  const own = targets.filter(({ project_ids }) => project_ids.includes(projectId));
  const among = own.length > 0 ? own : targets.length === 1 ? targets : [];
  return among.toSorted((left, right) => {
    const narrow = (target: NamedTarget) =>
      target.project_ids.length * 2 - (target.linear_project === null ? 0 : 1);
    return narrow(left) - narrow(right);
  })[0] ?? null;
}

/** Whether a scope has this target. */
export async function hasTarget(
  tx: TransactionSql,
  accountScopeId: string,
  { connection_id, team_external_id, linear_project_external_id }: IssueTarget,
): Promise<boolean> {
  const [row] = await tx`
    select 1 from linear_teams t
    where t.account_scope_id = ${accountScopeId} and t.connection_id = ${connection_id}
      and t.external_id = ${team_external_id} and t.deleted_at is null
      and (${linear_project_external_id}::text is null or exists (
        select from linear_projects p where p.connection_id = t.connection_id
          and p.external_id = ${linear_project_external_id} and t.external_id = any (p.team_external_ids)
          and p.deleted_at is null))`;
  return row !== undefined;
}

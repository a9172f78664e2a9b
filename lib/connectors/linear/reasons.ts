import type { Sql } from "../../platform/mod.ts";
import type { TombstoneReason } from "../tombstones.ts";
import type { Fragment } from "./columns.ts";
import type { SweptName } from "./queries.ts";
import type { LinearSource } from "./source.ts";
import { linearStreams } from "./streams.ts";

/** Whether the team of a row `t` is among those the token sees. */
function teamSeen(sql: Sql, list: SweptName, visible: string[]): Fragment {
  const ofProject = (id: Fragment) =>
    sql`exists (select from linear_projects p where p.connection_id = t.connection_id
      and p.external_id = ${id} and p.team_external_ids && ${visible}::text[])`;
  const ofIssue = sql`exists (select from linear_issues i where i.connection_id = t.connection_id
    and i.external_id = t.issue_external_id and i.team_external_id = any (${visible}))`;
  switch (list) {
    case "issues":
    case "cycles":
      return sql`t.team_external_id = any (${visible})`;
    case "projects":
      return sql`t.team_external_ids && ${visible}::text[]`;
    case "project_updates":
      return ofProject(sql`t.linear_project_external_id`);
    case "attachments":
      return ofIssue;
    case "comments":
      return sql`(${ofIssue} or ${
        ofProject(sql`(select u.linear_project_external_id from linear_project_updates u
          where u.connection_id = t.connection_id and u.external_id = t.project_update_external_id)`)
      })`;
  }
}

/** Why rows are gone that the source does not know: with their whole team, or by themselves. */
export async function reasonsOf(
  { sql, scope }: LinearSource,
  list: SweptName,
  gone: readonly string[],
  visible: ReadonlySet<string>,
): Promise<Map<string, TombstoneReason>> {
  if (gone.length === 0) return new Map();
  const rows = await sql<{ external_id: string; seen: boolean }[]>`
    select t.external_id, ${teamSeen(sql, list, [...visible])} as seen
    from ${sql(linearStreams[list].table)} t
    where t.connection_id = ${scope.connectionId} and t.external_id = any (${[...gone]})`;
  return new Map(rows.map((row) => [row.external_id, row.seen ? "deleted" : "no_access"]));
}

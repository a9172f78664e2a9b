import type { Sql } from "../../platform/mod.ts";
import type { Change } from "./decide.ts";
import type { Page } from "./list.ts";
import type { LinkKind } from "./suggestion.ts";

/** A decision in the history. */
export interface ChangeRow {
  id: string;
  at: Date;
  actor: string;
  action: Change["action"];
  undoes: string | null;
  undone: boolean;
  /** Id that decisions made together share. */
  batch: string | null;
  suggestion_id: string;
  link: LinkKind;
  kind: string;
  left_id: string;
  right_id: string;
  /** What the records are called now. */
  left_name: string | null;
  right_name: string | null;
  before: { clusters: Change["before"] };
  after: { clusters: Change["after"] };
}

/** What a history is narrowed to. */
export interface ChangeFilter {
  /** Decisions about any of these records. */
  recordIds?: readonly string[];
  /** This decision alone. */
  id?: string;
}

/** A scope's decisions, newest first. */
export async function listChanges(
  sql: Sql,
  accountScopeId: string,
  { limit, after, offset = 0 }: Page,
  { recordIds, id }: ChangeFilter = {},
): Promise<ChangeRow[]> {
  const records = recordIds as string[] | undefined;
  return await sql<ChangeRow[]>`
    select c.id, c.at, c.actor, c.action, c.undoes, c.batch, c.suggestion_id, c.link, l.kind, c.left_id, c.right_id,
      coalesce(l.name, l.emails[1], l.domains[1]) as left_name,
      coalesce(r.name, r.emails[1], r.domains[1]) as right_name, c.before, c.after,
      exists (select from identity_changes u where u.undoes = c.id) as undone
    from identity_changes c
    join identity_records l on l.id = c.left_id
    join identity_records r on r.id = c.right_id
    where c.account_scope_id = ${accountScopeId}
    ${id === undefined ? sql`` : sql`and c.id = ${id}`}
    ${
    records === undefined ? sql`` : sql`and (c.left_id = any (${records}::uuid[])
      or c.right_id = any (${records}::uuid[]))`
  }
    ${
    after === undefined ? sql`` : sql`and c.number < (
      select a.number from identity_changes a where a.account_scope_id = ${accountScopeId} and a.id = ${after})`
  }
    order by c.number desc limit ${limit} offset ${offset}`;
}

/** How many decisions there are. */
export async function countChanges(sql: Sql, accountScopeId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from identity_changes where account_scope_id = ${accountScopeId}`;
  return row!.count;
}

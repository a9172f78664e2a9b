import type { Sql } from "../../platform/mod.ts";

/** A row that something was concluded from, and the words in it that say so. */
export interface BehindRef {
  table: string;
  id: string;
  words?: string;
}

/** The row as people are shown it. */
export interface RowBehind {
  table: string;
  id: string;
  source: "chatwoot" | "linear" | "attio";
  author: string | null;
  at: Date;
  /** Empty where a message has attachments alone. */
  snippet: string;
  url: string | null;
}

/**
 * The rows behind conclusions, by `table:id`; those that are gone by now are left out.
 *
 * @param refs with the project each conclusion is about
 */
export async function rowsBehind(
  sql: Sql,
  refs: readonly { project_id: string; evidence: readonly BehindRef[] }[],
): Promise<Map<string, RowBehind>> {
  const asked = refs.flatMap(({ project_id, evidence }) =>
    evidence.map(({ table, id }) => ({ project_id, table, id }))
  );
  if (asked.length === 0) return new Map();
  const rows = await sql<RowBehind[]>`
    with asked as materialized (
      select distinct * from jsonb_to_recordset(${
    sql.json(asked)
  }) as a (project_id uuid, "table" text, id uuid)
    )
    select e.source_table as table, e.source_id as id, e.source, e.author, e.occurred_at as at, e.snippet,
      e.url
    from asked a
    join evidence e on e.project_id = a.project_id and e.source_table = a.table and e.source_id = a.id
    union
    -- a message of attachments alone
    select a.table, m.id, 'chatwoot', m.sender_name, m.vendor_created_at, '', null
    from asked a join chatwoot_messages m on m.id = a.id and m.project_id = a.project_id
    where a.table = 'chatwoot_messages' and m.deleted_at is null and coalesce(m.content, '') = ''
    union
    select a.table, p.id, 'linear', null, p.vendor_updated_at, p.name, p.url
    from asked a join linear_projects p on p.id = a.id and p.project_id = a.project_id
    where a.table = 'linear_projects' and p.deleted_at is null`;
  return new Map(rows.map((row) => [`${row.table}:${row.id}`, row]));
}

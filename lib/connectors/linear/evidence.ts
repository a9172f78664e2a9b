import type { TransactionSql } from "../../platform/mod.ts";
import type { Fragment } from "./columns.ts";

/** Longest snippet kept as evidence, in characters. */
const SNIPPET = 500;

/** Tables whose rows are evidence. */
const EVIDENCED = ["linear_issues", "linear_comments", "linear_project_updates"] as const;

/** A table whose rows are evidence. */
export type EvidencedTable = (typeof EVIDENCED)[number];

/** Whether a table's rows are evidence. */
export function isEvidenced(table: string): table is EvidencedTable {
  return (EVIDENCED as readonly string[]).includes(table);
}

/** The columns of a row that its evidence is made of. */
export function evidenceColumns(table: EvidencedTable): string[] {
  const own = table === "linear_issues"
    ? ["creator_name", "title", "description"]
    : ["author_name", "body", "archived_at"];
  return ["id", "account_scope_id", "vendor_created_at", "url", ...own];
}

/** Whether a row `t` is shown as evidence. */
export function shownWhen(tx: TransactionSql, table: EvidencedTable): Fragment {
  return table === "linear_issues"
    ? tx`t.deleted_at is null`
    // a comment that was deleted may stay as an archived row
    : tx`t.deleted_at is null and t.archived_at is null and t.body <> ''`;
}

/** The statement that makes or changes the evidence of the rows `t` of `source`. */
export function keepEvidence(
  tx: TransactionSql,
  table: EvidencedTable,
  source: Fragment,
): Fragment {
  const [author, text] = table === "linear_issues"
    ? [tx`t.creator_name`, tx`concat_ws(E'\n', t.title, nullif(t.description, ''))`]
    : [tx`t.author_name`, tx`t.body`];
  return tx`
    insert into evidence as stored (project_id, account_scope_id, source, source_table, source_id, occurred_at,
      author, snippet, url)
    select t.project_id, t.account_scope_id, 'linear', ${table}, t.id, t.vendor_created_at, ${author},
      left(${text}, ${SNIPPET}), t.url
    from ${source} and ${shownWhen(tx, table)}
    on conflict (project_id, source_table, source_id) do update set occurred_at = excluded.occurred_at,
      author = excluded.author, snippet = excluded.snippet, url = excluded.url`;
}

/** Brings the evidence of stored rows in line with them: made, moved to their project, or gone. */
export async function settleEvidence(
  tx: TransactionSql,
  connectionId: string,
  table: EvidencedTable,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = tx`t.connection_id = ${connectionId} and t.external_id = any (${[...ids]})`;
  await tx`
    delete from evidence e using ${tx(table)} t
    where ${rows} and e.source_table = ${table} and e.source_id = t.id
      and (e.project_id <> t.project_id or not (${shownWhen(tx, table)}))`;
  await keepEvidence(tx, table, tx`${tx(table)} t where ${rows}`);
}

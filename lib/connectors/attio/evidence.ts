import type { TransactionSql } from "../../platform/mod.ts";
import type { Fragment } from "./columns.ts";

/** Longest snippet kept as evidence, in characters. */
const SNIPPET = 500;

/** Tables whose rows are evidence. */
export const EVIDENCED = ["attio_deals", "attio_notes", "attio_tasks"] as const;

/** A table whose rows are evidence. */
export type EvidencedTable = (typeof EVIDENCED)[number];

/** Whether a table's rows are evidence. */
export function isEvidenced(table: string): table is EvidencedTable {
  return (EVIDENCED as readonly string[]).includes(table);
}

/** Column with the member who stands for a row: a deal's owner, else the author. */
const memberColumn: Record<EvidencedTable, string> = {
  attio_deals: "owner_external_id",
  attio_notes: "author_external_id",
  attio_tasks: "author_external_id",
};

/** What a row `t` says. */
function textOf(tx: TransactionSql, table: EvidencedTable): Fragment {
  if (table === "attio_deals") {
    return tx`concat_ws(E'\n', nullif(t.name, ''),
      nullif(concat_ws(' · ', t.stage, nullif(concat_ws(' ', t.value::text, t.currency), '')), ''), t.next_step)`;
  }
  if (table === "attio_notes") {
    return tx`concat_ws(E'\n', nullif(t.title, ''), nullif(t.content, ''))`;
  }
  return tx`t.content`;
}

/** Where a row `t` is to be seen: notes and tasks at the record they are about. */
function addressOf(tx: TransactionSql, table: EvidencedTable): Fragment {
  if (table === "attio_deals") return tx`t.web_url`;
  const record = table === "attio_notes"
    ? tx`t.parent_record_external_id`
    : tx`t.linked_record_external_ids[1]`;
  return tx`coalesce(
    (select r.web_url from attio_companies r
      where r.connection_id = t.connection_id and r.external_id = ${record}),
    (select r.web_url from attio_people r
      where r.connection_id = t.connection_id and r.external_id = ${record}),
    (select r.web_url from attio_deals r
      where r.connection_id = t.connection_id and r.external_id = ${record}))`;
}

/**
 * Brings the evidence of stored rows in line with them: made, moved to their project, or gone.
 *
 * @param fresh those of the rows that can have none yet
 */
export async function settleEvidence(
  tx: TransactionSql,
  connectionId: string,
  table: EvidencedTable,
  ids: readonly string[],
  fresh: readonly string[] = [],
): Promise<void> {
  if (ids.length === 0) return;
  const shown = tx`t.deleted_at is null and ${textOf(tx, table)} <> ''`;
  const known = [...new Set(ids).difference(new Set(fresh))];
  if (known.length > 0) {
    await tx`
      delete from evidence e using ${tx(table)} t
      where t.connection_id = ${connectionId} and t.external_id = any (${known})
        and e.source_table = ${table} and e.source_id = t.id
        and (e.project_id <> t.project_id or not (${shown}))`;
  }
  const rows = tx`t.connection_id = ${connectionId} and t.external_id = any (${[...ids]})`;
  await tx`
    insert into evidence (project_id, account_scope_id, source, source_table, source_id, occurred_at,
      author, snippet, url)
    select t.project_id, t.account_scope_id, 'attio', ${table}, t.id, t.vendor_created_at,
      m.name, left(${textOf(tx, table)}, ${SNIPPET}), ${addressOf(tx, table)}
    from ${tx(table)} t
    left join attio_workspace_members m on m.connection_id = t.connection_id
      and m.external_id = t.${tx(memberColumn[table])}
    where ${rows} and ${shown}
    on conflict (project_id, source_table, source_id) do update set occurred_at = excluded.occurred_at,
      author = excluded.author, snippet = excluded.snippet, url = excluded.url`;
}

/** Brings the evidence that names members in line with what they are called now. */
export async function renameAuthors(
  tx: TransactionSql,
  connectionId: string,
  members: readonly string[],
): Promise<void> {
  if (members.length === 0) return;
  for (const table of EVIDENCED) {
    const rows = await tx<{ external_id: string }[]>`
      select external_id from ${tx(table)}
      where connection_id = ${connectionId} and deleted_at is null
        and ${tx(memberColumn[table])} = any (${[...members]})`;
    await settleEvidence(tx, connectionId, table, rows.map((row) => row.external_id));
  }
}

/** Brings the evidence of notes and tasks that lead to records in line with the records' addresses. */
export async function readdress(
  tx: TransactionSql,
  connectionId: string,
  records: readonly string[],
): Promise<void> {
  if (records.length === 0) return;
  const notes = await tx<{ external_id: string }[]>`
    select external_id from attio_notes where connection_id = ${connectionId}
      and parent_record_external_id = any (${[...records]}) and deleted_at is null`;
  await settleEvidence(tx, connectionId, "attio_notes", notes.map((row) => row.external_id));
  const tasks = await tx<{ external_id: string }[]>`
    select external_id from attio_tasks where connection_id = ${connectionId}
      and linked_record_external_ids && ${[...records]} and deleted_at is null`;
  await settleEvidence(tx, connectionId, "attio_tasks", tasks.map((row) => row.external_id));
}

import type { PendingQuery, Row, Sql, TransactionSql } from "postgres";

/** Kinds of things that records are about. */
export type RecordKind = "person" | "company" | "deal" | "project";

/**
 * Where records come from. `select` makes a query of one row per record with any of these columns:
 * source_id, role, name, given_name, surname, emails, phones, company, domains, conversations, refs,
 * active_at. A source gives all its records each time: those it no longer gives are marked as deleted.
 */
export interface IdentitySource {
  /** Connector: `chatwoot`, `linear`, `attio`. */
  source: string;
  kind: RecordKind;
  /** Prefix of the source_ids, where one connector gives several sorts of records of one kind. */
  sort: string;
  derived?: boolean;
  select(sql: Sql | TransactionSql, accountScopeId: string): PendingQuery<Row[]>;
}

/** Columns a source may give, with what stands in where it does not. */
const COLUMNS = {
  role: "null::text",
  name: "null::text",
  given_name: "null::text",
  surname: "null::text",
  emails: "'{}'::text[]",
  phones: "'{}'::text[]",
  company: "null::text",
  domains: "'{}'::text[]",
  conversations: "'{}'::text[]",
  refs: "'{}'::text[]",
  active_at: "null::timestamptz",
};

/**
 * Brings the records of one source up to date, as a set. Records that are as stored stay untouched.
 * Returns the number made, changed or marked as deleted.
 */
export async function refreshRecords(
  tx: TransactionSql,
  accountScopeId: string,
  { source, kind, sort, derived = false, select }: IdentitySource,
): Promise<number> {
  const names = Object.keys(COLUMNS);
  await tx`drop table if exists identity_incoming`;
  await tx`
    create temporary table identity_incoming on commit drop as
    select ${sort}::text || s.source_id as full_id, s.* from (${select(tx, accountScopeId)}) s`;
  // made just now: the planner knows nothing about it yet
  await tx`create unique index on identity_incoming (full_id)`;
  await tx`analyze identity_incoming`;
  const given = new Set(
    (await tx<{ name: string }[]>`
      select attname as name from pg_attribute
      where attrelid = 'pg_temp.identity_incoming'::regclass and attnum > 0 and not attisdropped`)
      .map((
        row,
      ) => row.name),
  );
  const list = tx.unsafe(
    names.map((name) =>
      given.has(name) ? name : `${COLUMNS[name as keyof typeof COLUMNS]} as ${name}`
    )
      .join(", "),
  );
  const sets = tx.unsafe(names.map((name) => `${name} = excluded.${name}`).join(", "));
  const written = await tx`
    insert into identity_records as stored (account_scope_id, source, kind, source_id, derived,
      ${tx.unsafe(names.join(", "))}, content_hash)
    select ${accountScopeId}, ${source}, ${kind}, n.full_id, ${derived},
      ${tx.unsafe(names.map((name) => `n.${name}`).join(", "))},
      decode(md5((to_jsonb(n) - 'active_at')::text), 'hex')
    from (select full_id, ${list} from identity_incoming) n
    on conflict (account_scope_id, kind, source, source_id) do update set ${sets},
      content_hash = excluded.content_hash, deleted_at = null
    where stored.content_hash <> excluded.content_hash or stored.deleted_at is not null
      or stored.active_at is distinct from excluded.active_at`;
  const gone = await tx`
    update identity_records r set deleted_at = now()
    where r.account_scope_id = ${accountScopeId} and r.source = ${source} and r.kind = ${kind}
      and starts_with(r.source_id, ${sort}) and r.deleted_at is null
      and not exists (select from identity_incoming n where n.full_id = r.source_id)`;
  return written.count + gone.count;
}

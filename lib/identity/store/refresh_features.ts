import type { CountryCode } from "libphonenumber-js/max";
import type { Sql } from "../../platform/mod.ts";
import { type Features, featuresOf, type SourceRecord } from "../features.ts";
import { dominantRegion } from "../values/phone.ts";

/** Changes when features are made in another way: all are made again. */
const VERSION = 1;

/** Records read and written at once. */
const PORTION = 5000;

/** The country most phone numbers with a country code belong to, from an even selection of records. */
async function usualRegion(sql: Sql, accountScopeId: string): Promise<CountryCode | null> {
  const rows = await sql<{ phone: string }[]>`
    select phones[1] as phone from identity_records
    where account_scope_id = ${accountScopeId} and phones[1] like '+%' and deleted_at is null
    order by id limit 500`;
  return dominantRegion(rows.map(({ phone }) => phone));
}

/**
 * Makes the features of new and changed records, and only of those. Returns how many were made.
 * `pause` is called between portions.
 */
export async function refreshFeatures(
  sql: Sql,
  accountScopeId: string,
  pause: () => Promise<void>,
): Promise<number> {
  const region = await usualRegion(sql, accountScopeId);
  const way = `${VERSION}:${region ?? ""}:`;
  let made = 0;
  for (let after = "00000000-0000-0000-0000-000000000000";;) {
    const rows = await sql<(SourceRecord & { id: string; made_from: string })[]>`
      select r.id, r.kind, r.name, r.given_name, r.surname, r.emails, r.phones, r.company, r.domains,
        r.conversations, ${way} || encode(r.content_hash, 'hex') as made_from
      from identity_records r
      left join identity_features f on f.record_id = r.id
      where r.account_scope_id = ${accountScopeId} and r.deleted_at is null and r.id > ${after}
        and f.made_from is distinct from ${way} || encode(r.content_hash, 'hex')
      order by r.id limit ${PORTION}`;
    if (rows.length === 0) break;
    await writeFeatures(
      sql,
      accountScopeId,
      rows.map((row) => ({
        record_id: row.id,
        kind: row.kind,
        made_from: row.made_from,
        ...featuresOf(row, region),
      })),
    );
    made += rows.length;
    after = rows.at(-1)!.id;
    await pause();
  }
  // what reads them next must not be planned for the tables as they were
  if (made >= PORTION / 5) await sql`analyze identity_records, identity_features`;
  return made;
}

async function writeFeatures(
  sql: Sql,
  accountScopeId: string,
  rows: (Features & { record_id: string; kind: string; made_from: string })[],
): Promise<void> {
  await sql`
    insert into identity_features as stored (record_id, account_scope_id, kind, made_from, given_name, surname,
      emails, phones, company, company_key, domains, conversations, tokens)
    select n.record_id, ${accountScopeId}, n.kind, n.made_from, n.given_name, n.surname, n.emails, n.phones,
      n.company, n.company_key, n.domains, n.conversations, n.tokens
    from jsonb_to_recordset(${
    sql.json(rows as never)
  }) as n (record_id uuid, kind text, made_from text,
      given_name text, surname text, emails text[], phones text[], company text, company_key text,
      domains text[], conversations text[], tokens text[])
    on conflict (record_id) do update set made_from = excluded.made_from, given_name = excluded.given_name,
      surname = excluded.surname, emails = excluded.emails, phones = excluded.phones,
      company = excluded.company, company_key = excluded.company_key, domains = excluded.domains,
      conversations = excluded.conversations, tokens = excluded.tokens`;
}

import type { Sql } from "postgres";
import { createLogger, manualClock, migrate } from "@/lib/platform/mod.ts";
import {
  type Decider,
  type IdentitySource,
  listSuggestions,
  previewIdentity,
  type PreviewResult,
  type SuggestionRow,
  usualSources,
} from "@/lib/identity/mod.ts";
import { seededRandom } from "@/sim/random.ts";
import { makePopulation, usualPopulation } from "./identity_population.ts";
import { makeScope } from "./sync_world.ts";

/** A contact as Chatwoot has it. */
export interface Contact {
  name: string;
  email?: string | null;
  phone?: string | null;
  company?: string | null;
  /** ISO date of the last activity. */
  active?: string;
}

/** A scope with a Chatwoot connection, among whose strangers named contacts are put. */
export interface IdentityWorld {
  sql: Sql;
  scopeId: string;
  connectionId: string;
  decider: Decider;
  put(contacts: Record<string, Contact>): Promise<void>;
  preview(sources?: IdentitySource[]): Promise<PreviewResult>;
  /** Id of the record about a contact. */
  record(id: string): Promise<string>;
  suggestions(filter?: Parameters<typeof listSuggestions>[2]): Promise<SuggestionRow[]>;
  /** The open suggestion about two contacts. */
  between(a: string, b: string): Promise<SuggestionRow | undefined>;
  /** All rows of the graph but its history, as text. */
  snapshot(): Promise<string>;
}

/** Makes the world, with 200 contacts that are nobody's duplicates. */
export async function identityWorld(sql: Sql): Promise<IdentityWorld> {
  await migrate(sql, "migrations", createLogger({ level: "silent" }));
  const scopeId = await makeScope(sql, `scope-${crypto.randomUUID().slice(0, 8)}`);
  const [connection] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${scopeId}, 'chatwoot', 'http://127.0.0.1', '1') returning id`;
  const connectionId = connection!.id;
  const clock = manualClock(Date.parse("2026-11-20T10:00:00Z"));
  const suggestions: IdentityWorld["suggestions"] = (filter = {}) =>
    listSuggestions(sql, scopeId, filter, { limit: 500 });

  async function put(contacts: Record<string, Contact>): Promise<void> {
    const rows = Object.entries(contacts).map(([id, contact]) => ({ id, ...contact }));
    await sql`
      insert into chatwoot_contacts (account_scope_id, connection_id, external_id, name, email, phone_number,
        company_name, last_activity_at, resolved, data, content_hash, seen_at)
      select ${scopeId}, ${connectionId}, id, name, email, phone, company, active, true, '{}', '\\x00', now()
      from jsonb_to_recordset(${
      sql.json(rows as never)
    }) as r (id text, name text, email text, phone text, company text,
        active timestamptz)
      on conflict (connection_id, external_id) do update set name = excluded.name, email = excluded.email,
        phone_number = excluded.phone_number, company_name = excluded.company_name`;
  }

  async function record(id: string): Promise<string> {
    const [row] = await sql<{ id: string }[]>`
      select id from identity_records where account_scope_id = ${scopeId} and kind = 'person'
        and source_id = ${`contact:${connectionId}:${id}`}`;
    return row!.id;
  }

  const strangers = makePopulation(seededRandom(8), {
    ...usualPopulation,
    records: 200,
    duplicated: 0,
    family: 0,
  });
  await put(Object.fromEntries(strangers.map((one, index) => [`s${index}`, {
    name: `${one.given} ${one.surname}`.trim(),
    email: one.email || null,
    phone: one.phone || null,
    company: one.company || null,
  }])));
  return {
    sql,
    scopeId,
    connectionId,
    decider: { accountScopeId: scopeId, actor: "owner", requestId: "r1" },
    put,
    record,
    suggestions,
    preview: (sources = []) =>
      previewIdentity(
        {
          sql,
          clock,
          signal: new AbortController().signal,
          sources: [...usualSources, ...sources],
        },
        scopeId,
      ),
    async between(a, b) {
      const [one, two] = [await record(a), await record(b)];
      return (await suggestions()).find(({ left, right }) =>
        (left.id === one && right.id === two) || (left.id === two && right.id === one)
      );
    },
    async snapshot() {
      const tables = [
        "identity_records",
        "identity_features",
        "identity_suggestions",
        "identity_links",
        "identity_clusters",
        "identity_members",
        "identity_previews",
      ];
      const texts: string[] = [];
      for (const table of tables) {
        const rows = await sql<{ row: string }[]>`
          select t::text as row from ${
          sql(table)
        } t where account_scope_id = ${scopeId} order by 1`;
        texts.push(`${table}\n${rows.map(({ row }) => row).join("\n")}`);
      }
      return texts.join("\n\n");
    },
  };
}

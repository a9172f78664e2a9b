import type { Sql } from "postgres";
import { seededRandom } from "@/sim/random.ts";
import { makePopulation, usualPopulation } from "./identity_population.ts";

/** Rows of all three connectors about the same people and companies, among strangers. */
export interface IdentityRows {
  scopeId: string;
  projectId: string;
  connections: Record<"chatwoot" | "linear" | "attio", string>;
  /** Id of the record about a row: `contact:a1`, `company:c1`. */
  record(source: "chatwoot" | "linear" | "attio", row: string): Promise<string>;
}

const base = { data: {}, content_hash: "\\x00" };

/** Inserts rows given as objects; what they have in common is filled in. */
async function insert(
  sql: Sql,
  table: string,
  common: Record<string, unknown>,
  rows: Record<string, unknown>[],
): Promise<void> {
  const all = rows.map((row) => ({ ...base, ...common, ...row }));
  const columns = Object.keys(all[0]!);
  const list = sql.unsafe(columns.join(", "));
  await sql`
    insert into ${sql.unsafe(table)} (${list}, seen_at)
    select ${sql.unsafe(columns.map((column) => `n.${column}`).join(", "))}, now()
    from jsonb_populate_recordset(null::${sql.unsafe(table)}, ${sql.json(all as never)}) n`;
}

/** A contact as Chatwoot has it. */
export const contact = (external_id: string, name: string, own: Record<string, unknown> = {}) => ({
  external_id,
  name,
  email: null,
  phone_number: null,
  company_name: null,
  resolved: true,
  ...own,
});

/**
 * Fills a scope: Anna is a contact twice and a person in Attio, where she belongs to Romashka; Katya of
 * the team is an agent and a user of Linear; a deal names Globex and a project of Linear Romashka.
 */
export async function fillIdentityRows(sql: Sql, scopeId: string): Promise<IdentityRows> {
  const [unassigned] = await sql<{ id: string }[]>`
    select id from projects where account_scope_id = ${scopeId} and kind = 'unassigned'`;
  const projectId = unassigned!.id;
  const made = await sql<{ id: string; connector: "chatwoot" | "linear" | "attio" }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id, status)
    select ${scopeId}, name, 'http://vendor.example', '1', 'paused'
    from unnest(array['chatwoot', 'linear', 'attio']) as n (name) returning id, connector`;
  const connections = Object.fromEntries(
    made.map(({ connector, id }) => [connector, id]),
  ) as IdentityRows["connections"];
  const at = "2026-11-10T10:00:00Z";
  const of = (connector: keyof typeof connections) => ({
    account_scope_id: scopeId,
    connection_id: connections[connector],
  });
  const strangers = makePopulation(seededRandom(8), {
    ...usualPopulation,
    records: 150,
    duplicated: 0,
    family: 0,
  });
  const anna = { email: "anna.s@romashka.ru", company_name: "ООО Ромашка" };
  await insert(sql, "chatwoot_contacts", of("chatwoot"), [
    ...strangers.map((one, n) =>
      contact(`s${n}`, `${one.given} ${one.surname}`.trim(), {
        email: one.email || null,
        phone_number: one.phone || null,
        company_name: one.company || null,
      })
    ),
    contact("a1", "Анна Щербакова", { ...anna, phone_number: "+7 912 345-67-89" }),
    contact("a2", "Anna Shcherbakova", { ...anna, phone_number: "8 (912) 345-67-89" }),
  ]);
  await insert(sql, "chatwoot_agents", of("chatwoot"), [
    { external_id: "k1", name: "Katya Ivanova", email: "katya@agency.example" },
  ]);
  await insert(sql, "chatwoot_conversations", { ...of("chatwoot"), project_id: projectId }, [{
    external_id: "9",
    inbox_external_id: "1",
    contact_external_id: "a1",
    status: "open",
    labels: [],
    vendor_created_at: at,
    last_activity_at: at,
    vendor_updated_at: at,
  }]);
  await insert(sql, "linear_users", { ...of("linear"), vendor_updated_at: at }, [{
    external_id: "u1",
    name: "Katya Ivanova",
    display_name: "katya",
    email: "katya@agency.example",
    active: true,
    admin: false,
    vendor_created_at: at,
  }]);
  await insert(sql, "linear_projects", {
    ...of("linear"),
    project_id: projectId,
    vendor_updated_at: at,
    vendor_created_at: at,
  }, [{
    external_id: "p1",
    name: "Сайт Ромашка",
    url: "https://linear.example/p1",
    status: "Started",
    status_type: "started",
    team_external_ids: [],
  }]);
  const attio = {
    ...of("attio"),
    project_id: projectId,
    vendor_created_at: at,
    first_seen_at: at,
  };
  await insert(sql, "attio_companies", attio, [
    {
      external_id: "c1",
      name: "Romashka",
      domains: ["romashka.ru"],
      web_url: "https://attio.example/c1",
    },
    { external_id: "c2", name: "Globex", domains: [], web_url: null },
  ]);
  await insert(sql, "attio_people", attio, [{
    external_id: "p1",
    name: null,
    first_name: "Anna",
    last_name: "Shcherbakova",
    emails: ["anna.s@romashka.ru"],
    phones: ["+79123456789"],
    company_external_id: "c1",
  }]);
  await insert(sql, "attio_deals", attio, [
    {
      external_id: "d1",
      name: "Globex: redesign",
      company_external_id: null,
      person_external_ids: [],
    },
    {
      external_id: "d2",
      name: "Romashka shop",
      company_external_id: "c1",
      person_external_ids: [],
    },
  ]);
  await insert(sql, "attio_workspace_members", {
    ...of("attio"),
    vendor_created_at: at,
    first_seen_at: at,
  }, [{
    external_id: "m1",
    name: "Katya Ivanova",
    email: "katya@agency.example",
    access_level: "member",
  }]);
  return {
    scopeId,
    projectId,
    connections,
    async record(source, row) {
      const [sort, id] = row.split(":");
      const [found] = await sql<{ id: string }[]>`
        select id from identity_records where account_scope_id = ${scopeId} and source = ${source}
          and source_id = ${`${sort}:${connections[source]}:${id}`}`;
      return found!.id;
    },
  };
}

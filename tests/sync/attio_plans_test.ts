/** The questions that Attio's indexes are for are answered from them, in a workspace of some size. */
import { ok } from "node:assert/strict";
import { servedStore } from "../support/both_stores.ts";
import { makeProject, makeScope } from "../support/sync_world.ts";

interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  Plans?: Plan[];
}

function indexesOf(plan: Plan): string[] {
  const own = plan["Index Name"] === undefined ? [] : [plan["Index Name"]];
  return [...own, ...(plan.Plans ?? []).flatMap(indexesOf)];
}

/** Rows of each kind. */
const ROWS = 20_000;

Deno.test(
  { name: "Attio's questions are answered from their indexes", ignore: !servedStore.available },
  async (t) => {
    const store = await servedStore.open();
    const { sql } = store;
    try {
      const scopeId = await makeScope(sql);
      const [one, two] = [
        await makeProject(sql, scopeId, "a"),
        await makeProject(sql, scopeId, "b"),
      ];
      const [connection] = await sql<[{ id: string }]>`
        insert into connections (account_scope_id, connector, base_url, external_account_id)
        values (${scopeId}, 'attio', 'https://api.attio.com', 'w') returning id`;
      const { id } = connection;
      const common =
        sql`project_id, account_scope_id, connection_id, external_id, vendor_created_at, data,
        content_hash, first_seen_at, seen_at`;
      const values = sql`
        case when n % 50 = 0 then ${one}::uuid else ${two}::uuid end, ${scopeId}::uuid, ${id}::uuid, n::text,
        timestamptz '2026-01-01' + n * interval '1 minute', '{}'::jsonb, '\\x00'::bytea, now(), now()`;
      const many = sql`from generate_series(1, ${ROWS}) n`;
      await sql`insert into attio_companies (${common}, domains)
        select ${values}, array['c' || n || '.example'] ${many}`;
      await sql`insert into attio_people (${common}, company_external_id, emails)
        select ${values}, (n % 5000)::text, array['p' || n || '@x.example'] ${many}`;
      await sql`insert into attio_deals (${common}, company_external_id, stage)
        select ${values}, (n % 5000)::text, (array['Lead', 'Won', 'Lost'])[1 + n % 3] ${many}`;
      await sql`insert into attio_entries (${common}, list_external_id, parent_object, parent_record_external_id)
        select ${values}, 'l' || n % 40, 'companies', (n % 7000)::text ${many}`;
      await sql`insert into attio_notes (${common}, parent_object, parent_record_external_id, title, content)
        select ${values}, 'companies', (n % 7000)::text, 'Note', 'x' ${many}`;
      await sql`insert into attio_tasks (${common}, content, completed, deadline_at, linked_record_external_ids)
        select ${values}, 'Task', n % 4 > 0, timestamptz '2026-01-01' + n * interval '1 minute',
          array[(n % 7000)::text] ${many}`;
      await sql`analyze`;
      const ids = ["17", "18", "19"];
      const live = sql`project_id = ${one} and deleted_at is null`;
      const own = sql`connection_id = ${id}`;
      const questions = {
        "which people follow a company": [
          sql`select 1 from attio_people where ${own}
            and (external_id = any (${ids}) or company_external_id = any (${ids}))`,
          "attio_people_company",
        ],
        "which deals follow a company": [
          sql`select 1 from attio_deals where ${own}
            and (external_id = any (${ids}) or company_external_id = any (${ids}))`,
          "attio_deals_company",
        ],
        "which lists a record is in": [
          sql`select 1 from attio_entries where ${own} and parent_record_external_id = any (${ids})`,
          "attio_entries_parent",
        ],
        "which entries a list has": [
          sql`select 1 from attio_entries where ${own} and list_external_id = 'l7' and deleted_at is null`,
          "attio_entries_list",
        ],
        "which notes hang on a record": [
          sql`select 1 from attio_notes where ${own} and parent_record_external_id = any (${ids})`,
          "attio_notes_parent",
        ],
        "which tasks are about a record": [
          sql`select 1 from attio_tasks where ${own} and linked_record_external_ids && ${ids}`,
          "attio_tasks_linked",
        ],
        "the newest notes of a project": [
          sql`select * from attio_notes where ${live} order by vendor_created_at desc limit 20`,
          "attio_notes_recent",
        ],
        "the open tasks of a project that are due": [
          sql`select * from attio_tasks where ${live} and not completed and deadline_at < '2026-01-05'`,
          "attio_tasks_open",
        ],
        "the deals of a project at a stage": [
          sql`select * from attio_deals where ${live} and stage = 'Won'`,
          "attio_deals_worth",
        ],
        "the companies of a project": [
          sql`select * from attio_companies where ${live}`,
          "attio_companies_project",
        ],
        "the people of a project": [
          sql`select * from attio_people where ${live}`,
          "attio_people_project",
        ],
        "what a merged company has become": [
          sql`select 1 from attio_companies where array['c7.example'] <@ domains`,
          "attio_companies_domains",
        ],
        "who has an address": [
          sql`select 1 from attio_people where emails && array['p7@x.example']`,
          "attio_people_emails",
        ],
        "where records belong": [
          sql`select * from attio_places(${id}, ${ids})`,
          "attio_entries_parent",
        ],
      } as const;
      for (const [question, [query, index]] of Object.entries(questions)) {
        await t.step(question, async () => {
          const [row] = await sql<[{ "QUERY PLAN": [{ Plan: Plan }] }]>`
            explain (format json) ${query}`;
          const used = indexesOf(row["QUERY PLAN"][0].Plan);
          ok(used.includes(index), `${used.join(", ") || "no index"} instead of ${index}`);
        });
      }
    } finally {
      await store.close();
    }
  },
);

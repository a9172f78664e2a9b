import { makeProject } from "./sync_world.ts";
import type { Stores } from "./scratch_stores.ts";

type Row = Record<string, unknown>;
type Connector = "chatwoot" | "linear" | "attio";

/** A scope with rows of its sources, as they come to their tables, for tests of what is counted from them. */
export interface SourceRows {
  /** Ids of client projects by their slugs. */
  projects: Record<string, string>;
  deal(row: { project: string; stage: string } & Row): Promise<string>;
  /** The deal came from one stage to another. */
  moved(dealId: string, from: string, to: string, at: string): Promise<void>;
  issue(row: { project: string } & Row): Promise<string>;
  /** A conversation's messages: `client 09:00`, `team 09:30`, at a day; and their answers are found. */
  talk(project: string, contact: string, day: string, lines: readonly string[]): Promise<void>;
}

/** Makes client projects and a connection of each source in the stores' scope. */
export async function sourceRows(stores: Stores, slugs: readonly string[]): Promise<SourceRows> {
  const { sql, accountScopeId } = stores;
  const projects: Record<string, string> = {};
  for (const slug of slugs) projects[slug] = await makeProject(sql, accountScopeId, slug);
  const made = await sql<{ id: string; connector: Connector }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id, status)
    select ${accountScopeId}, name, 'http://vendor.example', '1', 'paused'
    from unnest(array['chatwoot', 'linear', 'attio']) as n (name) returning id, connector`;
  const connections = new Map(made.map(({ connector, id }) => [connector, id]));
  let number = 0;

  async function insert(table: string, connector: Connector, row: Row): Promise<string> {
    const { project, ...rest } = row;
    const whole: Row = {
      ...{ account_scope_id: accountScopeId, connection_id: connections.get(connector) },
      ...(project === undefined ? {} : { project_id: projects[String(project)] }),
      ...{ external_id: String(++number), data: {}, content_hash: "\\x00" },
      ...{ seen_at: "2026-11-25T00:00:00Z" },
      ...rest,
    };
    const columns = Object.keys(whole);
    const [stored] = await sql<{ id: string }[]>`
      insert into ${sql(table)} (${sql.unsafe(columns.join(", "))})
      select ${sql.unsafe(columns.map((column) => `n.${column}`).join(", "))}
      from jsonb_populate_record(null::${sql(table)}, ${sql.json(whole as never)}) n returning id`;
    return stored!.id;
  }

  return {
    projects,
    deal: (row) =>
      insert("attio_deals", "attio", {
        ...{ name: "Deal", person_external_ids: [], currency: "EUR" },
        ...{ vendor_created_at: "2026-01-01T00:00:00Z", first_seen_at: "2026-01-01T00:00:00Z" },
        ...row,
      }),
    async moved(dealId, from, to, at) {
      await sql`
        insert into connector_events (project_id, account_scope_id, kind, connector, connection_id,
          source_table, source_id, occurred_at, dedup_key, data)
        select project_id, account_scope_id, 'deal_stage_changed', 'attio', connection_id, 'attio_deals', id,
          ${at}::timestamptz, ${`${dealId} ${at}`}, ${sql.json({ from, to })}
        from attio_deals where id = ${dealId}`;
    },
    issue: (row) =>
      insert("linear_issues", "linear", {
        ...{ identifier: `ENG-${number + 1}`, title: "Task", url: "https://linear.example/i" },
        ...{ previous_identifiers: [], label_external_ids: [], priority: 0 },
        ...{ team_external_id: "1", state_external_id: "1" },
        ...{ vendor_created_at: "2026-10-01T00:00:00Z", vendor_updated_at: "2026-10-01T00:00:00Z" },
        ...row,
      }),
    async talk(project, contact, day, lines) {
      const conversation = String(++number);
      const at = (time: string) => `${day}T${time}:00Z`;
      const [known] = await sql`
        select 1 from chatwoot_contacts where account_scope_id = ${accountScopeId} and external_id = ${contact}`;
      if (known === undefined) {
        await insert("chatwoot_contacts", "chatwoot", {
          ...{ external_id: contact, name: contact, resolved: true },
        });
      }
      const begun = at(lines[0]!.split(" ")[1]!);
      await insert("chatwoot_conversations", "chatwoot", {
        ...{
          project,
          external_id: conversation,
          inbox_external_id: "1",
          status: "open",
          labels: [],
        },
        ...{ contact_external_id: contact, vendor_created_at: begun, vendor_updated_at: begun },
        last_activity_at: begun,
      });
      for (const line of lines) {
        const [who, time] = line.split(" ") as [string, string];
        await insert("chatwoot_messages", "chatwoot", {
          ...{ project, conversation_external_id: conversation, private: false, attachments: [] },
          ...{ content: line, content_type: "text", vendor_created_at: at(time) },
          direction: who === "team" ? "outgoing" : "incoming",
        });
      }
      await sql`select settle_chatwoot_replies(1000)`;
    },
  };
}

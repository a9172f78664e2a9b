import type { Sql } from "postgres";

/** A message as a test says it. */
export interface SpokenLine {
  /** Number of the conversation; 1 unless given. */
  conversation?: number;
  /** Whose words they are; the client's unless given. */
  by?: "client" | "team" | "bot" | "note";
  text: string;
  at: Date;
}

/** Writes rows that signals are drawn from straight into the tables, with their evidence. */
export interface SignalRows {
  /** Says something in a project's chat. Returns the message's id. */
  say(projectId: string, line: SpokenLine): Promise<string>;
  /** Makes a Linear project. Returns its id. */
  linearProject(
    projectId: string,
    row: { key: string; name?: string; target?: string },
  ): Promise<string>;
  /** Makes an open issue. Returns its id. */
  issue(
    projectId: string,
    row: { number: number; linearProject?: string; due?: string; blockedSince?: Date },
  ): Promise<string>;
  /** Makes a deal. Returns its id. */
  deal(
    projectId: string,
    row: { key: string; stage?: string; since: Date; nextStep?: string | null; value?: number },
  ): Promise<string>;
  /** Makes a task that is about a deal. */
  task(projectId: string, row: { key: string; deal: string; completed?: boolean }): Promise<void>;
}

const hash = "\\x00";

/** Inserts one row given as an object. Returns its id. */
async function insert(sql: Sql, table: string, row: Record<string, unknown>): Promise<string> {
  const all = { data: {}, content_hash: hash, seen_at: new Date(), ...row };
  const columns = sql.unsafe(Object.keys(all).map((name) => `"${name}"`).join(", "));
  const [made] = await sql<{ id: string }[]>`
    insert into ${sql.unsafe(table)} (${columns})
    select ${columns} from jsonb_populate_record(null::${sql.unsafe(table)}, ${
    sql.json(all as never)
  }) returning id`;
  return made!.id;
}

/** Makes the connections of a scope, and the writer of their rows. */
export async function signalRows(sql: Sql, accountScopeId: string): Promise<SignalRows> {
  const made = await sql<{ connector: "chatwoot" | "linear" | "attio"; id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id, status, last_synced_at)
    select ${accountScopeId}, name, 'https://' || name || '.example', '1', 'ok', now()
    from unnest(array['chatwoot', 'linear', 'attio']) as n (name) returning connector, id`;
  const connections = Object.fromEntries(made.map(({ connector, id }) => [connector, id]));
  const account_scope_id = accountScopeId;
  const of = (connector: string) => ({ account_scope_id, connection_id: connections[connector] });
  await insert(sql, "chatwoot_contacts", {
    ...of("chatwoot"),
    ...{ external_id: "1", name: "Ada Client", resolved: true },
  });
  await insert(sql, "chatwoot_agents", { ...of("chatwoot"), external_id: "1", name: "Bo Team" });
  let messages = 0;

  async function keepEvidence(
    project_id: string,
    [source, source_table, source_id]: [string, string, string],
    occurred_at: Date,
    snippet: string,
  ): Promise<void> {
    await sql`
      insert into evidence (project_id, account_scope_id, source, source_table, source_id, occurred_at, author, snippet)
      values (${project_id}, ${accountScopeId}, ${source}, ${source_table}, ${source_id}, ${occurred_at}, 'Ada', ${snippet})`;
  }

  return {
    async say(project_id, { conversation = 1, by = "client", text, at }) {
      await sql`
        insert into chatwoot_conversations (project_id, account_scope_id, connection_id, external_id,
          inbox_external_id, contact_external_id, assignee_external_id, status, vendor_created_at,
          last_activity_at, data, content_hash, vendor_updated_at, seen_at)
        values (${project_id}, ${accountScopeId}, ${connections.chatwoot!}, ${String(conversation)},
          '1', '1', '1', 'open', ${at}, ${at}, '{}', ${hash}, ${at}, now())
        on conflict do nothing`;
      const id = await insert(sql, "chatwoot_messages", {
        ...of("chatwoot"),
        ...{ project_id, external_id: String(++messages), content: text, content_type: "text" },
        conversation_external_id: String(conversation),
        direction: by === "client" ? "incoming" : "outgoing",
        private: by === "note",
        sender_kind: by === "client" ? "contact" : by === "bot" ? "agent_bot" : "user",
        sender_name: by === "client" ? "Ada Client" : "Bo Team",
        attachments: [],
        vendor_created_at: at,
      });
      if (text !== "") {
        await keepEvidence(project_id, ["chatwoot", "chatwoot_messages", id], at, text);
      }
      return id;
    },
    linearProject: (project_id, { key, name = key, target }) =>
      insert(sql, "linear_projects", {
        ...of("linear"),
        ...{ project_id, external_id: key, name, url: `https://linear.example/${key}` },
        ...{ status: "In Progress", status_type: "started", target_date: target ?? null },
        team_external_ids: [],
        ...{ vendor_created_at: new Date(0), vendor_updated_at: new Date(0) },
      }),
    async issue(project_id, { number, linearProject, due, blockedSince }) {
      const id = await insert(sql, "linear_issues", {
        ...of("linear"),
        ...{ project_id, external_id: `issue-${number}`, identifier: `ENG-${number}` },
        ...{ title: `Issue ${number}`, url: `https://linear.example/ENG-${number}`, priority: 0 },
        ...{ team_external_id: "t", state_external_id: "s", due_date: due ?? null },
        ...{ previous_identifiers: [], label_external_ids: [] },
        linear_project_external_id: linearProject ?? null,
        ...{ vendor_created_at: new Date(0), vendor_updated_at: new Date(0) },
      });
      await keepEvidence(
        project_id,
        ["linear", "linear_issues", id],
        new Date(0),
        `Issue ${number}`,
      );
      if (blockedSince !== undefined) {
        await sql`
          insert into connector_event_states (account_scope_id, connection_id, source_id, aspect, value, at)
          values (${accountScopeId}, ${connections
          .linear!}, ${id}, 'blocked', 'true', ${blockedSince})`;
      }
      return id;
    },
    async deal(project_id, { key, stage = "Proposal", since, nextStep = null, value = 9000 }) {
      const id = await insert(sql, "attio_deals", {
        ...of("attio"),
        ...{ project_id, external_id: key, name: `Deal ${key}`, stage, stage_since: since, value },
        ...{ currency: "EUR", next_step: nextStep, person_external_ids: [] },
        ...{ vendor_created_at: since, first_seen_at: since },
      });
      await keepEvidence(project_id, ["attio", "attio_deals", id], since, `Deal ${key}`);
      return id;
    },
    async task(project_id, { key, deal, completed = false }) {
      await insert(sql, "attio_tasks", {
        ...of("attio"),
        ...{ project_id, external_id: key, content: "Call them", completed },
        ...{ linked_record_external_ids: [deal], assignee_external_ids: [] },
        ...{ vendor_created_at: new Date(), first_seen_at: new Date() },
      });
    },
  };
}

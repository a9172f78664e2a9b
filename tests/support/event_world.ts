import type { Sql } from "postgres";
import { collectEvents } from "../../lib/connectors/events/collect.ts";
import { makeProject, makeScope } from "./sync_world.ts";

/** When events are collected unless a test says otherwise: a Wednesday noon. */
export const NOW = new Date("2026-11-25T12:00:00Z");

/** A moment so many days (and hours) before {@link NOW}. */
export function ago(days: number, hours = 0): Date {
  return new Date(NOW.getTime() - (days * 24 + hours) * 3_600_000);
}

/** An event as tests compare it. */
export type Told = [kind: string, at: string, snippet: string | null];

/** A scope with two projects and a connection of each vendor, and rows as syncs write them. */
export interface EventWorld {
  scopeId: string;
  projects: { unassigned: string; a: string; b: string };
  connections: { chatwoot: string; linear: string; attio: string };
  /** Makes or changes a conversation. */
  conversation(id: string, fields?: { project?: string; contact?: string | null }): Promise<void>;
  /** Makes or changes a message; `at` in days before now. */
  message(id: string, fields: MessageFields): Promise<void>;
  /** Makes or changes a contact. */
  contact(id: string, fields: { name?: string; email?: string; activity?: Date }): Promise<void>;
  /** Makes or changes an issue, with its state and labels by name. */
  issue(id: string, fields: IssueFields): Promise<void>;
  /** Makes or changes a deal. */
  deal(id: string, fields: { stage: string | null; since: Date; project?: string }): Promise<void>;
  /** Makes or changes a note. */
  note(id: string, fields: { title: string; content: string; at: Date }): Promise<void>;
  /** Buries a row, or brings it back. */
  bury(table: string, id: string, gone?: boolean): Promise<void>;
  /** Says that all was synced up to a moment. */
  synced(at: Date): Promise<void>;
  collect(now?: Date): Promise<number>;
  /** What is shown, oldest first; without messages sent unless they are asked for. */
  told(options?: { kind?: string; project?: string; messages?: boolean }): Promise<Told[]>;
}

interface MessageFields {
  conversation: string;
  at: Date;
  content?: string;
  incoming?: boolean;
  private?: boolean;
  sender?: string;
}

interface IssueFields {
  state?: string;
  labels?: string[];
  updated: Date;
  project?: string;
  started?: Date | null;
  completed?: Date | null;
}

const hash = (value: unknown) => JSON.stringify(value);

/** Makes the world, in a scope of its own unless one is given. */
export async function eventWorld(sql: Sql, given?: string): Promise<EventWorld> {
  const scopeId = given ?? await makeScope(sql, `s-${crypto.randomUUID()}`);
  const a = await makeProject(sql, scopeId, "a");
  const b = await makeProject(sql, scopeId, "b");
  const [unassigned] = await sql<{ id: string }[]>`
    select id from projects where account_scope_id = ${scopeId} and kind = 'unassigned'`;
  const connection = async (connector: string) => {
    const [row] = await sql<{ id: string }[]>`
      insert into connections (account_scope_id, connector, base_url, external_account_id, last_synced_at)
      values (${scopeId}, ${connector}, 'https://vendor.example', '1', ${NOW}) returning id`;
    return row!.id;
  };
  const connections = {
    chatwoot: await connection("chatwoot"),
    linear: await connection("linear"),
    attio: await connection("attio"),
  };
  const ids = { account_scope_id: scopeId };

  return {
    scopeId,
    projects: { unassigned: unassigned!.id, a, b },
    connections,
    async conversation(id, { project = a, contact = "1" } = {}) {
      await sql`
        insert into chatwoot_conversations ${
        sql({
          ...{ ...ids, project_id: project, connection_id: connections.chatwoot, external_id: id },
          ...{ inbox_external_id: "1", contact_external_id: contact, status: "open", data: "{}" },
          ...{ vendor_created_at: ago(300), last_activity_at: ago(Number(id) / 1000) },
          ...{ content_hash: hash(contact), vendor_updated_at: NOW, seen_at: NOW },
        })
      } on conflict (connection_id, external_id) do update set project_id = excluded.project_id,
          contact_external_id = excluded.contact_external_id, content_hash = excluded.content_hash`;
    },
    async message(id, fields) {
      const { conversation, at, content = "hello", incoming = true, sender } = fields;
      await sql`
        insert into chatwoot_messages as s (project_id, account_scope_id, connection_id, external_id,
          conversation_external_id, direction, private, content, content_type, sender_kind, sender_name,
          vendor_created_at, data, content_hash, seen_at)
        select c.project_id, c.account_scope_id, c.connection_id, ${id}, c.external_id,
          ${incoming ? "incoming" : "outgoing"}, ${fields.private ?? false}, ${content}, 'text',
          ${sender ?? (incoming ? "contact" : "user")}, ${incoming ? "Ada" : "Bo"}, ${at}, '{}', ${
        hash(fields)
      }, ${NOW}
        from chatwoot_conversations c
        where c.connection_id = ${connections.chatwoot} and c.external_id = ${conversation}
        on conflict (project_id, connection_id, external_id) do update set content = excluded.content,
          content_hash = excluded.content_hash, vendor_created_at = excluded.vendor_created_at`;
    },
    async contact(id, { name = "Ada", email = "ada@example.com", activity = NOW }) {
      await sql`
        insert into chatwoot_contacts ${
        sql({
          ...{ ...ids, connection_id: connections.chatwoot, external_id: id, name, email },
          ...{ resolved: true, last_activity_at: activity, data: "{}", seen_at: activity },
          content_hash: hash([name, email, activity]),
        })
      } on conflict (connection_id, external_id) do update set name = excluded.name,
          email = excluded.email, last_activity_at = excluded.last_activity_at,
          content_hash = excluded.content_hash, seen_at = excluded.seen_at`;
    },
    async issue(id, fields) {
      const { state = "Todo", labels = [], updated, project = a } = fields;
      const named = { ...ids, connection_id: connections.linear, data: "{}", content_hash: "x" };
      const times = { vendor_created_at: ago(300), vendor_updated_at: updated, seen_at: NOW };
      await sql`
        insert into linear_workflow_states ${
        sql({
          ...{ ...named, ...times, external_id: state, name: state, type: "started", position: 1 },
          team_external_id: "t",
        })
      } on conflict do nothing`;
      for (const label of labels) {
        await sql`
          insert into linear_labels ${
          sql({ ...named, ...times, external_id: label, name: label, is_group: false })
        } on conflict do nothing`;
      }
      await sql`
        insert into linear_issues ${
        sql({
          ...{ ...named, ...times, project_id: project, external_id: id, identifier: `ENG-${id}` },
          ...{ title: `Issue ${id}`, url: `https://linear.example/${id}`, priority: 0 },
          ...{ team_external_id: "t", state_external_id: state, label_external_ids: labels },
          ...{ started_at: fields.started ?? null, completed_at: fields.completed ?? null },
          ...{ creator_name: "Cy", content_hash: hash(fields) },
        })
      } on conflict (connection_id, external_id) do update set project_id = excluded.project_id,
          state_external_id = excluded.state_external_id, label_external_ids = excluded.label_external_ids,
          started_at = excluded.started_at, completed_at = excluded.completed_at,
          vendor_updated_at = excluded.vendor_updated_at, content_hash = excluded.content_hash`;
    },
    async deal(id, { stage, since, project = a }) {
      await sql`
        insert into attio_deals ${
        sql({
          ...{ ...ids, project_id: project, connection_id: connections.attio, external_id: id },
          ...{ name: `Deal ${id}`, stage, stage_since: since, web_url: "https://attio.example/d" },
          ...{ vendor_created_at: ago(300), data: "{}", content_hash: hash([stage, since]) },
          ...{ vendor_updated_at: since, first_seen_at: NOW, seen_at: NOW },
        })
      } on conflict (connection_id, external_id) do update set stage = excluded.stage,
          stage_since = excluded.stage_since, content_hash = excluded.content_hash,
          project_id = excluded.project_id`;
    },
    async note(id, { title, content, at }) {
      await sql`
        insert into attio_notes ${
        sql({
          ...{ ...ids, project_id: a, connection_id: connections.attio, external_id: id },
          ...{ parent_object: "deals", parent_record_external_id: "1", title, content, data: "{}" },
          ...{ vendor_created_at: at, content_hash: hash([title, content]) },
          ...{ first_seen_at: NOW, seen_at: NOW },
        })
      } on conflict (connection_id, external_id) do update set title = excluded.title,
          content = excluded.content, content_hash = excluded.content_hash`;
    },
    async bury(table, id, gone = true) {
      await sql`
        update ${sql(table)} set deleted_at = ${gone ? NOW : null}, deleted_reason = ${
        gone ? "deleted" : null
      }
        where account_scope_id = ${scopeId} and external_id = ${id}`;
    },
    async synced(at) {
      await sql`
        update connections set last_synced_at = ${at} where account_scope_id = ${scopeId}`;
    },
    async collect(now = NOW) {
      const { signal } = new AbortController();
      return await collectEvents(sql, {
        accountScopeId: scopeId,
        now,
        retentionMonths: 12,
        signal,
      });
    },
    async told({ kind, project, messages = false } = {}) {
      const rows = await sql<{ kind: string; at: Date; snippet: string | null }[]>`
        select kind, occurred_at as at, snippet from connector_events
        where account_scope_id = ${scopeId} and retracted_at is null
          ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
          ${project === undefined ? sql`` : sql`and project_id = ${project}`}
          ${messages || kind !== undefined ? sql`` : sql`and kind <> 'message_sent'`}
        order by occurred_at, kind, snippet`;
      return rows.map(({ kind, at, snippet }) => [kind, at.toISOString(), snippet]);
    },
  };
}

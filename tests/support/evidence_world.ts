import type { Sql } from "postgres";
import {
  type Embedder,
  type Hit,
  localEmbedder,
  type Refreshed,
  refreshEvidence,
  retrieve,
  type Retrieved,
  type SearchFilters,
} from "@/lib/evidence/mod.ts";
import { type Clock, systemClock } from "@/lib/platform/mod.ts";
import { makeProject, makeScope } from "./sync_world.ts";

/** When questions are asked unless a test says otherwise. */
export const NOW = new Date("2026-11-25T12:00:00Z");

/** A moment so many days before {@link NOW}. */
export const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

/** Source rows as syncs write them, and the index over them. */
export interface EvidenceWorld {
  scopeId: string;
  projects: { a: string; b: string };
  connections: Record<"chatwoot" | "linear" | "attio", string>;
  contact(id: string, fields: { name: string; company?: string }): Promise<void>;
  conversation(id: string, fields?: ConversationFields): Promise<string>;
  message(
    id: string,
    conversation: string,
    content: string,
    fields?: MessageFields,
  ): Promise<string>;
  issue(id: string, title: string, fields?: IssueFields): Promise<string>;
  comment(id: string, issue: string, body: string, author?: string): Promise<void>;
  deal(id: string, name: string, fields?: { stage?: string; project?: string }): Promise<string>;
  note(id: string, title: string, content: string, project?: string): Promise<string>;
  /** Brings the index up to date. */
  index(tools?: { clock?: Clock; embedder?: Embedder }): Promise<Refreshed>;
  /** Asks, in project a unless others are named. */
  ask(query: string, options?: AskOptions): Promise<Retrieved>;
  /** Titles of what is found, best first. */
  titles(query: string, options?: AskOptions): Promise<string[]>;
}

interface ConversationFields {
  project?: string;
  contact?: string;
  labels?: string[];
}

interface MessageFields {
  at?: Date;
  private?: boolean;
  author?: string;
  incoming?: boolean;
}

interface IssueFields {
  project?: string;
  identifier?: string;
  description?: string;
  at?: Date;
  assignee?: string;
}

/** How to ask. */
export interface AskOptions {
  projects?: readonly string[];
  filters?: SearchFilters;
  topK?: number;
  sourceLimit?: number;
  scopeId?: string;
}

const hash = (value: unknown) => JSON.stringify(value);

/** Makes the world, in a scope of its own unless one is given. */
export async function evidenceWorld(sql: Sql, given?: string): Promise<EvidenceWorld> {
  const scopeId = given ?? await makeScope(sql, `s-${crypto.randomUUID()}`);
  const a = await makeProject(sql, scopeId, `a-${crypto.randomUUID().slice(0, 8)}`);
  const b = await makeProject(sql, scopeId, `b-${crypto.randomUUID().slice(0, 8)}`);
  const connect = async (connector: string) => {
    const [row] = await sql<{ id: string }[]>`
      insert into connections (account_scope_id, connector, base_url, external_account_id)
      values (${scopeId}, ${connector}, 'https://vendor.example', ${crypto.randomUUID()}) returning id`;
    return row!.id;
  };
  const connections = {
    chatwoot: await connect("chatwoot"),
    linear: await connect("linear"),
    attio: await connect("attio"),
  };
  const { signal } = new AbortController();
  const put = async (table: string, row: Record<string, unknown>) => {
    const full = {
      account_scope_id: scopeId,
      data: "{}",
      seen_at: NOW,
      content_hash: hash(row),
      ...row,
    };
    const key = table === "chatwoot_messages"
      ? sql`project_id, connection_id, external_id`
      : sql`connection_id, external_id`;
    const sets = Object.keys(full).filter((name) =>
      name !== "external_id" && name !== "connection_id"
    );
    const [made] = await sql<{ id: string }[]>`
      insert into ${sql(table)} ${sql(full)}
      on conflict (${key}) do update set ${
      sql.unsafe(sets.map((name) => `${name} = excluded.${name}`).join(", "))
    } returning id`;
    return made!.id;
  };
  const world: EvidenceWorld = {
    scopeId,
    projects: { a, b },
    connections,
    async contact(id, { name, company }) {
      await put("chatwoot_contacts", {
        ...{ connection_id: connections.chatwoot, external_id: id, name, resolved: true },
        company_name: company ?? null,
      });
    },
    conversation: (id, { project = a, contact, labels = [] } = {}) =>
      put("chatwoot_conversations", {
        ...{ connection_id: connections.chatwoot, external_id: id, project_id: project, labels },
        ...{ inbox_external_id: "1", contact_external_id: contact ?? null, status: "open" },
        ...{ vendor_created_at: ago(30), last_activity_at: ago(1), vendor_updated_at: NOW },
      }),
    async message(id, conversation, content, fields = {}) {
      const [home] = await sql<{ project_id: string }[]>`
        select project_id from chatwoot_conversations
        where connection_id = ${connections.chatwoot} and external_id = ${conversation}`;
      const { at = ago(1), author = "Anna", incoming = true } = fields;
      return await put("chatwoot_messages", {
        ...{ connection_id: connections.chatwoot, external_id: id, project_id: home!.project_id },
        ...{ conversation_external_id: conversation, content, content_type: "text" },
        ...{ direction: incoming ? "incoming" : "outgoing", private: fields.private ?? false },
        ...{
          sender_kind: incoming ? "contact" : "user",
          sender_name: author,
          sender_external_id: "1",
        },
        vendor_created_at: at,
      });
    },
    issue: (id, title, fields = {}) =>
      put("linear_issues", {
        ...{ connection_id: connections.linear, external_id: id, title, priority: 0 },
        ...{ project_id: fields.project ?? a, identifier: fields.identifier ?? `ENG-${id}` },
        ...{ description: fields.description ?? null, url: `https://linear.example/${id}` },
        ...{ team_external_id: "t", state_external_id: "s" },
        ...{ vendor_created_at: fields.at ?? ago(1), vendor_updated_at: NOW },
      }),
    async comment(id, issue, body, author = "Bo") {
      const [home] = await sql<{ project_id: string }[]>`
        select project_id from linear_issues
        where connection_id = ${connections.linear} and external_id = ${issue}`;
      await put("linear_comments", {
        ...{ connection_id: connections.linear, external_id: id, project_id: home!.project_id },
        ...{ issue_external_id: issue, body, author_name: author, url: "" },
        ...{ vendor_created_at: ago(1), vendor_updated_at: NOW },
      });
    },
    deal: (id, name, { stage = "Proposal", project = a } = {}) =>
      put("attio_deals", {
        ...{ connection_id: connections.attio, external_id: id, project_id: project, name, stage },
        ...{ vendor_created_at: ago(5), first_seen_at: NOW },
      }),
    note: (id, title, content, project = a) =>
      put("attio_notes", {
        ...{
          connection_id: connections.attio,
          external_id: id,
          project_id: project,
          title,
          content,
        },
        ...{
          parent_object: "companies",
          parent_record_external_id: "c",
          vendor_created_at: ago(5),
        },
        first_seen_at: NOW,
      }),
    index: ({ clock = systemClock, embedder = localEmbedder } = {}) =>
      refreshEvidence({ sql, clock, embedder, signal }, scopeId),
    ask: (
      query,
      { projects = [a], filters = {}, topK = 10, sourceLimit = 25, scopeId: other } = {},
    ) =>
      retrieve(
        { sql, now: NOW.getTime(), vectors: null },
        { accountScopeId: other ?? scopeId, projectIds: projects },
        { query, topK, sourceLimit, filters },
      ),
    titles: async (query, options) =>
      (await world.ask(query, options)).hits.map(({ title }: Hit) => title),
  };
  return world;
}

/** Tables of the index. */
const TABLES = [
  ...["evidence_spaces", "evidence_documents", "evidence_chunks", "evidence_postings"],
  ...["evidence_stale_buckets", "evidence_queue", "evidence_names", "evidence_vectors"],
];

/** Everything the index holds, with which transaction wrote each row, as one text to compare. */
export async function indexSnapshot(sql: Sql): Promise<string> {
  const texts: string[] = [];
  for (const table of TABLES) {
    const rows = await sql<{ row: string }[]>`
      select t.xmin::text || ' ' || t::text as row from ${sql(table)} t order by 1`;
    texts.push(`${table}\n${rows.map(({ row }) => row).join("\n")}`);
  }
  return texts.join("\n\n");
}

/** Where the maintained statistics differ from a recount of the chunks; empty when they hold. */
export async function statisticsOff(sql: Sql): Promise<unknown[]> {
  const off = await sql`
    select 'space' as what, s.space::text as place, s.chunks::text || '/' || s.terms as kept,
      count(c.id)::text || '/' || coalesce(sum(c.length), 0) as counted
    from evidence_spaces s left join evidence_chunks c on c.space = s.space
    group by s.space having s.chunks <> count(c.id) or s.terms <> coalesce(sum(c.length), 0)
    union all
    select 'posting', coalesce(k.place, n.place), k.value, n.value
    from (select p.space || ' ' || p.term || ' ' || u.no as place, u.count || '/' || u.length as value
      from evidence_postings p cross join unnest(p.nos, p.counts, p.lengths) as u (no, count, length)) k
    full join (select c.space || ' ' || u.term || ' ' || c.no as place, u.count || '/' || c.length as value
      from evidence_chunks c cross join unnest(c.terms, c.counts) as u (term, count)) n on n.place = k.place
    where k.value is distinct from n.value limit 20`;
  return [...off];
}

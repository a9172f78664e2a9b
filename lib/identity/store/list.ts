import type { Sql } from "../../platform/mod.ts";
import type { Reason } from "../matching/reasons.ts";
import type { Survivors } from "../survivors.ts";
import type { Change } from "./decide.ts";
import type { LinkKind } from "./suggestion.ts";

/** A record as it is shown beside a suggestion. */
export interface ShownRecord {
  id: string;
  source: string;
  role: string | null;
  name: string | null;
  emails: string[];
  phones: string[];
  company: string | null;
  domains: string[];
}

/** A suggestion with both records and the reasons for it. */
export interface SuggestionRow {
  id: string;
  link: LinkKind;
  kind: string;
  confidence: number;
  reasons: Reason[];
  group_id: string;
  status: "open" | "applied" | "dismissed";
  dismiss_reason: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  left: ShownRecord;
  right: ShownRecord;
}

/** What a list of suggestions is narrowed to. */
export interface SuggestionFilter {
  status?: SuggestionRow["status"];
  link?: LinkKind;
  kind?: string;
  /** Least confidence, 0 to 1. */
  least?: number;
  /** Suggestions about this record alone. */
  recordId?: string;
}

/** Part of a list; `after` is the last row of the page before. */
export interface Page {
  limit: number;
  after?: string;
}

function condition(sql: Sql, accountScopeId: string, filter: SuggestionFilter) {
  const { status = "open", link, kind, least, recordId } = filter;
  return sql`
    s.account_scope_id = ${accountScopeId} and s.status = ${status}
    ${link === undefined ? sql`` : sql`and s.link = ${link}`}
    ${kind === undefined ? sql`` : sql`and s.kind = ${kind}`}
    ${least === undefined ? sql`` : sql`and s.confidence >= ${least}`}
    ${recordId === undefined ? sql`` : sql`and ${recordId}::uuid in (s.left_id, s.right_id)`}`;
}

/** A scope's suggestions, the surest first. */
export async function listSuggestions(
  sql: Sql,
  accountScopeId: string,
  filter: SuggestionFilter,
  { limit, after }: Page,
): Promise<SuggestionRow[]> {
  const shown = (side: "l" | "r") => {
    const at = (column: string) => sql.unsafe(`'${column}', ${side}.${column}`);
    return sql`jsonb_build_object('id', ${sql.unsafe(side)}.id, ${at("source")}, ${at("role")}, ${
      at("name")
    },
      ${at("emails")}, ${at("phones")}, ${at("company")}, ${at("domains")})`;
  };
  return await sql<SuggestionRow[]>`
    with page as (
      select s.* from identity_suggestions s
      where ${condition(sql, accountScopeId, filter)} ${
    after === undefined ? sql`` : sql`and (s.confidence, s.id) < (
        select a.confidence, a.id from identity_suggestions a
        where a.account_scope_id = ${accountScopeId} and a.id = ${after})`
  }
      order by s.confidence desc, s.id desc limit ${limit}
    )
    select p.id, p.link, p.kind, p.confidence::float8 as confidence, p.reasons, p.group_id, p.status,
      p.dismiss_reason, p.decided_at, p.decided_by, ${shown("l")} as left, ${shown("r")} as right
    from page p
    join identity_records l on l.id = p.left_id
    join identity_records r on r.id = p.right_id
    order by p.confidence desc, p.id desc`;
}

/** How many suggestions there are. */
export async function countSuggestions(
  sql: Sql,
  accountScopeId: string,
  filter: SuggestionFilter,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from identity_suggestions s where ${
    condition(sql, accountScopeId, filter)
  }`;
  return row?.count ?? 0;
}

/** A group of records that people joined, as listed. */
export interface ClusterRow {
  id: string;
  kind: string;
  members: ShownRecord[];
  survivors: Survivors;
}

/** A scope's groups, by id. */
export async function listClusters(
  sql: Sql,
  accountScopeId: string,
  { limit, after }: Page,
): Promise<ClusterRow[]> {
  return await sql<ClusterRow[]>`
    select c.id, c.kind, c.survivors, (
      select jsonb_agg(jsonb_build_object('id', r.id, 'source', r.source, 'role', r.role, 'name', r.name,
        'emails', r.emails, 'phones', r.phones, 'company', r.company, 'domains', r.domains) order by r.id)
      from identity_members m join identity_records r on r.id = m.record_id where m.cluster_id = c.id) as members
    from identity_clusters c
    where c.account_scope_id = ${accountScopeId} ${
    after === undefined ? sql`` : sql`and c.id > ${after}`
  }
    order by c.id limit ${limit}`;
}

/** A decision in the history. */
export interface ChangeRow {
  id: string;
  at: Date;
  actor: string;
  action: Change["action"];
  undoes: string | null;
  undone: boolean;
  suggestion_id: string;
  link: LinkKind;
  left_id: string;
  right_id: string;
  before: { clusters: Change["before"] };
  after: { clusters: Change["after"] };
}

/** A scope's decisions, newest first. */
export async function listChanges(
  sql: Sql,
  accountScopeId: string,
  { limit, after }: Page,
): Promise<ChangeRow[]> {
  return await sql<ChangeRow[]>`
    select c.id, c.at, c.actor, c.action, c.undoes, c.suggestion_id, c.link, c.left_id, c.right_id, c.before, c.after,
      exists (select from identity_changes u where u.undoes = c.id) as undone
    from identity_changes c
    where c.account_scope_id = ${accountScopeId} ${
    after === undefined ? sql`` : sql`and c.number < (
      select a.number from identity_changes a where a.account_scope_id = ${accountScopeId} and a.id = ${after})`
  }
    order by c.number desc limit ${limit}`;
}

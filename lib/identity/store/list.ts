import type { Sql, TransactionSql } from "../../platform/mod.ts";
import type { Reason } from "../matching/reasons.ts";
import { type ShownRecord, shownRecord } from "./shown.ts";
import type { LinkKind } from "./suggestion.ts";

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
  /** The decision that can be taken back; null while open. */
  change_id: string | null;
  left: ShownRecord;
  right: ShownRecord;
}

/** What a list of suggestions is narrowed to. */
export interface SuggestionFilter {
  /** Open ones unless given; `any`: whatever was decided. */
  status?: SuggestionRow["status"] | "any";
  link?: LinkKind;
  kind?: string;
  /** Least confidence, 0 to 1. */
  least?: number;
  /** Source of one of the two records. */
  source?: string;
  /** Suggestions about this record alone. */
  recordId?: string;
  /** Suggestions about any of these records. */
  recordIds?: readonly string[];
  /** This suggestion alone. */
  id?: string;
}

/** Part of a list; `after` is the last row of the page before, `offset` how many rows come before. */
export interface Page {
  limit: number;
  after?: string;
  offset?: number;
}

/** Where a suggestion stands in the list: a page that begins behind it is right also when it is gone. */
export interface SuggestionPlace {
  confidence: number;
  id: string;
}

function condition(sql: Sql | TransactionSql, accountScopeId: string, filter: SuggestionFilter) {
  const { status = "open", link, kind, least, source, recordId, recordIds, id } = filter;
  return sql`
    s.account_scope_id = ${accountScopeId}
    ${status === "any" ? sql`` : sql`and s.status = ${status}`}
    ${link === undefined ? sql`` : sql`and s.link = ${link}`}
    ${kind === undefined ? sql`` : sql`and s.kind = ${kind}`}
    ${least === undefined ? sql`` : sql`and s.confidence >= ${least}`}
    ${id === undefined ? sql`` : sql`and s.id = ${id}`}
    ${recordId === undefined ? sql`` : sql`and ${recordId}::uuid in (s.left_id, s.right_id)`}
    ${
    recordIds === undefined ? sql`` : sql`and (s.left_id = any (${recordIds as string[]}::uuid[])
      or s.right_id = any (${recordIds as string[]}::uuid[]))`
  }
    ${
    source === undefined ? sql`` : sql`and exists (
      select from identity_records f where f.id in (s.left_id, s.right_id) and f.source = ${source})`
  }`;
}

function behind(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  after: string | SuggestionPlace | undefined,
) {
  if (after === undefined) return sql``;
  if (typeof after !== "string") {
    return sql`and (s.confidence, s.id) < (${after.confidence}::numeric, ${after.id}::uuid)`;
  }
  return sql`and (s.confidence, s.id) < (
    select a.confidence, a.id from identity_suggestions a
    where a.account_scope_id = ${accountScopeId} and a.id = ${after})`;
}

/** A scope's suggestions, the surest first. */
export async function listSuggestions(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  filter: SuggestionFilter,
  { limit, after, offset = 0 }: Omit<Page, "after"> & { after?: string | SuggestionPlace },
): Promise<SuggestionRow[]> {
  return await sql<SuggestionRow[]>`
    with page as (
      select s.* from identity_suggestions s
      where ${condition(sql, accountScopeId, filter)} ${behind(sql, accountScopeId, after)}
      order by s.confidence desc, s.id desc limit ${limit} offset ${offset}
    )
    select p.id, p.link, p.kind, p.confidence::float8 as confidence, p.reasons, p.group_id, p.status,
      p.dismiss_reason, p.decided_at, p.decided_by, ${shownRecord(sql, "l")} as left,
      ${shownRecord(sql, "r")} as right,
      case when p.status <> 'open' then (
        select c.id from identity_changes c where c.suggestion_id = p.id and c.action <> 'undone'
        order by c.number desc limit 1) end as change_id
    from page p
    join identity_records l on l.id = p.left_id
    join identity_records r on r.id = p.right_id
    order by p.confidence desc, p.id desc`;
}

/** How many suggestions there are, and how many of them are wrong if each is as likely as it says. */
export async function weighSuggestions(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  filter: SuggestionFilter,
): Promise<{ count: number; wrong: number }> {
  const [row] = await sql<{ count: number; wrong: number }[]>`
    select count(*)::int as count, coalesce(sum(1 - s.confidence), 0)::float8 as wrong
    from identity_suggestions s where ${condition(sql, accountScopeId, filter)}`;
  return row!;
}

/** How many suggestions there are. */
export async function countSuggestions(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  filter: SuggestionFilter,
): Promise<number> {
  return (await weighSuggestions(sql, accountScopeId, filter)).count;
}

import type { Sql } from "../../platform/mod.ts";
import type { Digest, DigestKind } from "./digest.ts";

/** What a list of digests is narrowed to. */
export interface DigestFilter {
  /** Null: those of all clients together. */
  projectId: string | null;
  kind?: DigestKind;
}

/** Where a digest stands in the list. */
export interface DigestPlace {
  first_day: string;
  id: string;
}

const columns = (sql: Sql) =>
  sql`d.id, d.project_id, d.kind, d.first_day::text as first_day, d.last_day::text as last_day, d.content,
    d.created_at`;

/** Digests, the newest first. */
export async function listDigests(
  sql: Sql,
  accountScopeId: string,
  { projectId, kind }: DigestFilter,
  { limit, after, offset = 0 }: { limit: number; after?: DigestPlace; offset?: number },
): Promise<Digest[]> {
  return await sql<Digest[]>`
    select ${columns(sql)} from digests d
    where d.account_scope_id = ${accountScopeId} and d.project_id is not distinct from ${projectId}::uuid
      ${kind === undefined ? sql`` : sql`and d.kind = ${kind}`}
      ${
    after === undefined
      ? sql``
      : sql`and (d.first_day, d.id) < (${after.first_day}::date, ${after.id}::uuid)`
  }
    order by d.first_day desc, d.id desc limit ${limit} offset ${offset}`;
}

/** How many digests there are. */
export async function countDigests(
  sql: Sql,
  accountScopeId: string,
  { projectId, kind }: DigestFilter,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from digests d
    where d.account_scope_id = ${accountScopeId} and d.project_id is not distinct from ${projectId}::uuid
      ${kind === undefined ? sql`` : sql`and d.kind = ${kind}`}`;
  return row!.count;
}

/** One digest; null: the scope has none with this id. */
export async function readDigest(
  sql: Sql,
  accountScopeId: string,
  id: string,
): Promise<Digest | null> {
  const [row] = await sql<Digest[]>`
    select ${
    columns(sql)
  } from digests d where d.account_scope_id = ${accountScopeId} and d.id = ${id}`;
  return row ?? null;
}

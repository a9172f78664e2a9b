import { localEmbedder, refreshEvidence } from "@/lib/evidence/mod.ts";
import { type Sql, systemClock } from "@/lib/platform/mod.ts";
import type { JudgedSet } from "./judged_set.ts";

/** A set within the product. */
export interface LoadedSet {
  scope: { accountScopeId: string; projectIds: string[] };
  /** Id at the set of each source row, and the other way round. */
  documentOf: Map<string, string>;
  rowOf: Map<string, string>;
  chunks: number;
  vectors: boolean;
}

/** Documents in one statement. */
const BATCH = 500;

/**
 * Brings a set into a scope of its own as issues of a tracker, the way a sync would, and has the product's own
 * job index it.
 */
export async function loadSet(sql: Sql, set: JudgedSet): Promise<LoadedSet> {
  const slug = `eval-${crypto.randomUUID()}`;
  const [scope] = await sql<{ id: string }[]>`
    insert into account_scopes (slug, name) values (${slug}, ${set.key}) returning id`;
  const accountScopeId = scope!.id;
  const [project] = await sql<{ id: string }[]>`
    insert into projects (account_scope_id, slug, name) values (${accountScopeId}, 'set', ${set.key}) returning id`;
  const [connection] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${accountScopeId}, 'linear', 'https://set.example', ${slug}) returning id`;
  for (let from = 0; from < set.documents.length; from += BATCH) {
    const rows = set.documents.slice(from, from + BATCH).map(({ id, title, text }, index) => ({
      external_id: id,
      // no word of any set
      identifier: `ZQX-${from + index + 1}`,
      title,
      description: text,
    }));
    await sql`
      insert into linear_issues (project_id, account_scope_id, connection_id, external_id, identifier, title,
        description, url, priority, team_external_id, state_external_id, vendor_created_at, data, content_hash,
        vendor_updated_at, seen_at)
      select ${project!.id}, ${accountScopeId}, ${
      connection!.id
    }, external_id, identifier, title, description,
        '', 0, '', '', '2026-01-01', '{}', '', '2026-01-01', '2026-01-01'
      from jsonb_to_recordset(${
      sql.json(rows)
    }) as r (external_id text, identifier text, title text, description text)`;
  }
  const { signal } = new AbortController();
  const done = await refreshEvidence(
    { sql, clock: systemClock, embedder: localEmbedder, signal },
    accountScopeId,
  );
  await sql`analyze`;
  const rows = await sql<{ id: string; external_id: string }[]>`
    select id, external_id from linear_issues where account_scope_id = ${accountScopeId}`;
  return {
    scope: { accountScopeId, projectIds: [project!.id] },
    documentOf: new Map(rows.map(({ id, external_id }) => [id, external_id])),
    rowOf: new Map(rows.map(({ id, external_id }) => [external_id, id])),
    chunks: done.chunksMade,
    vectors: done.vectors,
  };
}

import type { TransactionSql } from "../../platform/mod.ts";
import type { SourceDocument } from "../documents/document.ts";
import { termsOf } from "../text/terms.ts";
import { chunkRows, documentHash } from "./chunk_rows.ts";
import { writeChunks } from "./write_chunks.ts";

/** What writing documents did. */
export interface Written {
  /** Documents made or changed. */
  documents: number;
  /** Ids of new chunks. */
  made: string[];
  /** Chunks that were removed. */
  gone: number;
}

const keyOf = ({ source_id, kind }: { source_id: string; kind: string }) => `${source_id} ${kind}`;

function newestOf({ passages }: SourceDocument): Date {
  return passages.reduce((left, { at }) => at > left ? at : left, passages[0]!.at);
}

/**
 * Makes or changes documents with their chunks; those that are as they were stay untouched, row for row.
 * A document that came into another project is made anew there.
 */
export async function writeDocuments(
  tx: TransactionSql,
  documents: readonly SourceDocument[],
): Promise<Written> {
  if (documents.length === 0) return { documents: 0, made: [], gone: 0 };
  const stored = await tx<{ source_id: string; kind: string; hash: string; whole: boolean }[]>`
    select d.source_id, d.kind, encode(d.content_hash, 'hex') as hash, c.whole
    from evidence_documents d
    cross join lateral (
      select count(*) > 0 and count(*) = max(position) + 1 as whole from evidence_chunks c where c.document_id = d.id
    ) c
    where d.source_id = any (${documents.map(({ source_id }) => source_id)})`;
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  const changed = documents.map((document) => ({ document, hash: documentHash(document) }))
    .filter(({ document, hash }) => {
      const before = known.get(keyOf(document));
      // chunks whose message was deleted are gone already
      return before === undefined || before.hash !== hash || !before.whole;
    });
  if (changed.length === 0) return { documents: 0, made: [], gone: 0 };
  const rows = changed.map(({ document, hash }) => {
    const { passages: _, external_id: __, themes, ...row } = document;
    return {
      ...row,
      themes: [...new Set(themes.flatMap(termsOf))],
      occurred_at: newestOf(document).toISOString(),
      hash,
    };
  });
  await tx`
    delete from evidence_documents d
    using jsonb_to_recordset(${
    tx.json(rows as never)
  }) as r (source_id uuid, kind text, project_id uuid)
    where d.source_id = r.source_id and d.kind = r.kind and d.project_id <> r.project_id`;
  const ids = await tx<{ id: string; source_id: string; kind: string }[]>`
    insert into evidence_documents (project_id, account_scope_id, connection_id, source, kind, source_table,
      source_id, title, url, occurred_at, people, identifiers, entities, themes, content_hash)
    select r.project_id, r.account_scope_id, r.connection_id, r.source, r.kind, r.source_table, r.source_id,
      r.title, r.url, r.occurred_at, r.people, r.identifiers, r.entities, r.themes, decode(r.hash, 'hex')
    from jsonb_to_recordset(${tx.json(rows as never)}) as r (project_id uuid, account_scope_id uuid,
      connection_id uuid, source text, kind text, source_table text, source_id uuid, title text, url text,
      occurred_at timestamptz, people text[], identifiers text[], entities text[], themes text[], hash text)
    on conflict (source_id, kind) do update set title = excluded.title, url = excluded.url,
      occurred_at = excluded.occurred_at, people = excluded.people, identifiers = excluded.identifiers,
      entities = excluded.entities, themes = excluded.themes, content_hash = excluded.content_hash,
      indexed_at = now()
    returning id, source_id, kind`;
  const idOf = new Map(ids.map((row) => [keyOf(row), row.id]));
  const chunks = await writeChunks(
    tx,
    changed.map(({ document }) => ({
      document_id: idOf.get(keyOf(document))!,
      project_id: document.project_id,
      account_scope_id: document.account_scope_id,
      private: document.kind === "private",
      chunks: chunkRows(document),
    })),
  );
  return { documents: changed.length, ...chunks };
}

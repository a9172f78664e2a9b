import type { Sql } from "../../platform/mod.ts";
import type { DocumentKind } from "../documents/document.ts";
import { type LegContext, within } from "./leg.ts";

/** A chunk with its document, as it is shown. */
export interface HitRow {
  chunk: string;
  document: string;
  project_id: string;
  project: string;
  kind: DocumentKind;
  connector: "chatwoot" | "linear" | "attio";
  source_table: string;
  source_id: string;
  title: string;
  url: string | null;
  text: string;
  refs: string[];
  occurred_at: Date;
  author: string | null;
  terms: string[];
  /** Place of the chunk in its document, from 0. */
  position: number;
}

/** Which document each chunk belongs to, and for documents found as a whole their newest chunk. */
export async function documentsOfChunks(
  context: LegContext,
  chunks: readonly string[],
  documents: readonly string[],
): Promise<{ documentOf: Map<string, string>; usual: Map<string, string> }> {
  const { sql } = context;
  const rows = await sql<{ chunk: string; document: string; usual: boolean }[]>`
    select id::text as chunk, document_id as document, false as usual from evidence_chunks
    where id = any (${[...chunks]}::bigint[])
    union all
    (select distinct on (d.id) c.id::text, d.id, true
    from evidence_documents d join evidence_chunks c on c.document_id = d.id
    where d.id = any (${[...documents]}::uuid[]) and ${within(sql, context)}
    order by d.id, c.position desc)`;
  return {
    documentOf: new Map(rows.map(({ chunk, document }) => [chunk, document])),
    usual: new Map(
      rows.filter(({ usual }) => usual).map(({ chunk, document }) => [document, chunk]),
    ),
  };
}

/**
 * Reads chunks with their documents. Rows that the source has deleted since are left out, whatever the
 * index still says, and so is what is not within the scope.
 */
export async function readHits(
  sql: Sql,
  context: LegContext,
  chunks: readonly string[],
): Promise<Map<string, HitRow>> {
  const rows = await sql<HitRow[]>`
    select c.id::text as chunk, d.id as document, d.project_id, p.name as project, d.kind, d.source as connector,
      d.source_table, d.source_id, d.title, d.url, c.text, c.refs, c.occurred_at, c.author, c.terms, c.position
    from evidence_chunks c
    join evidence_documents d on d.id = c.document_id
    join projects p on p.id = d.project_id
    where c.id = any (${[...chunks]}::bigint[]) and ${within(sql, context)}`;
  return new Map(rows.map((row) => [row.chunk, row]));
}

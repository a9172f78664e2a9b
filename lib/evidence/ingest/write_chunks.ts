import type { TransactionSql } from "../../platform/mod.ts";
import type { ChunkRow } from "./chunk_rows.ts";

/** A document's chunks as they should be. */
export interface DocumentChunks {
  document_id: string;
  project_id: string;
  account_scope_id: string;
  /** Whether it was said privately. */
  private: boolean;
  chunks: ChunkRow[];
}

interface StoredChunk {
  id: string;
  document_id: string;
  position: number;
  hash: string;
}

/** What is to be done to a document's stored chunks. */
interface Difference {
  gone: string[];
  moved: { id: string; position: number }[];
  made: (ChunkRow & Omit<DocumentChunks, "chunks">)[];
}

function differenceOf(
  wanted: readonly DocumentChunks[],
  stored: readonly StoredChunk[],
): Difference {
  const byHash = Map.groupBy(stored, ({ document_id, hash }) => `${document_id} ${hash}`);
  const difference: Difference = { gone: [], moved: [], made: [] };
  for (const { chunks, ...own } of wanted) {
    for (const chunk of chunks) {
      const kept = byHash.get(`${own.document_id} ${chunk.content_hash}`)?.shift();
      if (kept === undefined) difference.made.push({ ...own, ...chunk });
      else if (kept.position !== chunk.position) {
        difference.moved.push({ id: kept.id, position: chunk.position });
      }
    }
  }
  difference.gone = [...byHash.values()].flat().map(({ id }) => id);
  return difference;
}

const placeOf = (one: { project_id: string; private: boolean }) =>
  `${one.project_id} ${one.private}`;

/** Makes the spaces of projects that have none, and takes numbers for new chunks. */
async function takeNumbers(
  tx: TransactionSql,
  made: Difference["made"],
): Promise<Map<string, { space: number; next: number }>> {
  const byPlace = Map.groupBy(made, placeOf);
  const wanted = [...byPlace.values()].map((chunks) => ({
    project_id: chunks[0]!.project_id,
    private: chunks[0]!.private,
    account_scope_id: chunks[0]!.account_scope_id,
    count: chunks.length,
  }));
  const rows = await tx<{ project_id: string; private: boolean; space: number; next_no: number }[]>`
    insert into evidence_spaces as s (project_id, private, account_scope_id, next_no)
    select project_id, private, account_scope_id, 1 + count
    from jsonb_to_recordset(${
    tx.json(wanted)
  }) as w (project_id uuid, private boolean, account_scope_id uuid, count int)
    order by project_id, private
    on conflict (project_id, private) do update set next_no = s.next_no + excluded.next_no - 1
    returning project_id, private, space, next_no`;
  return new Map(rows.map((row) => {
    const place = placeOf(row);
    return [place, { space: row.space, next: row.next_no - byPlace.get(place)!.length }];
  }));
}

/**
 * Brings the chunks of documents in line: what is the same stays, with its id and its vector; the rest
 * goes and comes. Returns the ids of new chunks, and how many went.
 */
export async function writeChunks(
  tx: TransactionSql,
  wanted: readonly DocumentChunks[],
): Promise<{ made: string[]; gone: number }> {
  const stored = await tx<StoredChunk[]>`
    select id::text, document_id, position, encode(content_hash, 'hex') as hash from evidence_chunks
    where document_id = any (${
    wanted.map(({ document_id }) => document_id)
  }) order by document_id, position`;
  const { gone, moved, made } = differenceOf(wanted, stored);
  if (gone.length > 0) {
    await tx`delete from evidence_chunks where id = any (${gone}::bigint[])`;
  }
  if (moved.length > 0) {
    await tx`
      update evidence_chunks c set position = m.position
      from jsonb_to_recordset(${tx.json(moved)}) as m (id bigint, position int) where c.id = m.id`;
  }
  if (made.length === 0) return { made: [], gone: gone.length };
  const numbers = await takeNumbers(tx, made);
  const rows = made.map((chunk) => {
    const place = numbers.get(placeOf(chunk))!;
    return { ...chunk, space: place.space, no: place.next++ };
  });
  const ids = await tx<{ id: string }[]>`
    insert into evidence_chunks (id, project_id, account_scope_id, document_id, space, no, position, text, refs,
      occurred_at, author, content_hash, terms, counts, length)
    select (r.space::bigint << 32) + r.no, r.project_id, r.account_scope_id, r.document_id, r.space, r.no,
      r.position, r.text, r.refs, r.occurred_at, r.author, decode(r.content_hash, 'hex'), r.terms, r.counts, r.length
    from jsonb_to_recordset(${tx.json(rows as never)}) as r (project_id uuid, account_scope_id uuid,
      document_id uuid, space int, no int, position int, text text, refs uuid[], occurred_at timestamptz,
      author text, content_hash text, terms text[], counts smallint[], length int)
    returning id::text`;
  return { made: ids.map(({ id }) => id), gone: gone.length };
}

import type { Page, RejectedRow } from "../stream.ts";
import type { LinearRow } from "./rows.ts";
import { type LinearSource, type MakePage, noWalk, rowsById } from "./source.ts";
import { linearStreams } from "./streams.ts";

/** A stream whose rows others belong to. */
export type ParentName = "issues" | "projects" | "project_updates";

/** Which row of another stream a row belongs to. */
interface Belonging<Row> {
  parent: ParentName;
  /** The other row's id; null: it belongs to none of that stream. */
  idOf(row: Row): string | null;
  /** The source's field that names it. */
  field: string;
  makePage: MakePage;
}

/** Ids of rows that are not here, or were thought to be gone. */
async function absent(
  { sql, scope }: LinearSource,
  parent: ParentName,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await sql<{ id: string }[]>`
    select wanted.id from unnest(${[...ids]}::text[]) as wanted (id)
    where not exists (select from ${sql(linearStreams[parent].table)} p
      where p.connection_id = ${scope.connectionId} and p.external_id = wanted.id
        and (p.deleted_at is null or p.deleted_reason = 'trashed'))`;
  return rows.map((row) => row.id);
}

/**
 * Sees to it that the rows others belong to are here: those that are not are read by their ids, as
 * they changed since the walk began, or came late. Rows that belong to one that cannot be had are
 * set aside.
 */
export async function haveParents<Row extends LinearRow>(
  source: LinearSource,
  stream: string,
  rows: readonly Row[],
  { parent, idOf, field, makePage }: Belonging<Row>,
  signal: AbortSignal,
): Promise<{ rows: Row[]; rejected: RejectedRow[]; parents: Page[] }> {
  const wanted = new Set(rows.map(idOf).filter((id) => id !== null));
  const ids = await absent(source, parent, [...wanted]);
  if (ids.length === 0) return { rows: [...rows], rejected: [], parents: [] };
  const page = await makePage(source, await rowsById(source, parent, ids, signal), noWalk, signal);
  const lost = new Set(ids).difference(new Set(page.decoded.get(parent)));
  const orphaned = (row: Row) => lost.has(idOf(row) ?? "");
  return {
    rows: rows.filter((row) => !orphaned(row)),
    rejected: rows.filter(orphaned).map((row) => ({
      stream,
      external_id: row.external_id,
      message: `${field}: ${idOf(row)} cannot be read`,
      payload: row.data,
    })),
    parents: [page],
  };
}

import type { Stream } from "../stream.ts";
import { type Stamp, stampsOf } from "./look_up.ts";
import type { SweptName } from "./queries.ts";
import { type LinearSource, rowsById } from "./source.ts";
import { linearStreams } from "./streams.ts";
import { pageMakers } from "./window_stream.ts";

/** Where a sweep through a list's ids stands. */
interface SweepPosition {
  /** When it began, ISO time of Linear's clock: rows seen before are suspects at its end. */
  since: string;
  after: string | null;
  /** Rows listed so far. */
  listed: number;
}

/** Name of the cursor of a list's sweep. */
export const sweepName = (list: SweptName): string => `${list}.sweep`;

/** Ids of rows that are not here as they are at the source: missing, older, or buried. */
async function unlikeHere(
  { sql, scope }: LinearSource,
  list: SweptName,
  stamps: readonly Stamp[],
): Promise<string[]> {
  const trashable = list === "issues" || list === "projects";
  const rows = await sql<{ id: string }[]>`
    select s.id
    from jsonb_to_recordset(${sql.json(stamps as never)}) as s (id text, "updatedAt" timestamptz,
      trashed boolean)
    left join ${sql(linearStreams[list].table)} t
      on t.connection_id = ${scope.connectionId} and t.external_id = s.id
    where t.external_id is null or t.vendor_updated_at <> s."updatedAt"
      or (t.deleted_at is not null and t.deleted_reason <> 'trashed')
      ${trashable ? sql`or s.trashed <> (t.deleted_at is not null)` : sql``}`;
  return rows.map((row) => row.id);
}

/**
 * A sweep through all ids of a list: what is missing here or differs is read again, everything
 * listed counts as seen.
 *
 * @param done told, at the end, when the sweep began and how many rows were listed
 */
export function sweepStream(
  source: LinearSource,
  list: SweptName,
  done: (since: string, listed: number) => void,
): Stream {
  const { lists, scope } = source;
  const { table } = linearStreams[list];
  return {
    ...linearStreams[list],
    name: sweepName(list),
    async *pages(position, signal) {
      const begun = position as SweepPosition | null;
      const since = begun?.since ?? scope.seenAt;
      let { after, listed } = begun ?? { after: null, listed: 0 };
      while (true) {
        const raw = await lists.idPage(list, { after }, signal);
        const stamps = stampsOf(list, raw.rows).filter(({ ours }) => ours);
        listed += stamps.length;
        after = raw.next;
        const unlike = await unlikeHere(source, list, stamps);
        const rows = await rowsById(source, list, unlike, signal);
        const next: SweepPosition | null = after === null ? null : { since, after, listed };
        const walk = { done: listed, total: null, position: next };
        const page = await pageMakers[list](source, rows, walk, signal);
        yield {
          ...page,
          async write(tx) {
            const written = await page.write(tx);
            await tx`
              update ${tx(table)} set seen_at = ${since}
              where connection_id = ${scope.connectionId} and seen_at < ${since}
                and external_id = any (${stamps.map(({ id }) => id)})`;
            return written;
          },
        };
        if (after === null) return done(since, listed);
      }
    },
  };
}

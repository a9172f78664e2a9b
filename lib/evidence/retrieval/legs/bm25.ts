import { type Found, type LegContext, nothing, reachOf, within } from "../leg.ts";

/**
 * BM25 (Robertson, Zaragoza 2009): how fast repetitions of a term stop counting, and how much the length
 * of a text does.
 */
const K1 = 1.5;
const B = 0.6;

/**
 * Places of terms that are read whole, the rarest terms first; terms beyond count for chunks that have one
 * of those (as in MaxScore, Turtle and Flood 1995). Only terms that half of a large scope has come to that.
 */
const BUDGET = 25_000;

/** Candidates whose scores are completed, and chunks that are found. */
const CANDIDATES = 400;
const MOST = 200;

/** What the terms of a question weigh: the rarer, the more. */
export type TermWeights = Map<string, number>;

interface Row {
  idf: Record<string, number> | null;
  found: { id: string; score: number }[] | null;
  chunks: number;
}

/** The weight of a term that no chunk has, in a collection of so many. */
export function idfOf(chunks: number, having: number): number {
  return Math.log(1 + (chunks - having + 0.5) / (having + 0.5));
}

/**
 * Chunks with the question's words, by BM25 over the statistics of the scope's own projects, as a share of
 * what a text full of them could have: what one text has says nothing of what another is worth.
 */
export async function bm25(context: LegContext): Promise<Found & { weights: TermWeights }> {
  const { sql, spaces, question } = context;
  const terms = [...question.terms.keys()];
  if (terms.length === 0 || spaces.length === 0) return { ...nothing, weights: new Map() };
  const [row] = await sql<Row[]>`
    with asked as (
      select * from unnest(${terms}::text[], ${[
    ...question.terms.values(),
  ]}::int[]) as q (term, times)
    ), lists as materialized (
      select p.space, p.term, p.nos, p.counts, p.lengths, cardinality(p.nos) as n, q.times
      from asked q join evidence_postings p on p.term = q.term and p.space = any (${[
    ...spaces,
  ]}::int[])
    ), collection as materialized (
      select coalesce(sum(chunks), 0)::float8 as chunks,
        greatest(coalesce(sum(terms), 0)::float8 / greatest(sum(chunks), 1), 1) as length
      from evidence_spaces where space = any (${[...spaces]}::int[])
    ), weighed as materialized (
      select t.term, t.times, ln(1 + (c.chunks - t.having + 0.5) / (t.having + 0.5)) as idf,
        sum(t.having) over (order by t.having, t.term) <= ${BUDGET}
          or row_number() over (order by t.having, t.term) = 1 as whole
      from (select term, times, sum(n)::float8 as having from lists group by term, times) t cross join collection c
    ), candidates as (
      select l.space, u.no,
        sum(w.idf * w.times * ${K1 + 1}::float8 * u.count
          / (u.count + ${K1}::float8 * (${
    1 - B
  }::float8 + ${B}::float8 * u.length / c.length))) as score
      from lists l
      join weighed w on w.term = l.term and w.whole
      cross join collection c
      cross join unnest(l.nos, l.counts, l.lengths) as u (no, count, length)
      group by l.space, u.no order by score desc limit ${reachOf(context, CANDIDATES)}
    ), complete as (
      select c.id, k.score + coalesce(r.score, 0) as score
      from candidates k
      cross join collection n
      join evidence_chunks c on c.space = k.space and c.no = k.no
      join evidence_documents d on d.id = c.document_id
      left join lateral (
        select sum(w.idf * w.times * ${K1 + 1}::float8 * u.count
          / (u.count + ${K1}::float8 * (${
    1 - B
  }::float8 + ${B}::float8 * c.length / n.length))) as score
        from weighed w cross join lateral (select c.counts[array_position(c.terms, w.term)]::float8 as count) u
        where not w.whole
      ) r on true
      where ${within(sql, context)}
      order by 2 desc, c.id limit ${MOST}
    )
    select (select jsonb_object_agg(term, idf) from weighed) as idf, (select chunks from collection) as chunks,
      (select jsonb_agg(jsonb_build_object('id', id::text, 'score', score) order by score desc, id) from complete)
        as found`;
  const found = row!.found ?? [];
  const weights = new Map(terms.map((term) => [term, row!.idf?.[term] ?? idfOf(row!.chunks, 0)]));
  const most = weights.entries().reduce(
    (sum, [term, idf]) => sum + idf * question.terms.get(term)! * (K1 + 1),
    0,
  );
  return {
    chunks: found.map(({ id, score }) => ({ id, score: score / most })),
    documents: [],
    weights,
  };
}

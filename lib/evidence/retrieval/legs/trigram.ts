import { termsOf } from "../../text/terms.ts";
import type { Question } from "../question.ts";
import { type Found, type LegContext, nothing, within } from "../leg.ts";

/** Documents that are found. */
const MOST = 50;

/** Spellings that are looked for, and the least letters of one. */
const NEEDLES = 4;
const SHORTEST = 4;

/** A question that may be a name itself, words. */
const NAME_WORDS = 3;

/** What may be a name, perhaps misspelt: a short question as a whole, and words that nobody wrote. */
async function needlesOf({ sql, spaces }: LegContext, question: Question): Promise<string[]> {
  const { words, terms } = question;
  const known = new Set(
    (await sql<{ term: string }[]>`
      select t.term from unnest(${[...terms.keys()]}::text[]) as t (term)
      where exists (select from evidence_postings p where p.space = any (${[
      ...spaces,
    ]}::int[]) and p.term = t.term)`)
      .map(({ term }) => term),
  );
  const unknown = words.filter((word) => !termsOf(word).some((term) => known.has(term)));
  const whole = words.length <= NAME_WORDS ? [words.join(" ")] : [];
  return [...new Set([...whole, ...unknown])]
    .filter((needle) => needle.length >= SHORTEST).slice(0, NEEDLES);
}

/** Documents with a title, or about somebody with a name, that is written much like the question's words. */
export async function trigram(context: LegContext): Promise<Found> {
  const { sql, scope, question } = context;
  if (question.words.length === 0) return nothing;
  const needles = await needlesOf(context, question);
  if (needles.length === 0) return nothing;
  const rows = await sql<{ id: string; score: number; why: string }[]>`
    with titled as (
      select d.id, word_similarity(n.needle, d.title)::float8 as score, d.title as why
      from unnest(${needles}::text[]) as n (needle)
      join evidence_documents d on d.title %> n.needle
      where d.project_id = any (${[...scope.projectIds]}::uuid[])
    ), named as (
      select e.entity, max(word_similarity(n.needle, e.name))::float8 as score, min(e.name) as why
      from unnest(${needles}::text[]) as n (needle)
      join evidence_names e on e.name %> n.needle
      where e.account_scope_id = ${scope.accountScopeId}
      group by e.entity order by 2 desc limit ${MOST}
    ), either as (
      select * from titled
      union all
      select d.id, e.score, e.why from named e join evidence_documents d on d.entities @> array[e.entity]
      where d.project_id = any (${[...scope.projectIds]}::uuid[])
    ), one as (
      select id, max(score) as score, min(why) as why from either group by id
    )
    select d.id, o.score, o.why
    from one o join evidence_documents d on d.id = o.id
    where exists (select from evidence_chunks c where c.document_id = d.id and ${
    within(sql, context)
  })
    order by o.score desc, d.occurred_at desc, d.id limit ${MOST}`;
  return { chunks: [], documents: rows };
}

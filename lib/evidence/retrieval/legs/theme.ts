import { termsOf } from "../../text/terms.ts";
import { type Found, type LegContext, nothing, within } from "../leg.ts";

/** Documents that are found. */
const MOST = 50;

/** Words by which a question asks for what was noticed, by kind of signal. */
const SIGNAL_WORDS: Record<string, string> = {
  delivery_risk: "risk risks delay delayed late slip риск риски задержка опоздание срыв срывается",
  commercial_pressure: "discount expensive budget price скидка дорого бюджет цена",
  upsell_intent: "upsell expand extend допродажа расширение",
  urgency_increase: "urgent asap срочно срочный",
  scope_creep: "scope creep extra доработка объем",
  sentiment_drop: "unhappy angry upset complaint недоволен недовольство жалоба",
  client_silent: "silent silence молчит тишина",
  slow_response: "unanswered respond slow ответ медленно",
  delivery_overdue: "overdue просрочено просрочка",
  blocker_age: "blocked blocker blockers блокер блокирует заблокировано",
  deal_without_next_step: "next step следующий шаг",
  deal_stalled: "stalled stuck застрял застряла",
};

const kindsByTerm = Map.groupBy(
  Object.entries(SIGNAL_WORDS).flatMap(([kind, words]) =>
    termsOf(words).map((term) => ({ term, kind }))
  ),
  ({ term }) => term,
);

/** Kinds of signals that a question's terms ask for. */
export function signalKindsIn(terms: Iterable<string>): string[] {
  return [
    ...new Set([...terms].flatMap((term) => (kindsByTerm.get(term) ?? []).map(({ kind }) => kind))),
  ];
}

/** Documents with the labels, stages and states that the question names, and rows behind such signals. */
export async function theme(context: LegContext): Promise<Found> {
  const { sql, scope, question } = context;
  const terms = [...question.terms.keys()];
  if (terms.length === 0) return nothing;
  const rows = await sql<{ id: string; score: number; why: string }[]>`
    with labelled as (
      select d.id, 1::float8 as score,
        (select min(t) from unnest(d.themes) as t where t = any (${terms}::text[])) as why
      from evidence_documents d
      where d.themes && ${terms}::text[] and d.project_id = any (${[...scope.projectIds]}::uuid[])
      order by d.occurred_at desc limit ${MOST * 4}
    ), noticed as (
      select c.document_id as id, s.confidence::float8 as score, s.kind as why
      from signals s
      cross join jsonb_array_elements(s.evidence) as e
      join evidence_chunks c on c.refs @> array[(e ->> 'id')::uuid]
      where s.project_id = any (${[...scope.projectIds]}::uuid[]) and s.resolved_at is null
        and s.status in ('proposed', 'accepted') and s.kind = any (${signalKindsIn(terms)})
    ), one as (
      select id, max(score) as score, min(why) as why from (select * from labelled union all select * from noticed) e
      group by id
    )
    select d.id, o.score, o.why
    from one o join evidence_documents d on d.id = o.id
    where exists (select from evidence_chunks c where c.document_id = d.id and ${
    within(sql, context)
  })
    order by o.score desc, d.occurred_at desc, d.id limit ${MOST}`;
  return { chunks: [], documents: rows };
}

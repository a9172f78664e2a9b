import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Hero } from "@/components/Hero.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { readQuality } from "@/lib/evidence/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { daysIn, withQuery } from "../(_components)/query.ts";
import { Reliability } from "./(_components)/Reliability.tsx";
import { SearchTabs } from "./(_components)/SearchTabs.tsx";
import { Figure } from "./(_components)/Figure.tsx";

const DAY_MS = 86_400_000;

export const handler = define.handlers({
  async GET({ state, url }) {
    const { sql, clock } = state.services;
    const days = daysIn(url);
    const since = new Date(clock.now() - days * DAY_MS);
    return page({ days, quality: await readQuality(sql, actorOf(state).accountScopeId, since) });
  },
});

/** How good answers are, and whether the figures that say so hold. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, now } = viewOf(state);
  const { quality: q, days } = data;
  const { judged, people, feedback } = q;
  const number = (value: number | null) => value === null ? null : t.format.number(value, 0);
  const share = (value: number) => t.format.percent(100 * value, 0);
  return (
    <>
      <Head>
        <title>{`${t("search.qualityTitle")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("search.title")}>
        <SearchTabs t={t} path={url.pathname} />
        <TimeRange t={t} days={days} hrefFor={(days) => withQuery(url, { days: String(days) })} />
      </PageHeader>
      <Hero label={t("search.qualityTitle")}>
        <Figure t={t} label={t("search.asked")} value={number(q.runs)} />
        <Figure t={t} label={t("search.meanQuality")} value={number(q.mean_quality)} />
        <Figure t={t} label={t("search.meanProxy")} value={number(q.mean_proxy)} />
        <Figure
          t={t}
          label={t("search.latency")}
          value={q.p50_ms === null ? null : t("search.took", { ms: t.format.number(q.p50_ms, 0) })}
        />
        <Figure
          t={t}
          label={t("search.ratings")}
          value={feedback.helpful + feedback.useless === 0
            ? null
            : t("search.ratingsValue", { helpful: feedback.helpful, useless: feedback.useless })}
        />
      </Hero>
      <div class="columns">
        <Panel title={t("search.judged")} meta={t("search.reliability")} flush>
          {judged.bins.length === 0 ? <EmptyState title={t("search.judgedNone")} /> : (
            <>
              <p class="table-note">
                {t("search.judgedWhy", {
                  threshold: t.format.number(100 * judged.threshold, 0),
                  precision: share(judged.precision),
                  recall: share(judged.recall),
                })}
              </p>
              <Reliability t={t} caption={t("search.judged")} {...judged} />
            </>
          )}
        </Panel>
        <Panel title={t("search.people")} meta={t("search.reliability")} flush>
          {people.bins.length === 0
            ? <EmptyState title={t("search.peopleNone")} why={t("search.peopleNoneWhy")} />
            : <Reliability t={t} caption={t("search.people")} {...people} />}
        </Panel>
      </div>
      <Panel title={t("search.comments")} flush>
        <Table
          caption={t("search.comments")}
          rows={q.comments}
          rowKey={({ at, query }) => `${at.getTime()} ${query}`}
          empty={<EmptyState title={t("search.commentsNone")} />}
          columns={[
            {
              key: "rating",
              header: t("search.rating"),
              cell: ({ rating }) =>
                rating > 0
                  ? t("search.rating_1")
                  : rating < 0
                  ? t("search.rating_-1")
                  : t("search.rating_0"),
            },
            {
              key: "query",
              header: t("search.question"),
              cell: ({ query }) => query.slice(0, 100),
            },
            {
              key: "comment",
              header: t("search.comment"),
              grow: true,
              cell: ({ comment }) => comment,
            },
            {
              key: "at",
              header: t("search.when"),
              secondary: true,
              cell: ({ at }) => t.format.relative(at, now),
            },
          ]}
        />
      </Panel>
    </>
  );
});

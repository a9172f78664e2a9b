import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { Dashboard } from "./(_components)/Dashboard.tsx";
import { readTower } from "./(_components)/read_tower.ts";
import { daysIn, withQuery } from "./(_components)/query.ts";
import { Tower } from "./(_components)/Tower.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope, request } = viewOf(state);
    const days = daysIn(url);
    const range = { days, timeZone: request.timeZone };
    const { portfolio } = state.services;
    const [overview, trends, tower] = await Promise.all([
      portfolio.overview(scope, range),
      portfolio.trends(scope, range),
      request.projectId === null ? null : readTower(state, request.projectId),
    ]);
    return page({ days, overview, trends, tower });
  },
});

/** The portfolio dashboard; the control tower of the chosen project while one is chosen. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { days, overview, trends, tower } = data;
  const { t, now } = viewOf(state);
  const title = tower?.client.name ?? t("portfolio.title");
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        asOf={t.format.time(overview.as_of)}
        refreshHref={url.pathname + url.search}
      >
        <TimeRange
          t={t}
          days={days}
          hrefFor={(choice) => withQuery(url, { days: String(choice) })}
        />
      </PageHeader>
      {tower === null
        ? <Dashboard {...{ t, overview, trends, days, url, now }} />
        : <Tower {...{ t, tower, overview, trends, days, now }} />}
    </>
  );
});

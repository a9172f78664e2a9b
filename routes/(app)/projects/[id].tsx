import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { daysIn, isUuid, withQuery } from "../(_components)/query.ts";
import { readTower } from "../(_components)/read_tower.ts";
import { Tower } from "../(_components)/Tower.tsx";

export const handler = define.handlers({
  async GET({ state, url, params }) {
    const { scope, request } = viewOf(state);
    const days = daysIn(url);
    const id = params.id!.toLowerCase();
    const tower = isUuid(id) ? await readTower(state, id) : null;
    if (tower === null) throw new HttpError(404);
    const own = { ...scope, projectIds: [id] };
    const range = { days, timeZone: request.timeZone };
    const { portfolio } = state.services;
    const [overview, trends] = await Promise.all([
      portfolio.overview(own, range),
      portfolio.trends(own, range),
    ]);
    return page({ days, tower, overview, trends });
  },
});

/** A project's control tower, whichever project is chosen. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { days, tower, overview, trends } = data;
  const { t, now } = viewOf(state);
  const { name } = tower.client;
  return (
    <>
      <Head>
        <title>{`${name} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={name}
        breadcrumb={[{ label: t("portfolio.title"), href: "/" }]}
        asOf={t.format.time(tower.as_of)}
        refreshHref={url.pathname + url.search}
      >
        <TimeRange
          t={t}
          days={days}
          hrefFor={(choice) => withQuery(url, { days: String(choice) })}
        />
      </PageHeader>
      <Tower {...{ t, tower, overview, trends, days, now }} />
    </>
  );
});

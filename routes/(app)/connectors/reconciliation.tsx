import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { define } from "@/define.ts";
import LiveChart from "@/islands/LiveChart.tsx";
import { daysOf } from "@/lib/portfolio/mod.ts";
import { viewOf } from "@/view.ts";
import { daysIn, withQuery } from "../(_components)/query.ts";
import { completenessChart } from "./(_components)/completeness_chart.ts";
import { DiffPanel } from "./(_components)/DiffPanel.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope, request } = viewOf(state);
    const days = daysIn(url);
    const { connectors } = state.services;
    const { accountScopeId } = scope;
    const [states, trend, diffs] = await Promise.all([
      connectors.list(accountScopeId),
      connectors.reconciliation.trend(accountScopeId, { days, timeZone: request.timeZone }),
      connectors.reconciliation.diff(accountScopeId, null),
    ]);
    return page({ days, states, trend, diffs });
  },
});

/** How complete the data is and was, and which rows make the difference. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, request, now } = viewOf(state);
  const { days, states, trend, diffs } = data;
  const compared = states.filter(({ id }) => diffs.some((diff) => diff.connection_id === id));
  const title = t("connectors.reconciliation");
  const range = daysOf({ days, timeZone: request.timeZone, now });
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("connectors.title"), href: "/connectors" }]}
        refreshHref={url.pathname + url.search}
      >
        <TimeRange
          t={t}
          days={days}
          hrefFor={(choice) => withQuery(url, { days: String(choice) })}
        />
      </PageHeader>
      {compared.length === 0
        ? <EmptyState title={t("connectors.neverCompared")} why={t("connectors.comparedWhy")} />
        : (
          <>
            <section aria-labelledby="trend-title">
              <h2 class="visually-hidden" id="trend-title">{t("connectors.trend")}</h2>
              <LiveChart model={completenessChart(compared, trend, range, t)} source={null} />
            </section>
            {compared.map((connector) => (
              <DiffPanel
                key={connector.id}
                t={t}
                connector={connector}
                diff={diffs.find((diff) => diff.connection_id === connector.id)!}
                now={now}
              />
            ))}
          </>
        )}
    </>
  );
});

import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { actorOf, viewOf } from "@/view.ts";
import { jobHistory } from "@/workers/mod.ts";
import { numberIn, withQuery } from "../(_components)/query.ts";
import { jobName, resultOf, secondsIn } from "./(_components)/words.ts";

/** Rows on a page. */
const PAGE = 50;

export const handler = define.handlers({
  async GET({ state, url, params }) {
    const offset = numberIn(url, "offset", 0, 10_000_000, 0);
    const { accountScopeId } = actorOf(state);
    const range = { limit: PAGE, offset };
    const history = await jobHistory(state.services.sql, accountScopeId, params.name!, range);
    return page({ name: params.name!, offset, history });
  },
});

/** A job's runs, newest first. */
export default define.page<typeof handler>(({ data: { name, offset, history }, state, url }) => {
  const { t } = viewOf(state);
  const { runs, total } = history;
  const title = jobName(name, t);
  const last = offset + runs.length;
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("jobs.title"), href: "/jobs" }]}
        refreshHref={url.pathname + url.search}
      />
      <Panel title={t("jobs.history")} meta={t("common.rows", { count: total })} flush>
        <Table
          caption={t("jobs.history")}
          rows={runs}
          rowKey={({ id }) => id}
          testId="job-runs"
          empty={<EmptyState title={t("jobs.noRuns")} />}
          columns={[
            {
              key: "started",
              header: t("jobs.started"),
              cell: (run) => t.format.dateTime(run.started_at),
            },
            {
              key: "result",
              header: t("jobs.result"),
              cell: (run) => {
                const { tone, text } = resultOf(run, t);
                return <Badge tone={tone}>{text}</Badge>;
              },
            },
            {
              key: "duration",
              header: t("jobs.duration"),
              numeric: true,
              cell: (run) => secondsIn(run.seconds, t),
            },
            {
              key: "reason",
              header: t("jobs.reason"),
              grow: true,
              cell: (run) => run.error?.message ?? "",
            },
          ]}
        />
      </Panel>
      <Pager
        t={t}
        label={t("jobs.history")}
        position={t("messages.shown", {
          from: total === 0 ? 0 : offset + 1,
          to: last,
          total: t.format.number(total),
        })}
        newerHref={offset > 0
          ? withQuery(url, { offset: String(Math.max(0, offset - PAGE)) })
          : null}
        olderHref={last < total ? withQuery(url, { offset: String(last) }) : null}
      />
    </>
  );
});

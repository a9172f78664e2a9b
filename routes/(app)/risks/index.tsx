import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { listRisks, weighRisks } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { PAGE, pagerOf, projectNames } from "../(_components)/decided/list.ts";
import { severityTone } from "../(_components)/health.ts";
import { withQuery } from "../(_components)/query.ts";
import { riskText } from "../(_components)/risk_words.ts";
import { filtersIn, isNarrowed, riskFilter } from "./(_components)/filters.ts";
import { outcomeIn, plainAddress } from "./(_components)/outcome.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";
import { RiskFilterForm } from "./(_components)/RiskFilterForm.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { accountScopeId, projectIds } = viewOf(state).scope;
    const filters = filtersIn(url);
    const filter = riskFilter(filters, projectIds);
    const { sql } = state.services;
    const [risks, weight] = await Promise.all([
      listRisks(sql, accountScopeId, filter, { limit: PAGE, offset: filters.offset }),
      weighRisks(sql, accountScopeId, filter),
    ]);
    return page({ filters, risks, weight });
  },
});

/** What may go wrong, the gravest first. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, scope, now } = viewOf(state);
  const { filters, risks, weight } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const here = new URL(returnTo, url);
  const names = projectNames(request);
  const projects = request.projects.filter(({ id, kind }) =>
    kind === "client" && scope.projectIds.includes(id)
  );
  const title = t("risks.title");
  const file = withQuery(new URL("/risks/csv" + here.search, url), { offset: undefined });
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={title} refreshHref={returnTo} />
      <OutcomeNotice t={t} outcome={outcomeIn(url)} csrfToken={csrfToken} returnTo={returnTo} />
      <RiskFilterForm t={t} filters={filters} projects={projects} />
      <Panel
        title={title}
        meta={
          <>
            <span class="figure" data-testid="risk-total">
              {t("risks.total", { count: weight.count })}
            </span>
            {weight.severity !== null && (
              <span class="figure">
                {t("risks.meanSeverity", { severity: t.format.number(weight.severity, 1) })}
              </span>
            )}
          </>
        }
        actions={
          <Button href={file} size="small" testId="risks-csv">{t("common.downloadCsv")}</Button>
        }
        flush
      >
        <Table
          caption={title}
          rows={risks}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/risks/${id}`}
          testId="risks"
          empty={isNarrowed(filters)
            ? <EmptyState title={t("risks.emptyFiltered")} />
            : <EmptyState title={t("risks.emptyOpen")} why={t("risks.emptyOpenWhy")} />}
          columns={[
            {
              key: "risk",
              header: t("risks.risk"),
              grow: true,
              cell: (risk) => riskText(risk, t, now),
            },
            {
              key: "severity",
              header: t("risks.severity"),
              numeric: true,
              cell: ({ severity }) => (
                <Badge tone={severityTone(severity)}>{t.format.number(severity)}</Badge>
              ),
            },
            {
              key: "probability",
              header: t("risks.probability"),
              numeric: true,
              secondary: true,
              cell: ({ probability }) => t.format.percent(100 * probability, 0),
            },
            {
              key: "project",
              header: t("risks.project"),
              cell: ({ project_id: id }) => (
                <a class="plain-link" href={`/projects/${id}`}>{names.get(id) ?? ""}</a>
              ),
            },
            {
              key: "origin",
              header: t("risks.origin"),
              secondary: true,
              cell: ({ origin }) => t(`risks.origin_${origin}`),
            },
            {
              key: "status",
              header: t("risks.status"),
              secondary: true,
              cell: ({ status }) => t(`risks.status_${status}`),
            },
            {
              key: "opened",
              header: t("risks.opened"),
              secondary: true,
              cell: ({ opened_at }) => t.format.relative(opened_at, now),
            },
          ]}
        />
      </Panel>
      <Pager
        t={t}
        label={t("risks.pages")}
        {...pagerOf(t, here, { offset: filters.offset, shown: risks.length, total: weight.count })}
      />
    </>
  );
});

import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { FilterForm } from "@/components/FilterForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { CONTINUITY_KINDS, countContinuity, listContinuity } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { COMMITMENTS_JOB, listJobs } from "@/workers/mod.ts";
import { LookedAt } from "../(_components)/decided/LookedAt.tsx";
import { PAGE, pagerOf, projectNames } from "../(_components)/decided/list.ts";
import { outcomeIn, plainAddress } from "../(_components)/decided/outcome.ts";
import { OutcomeNotice } from "../(_components)/decided/OutcomeNotice.tsx";
import { ProjectField } from "../(_components)/decided/ProjectField.tsx";
import { withQuery } from "../(_components)/query.ts";
import { ContinuityTable } from "./(_components)/ContinuityTable.tsx";
import { continuityFilter, filtersIn, STATUSES } from "./(_components)/filters.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope, t, now } = viewOf(state);
    const { sql } = state.services;
    const filters = filtersIn(url);
    const filter = continuityFilter(filters, scope.projectIds);
    const [rows, weight, jobs] = await Promise.all([
      listContinuity(sql, scope.accountScopeId, filter, { limit: PAGE, offset: filters.offset }),
      countContinuity(sql, scope.accountScopeId, filter, t.format.isoDay(now)),
      listJobs(sql, scope.accountScopeId),
    ]);
    const job = jobs.find((each) => each.name === COMMITMENTS_JOB) ?? null;
    return page({ filters, rows, job, ...weight });
  },
});

/** What was promised in chats and sold, as issues that can be made. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { filters, rows, job, count, late } = data;
  const title = t("continuity.title");
  const returnTo = plainAddress(url);
  const here = new URL(returnTo, url);
  const narrowed = filters.status !== "open" || filters.kind !== undefined ||
    filters.project !== undefined;
  const file = (ending: "csv" | "md") =>
    withQuery(new URL(`/continuity.${ending}${here.search}`, url), { offset: undefined });
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={title} refreshHref={returnTo} />
      <OutcomeNotice
        t={t}
        outcome={outcomeIn(url)}
        action="/continuity/decide"
        csrfToken={session.csrfToken}
        returnTo={returnTo}
      />
      <LookedAt t={t} intro={t("continuity.intro")} job={job} now={now} />
      <FilterForm t={t} label={title} clearHref={narrowed ? "/continuity" : undefined}>
        <ProjectField t={t} request={request} value={filters.project} />
        <SelectField
          name="kind"
          label={t("decided.kind")}
          value={filters.kind ?? ""}
          options={[
            { value: "", label: t("decided.anyKind") },
            ...CONTINUITY_KINDS.map((kind) => ({
              value: kind,
              label: t(`continuity.kind_${kind}`),
            })),
          ]}
        />
        <SelectField
          name="status"
          label={t("decided.status")}
          value={filters.status}
          options={STATUSES.map((status) => ({
            value: status,
            label: t(`continuity.status_${status}`),
          }))}
        />
      </FilterForm>
      <Panel
        title={t("continuity.count", { count })}
        meta={filters.status === "open" && late > 0
          ? t("continuity.lateCount", { count: late })
          : undefined}
        actions={
          <>
            <Button href={file("md")} size="small" testId="continuity-md">
              {t("continuity.markdownFile")}
            </Button>
            <Button href={file("csv")} size="small" testId="continuity-csv">
              {t("common.downloadCsv")}
            </Button>
          </>
        }
        flush
      >
        <ContinuityTable
          {...{ t, rows, narrowed, now }}
          names={projectNames(request)}
          looked={job?.last_run != null}
        />
        <Pager
          t={t}
          label={t("decided.pages")}
          {...pagerOf(t, here, { offset: filters.offset, shown: rows.length, total: count })}
        />
      </Panel>
    </>
  );
});

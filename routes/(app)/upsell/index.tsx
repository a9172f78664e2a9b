import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { FilterForm } from "@/components/FilterForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { listUpsell, weighUpsell } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { listJobs, UPSELL_JOB } from "@/workers/mod.ts";
import { LookedAt } from "../(_components)/decided/LookedAt.tsx";
import { PAGE, pagerOf, projectNames } from "../(_components)/decided/list.ts";
import { outcomeIn, plainAddress } from "../(_components)/decided/outcome.ts";
import { OutcomeNotice } from "../(_components)/decided/OutcomeNotice.tsx";
import { ProjectField } from "../(_components)/decided/ProjectField.tsx";
import { withQuery } from "../(_components)/query.ts";
import { filtersIn, KINDS, STATUSES, upsellFilter } from "./(_components)/filters.ts";
import { UpsellTable } from "./(_components)/UpsellTable.tsx";
import { worthText } from "./(_components)/words.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope } = viewOf(state);
    const { sql } = state.services;
    const filters = filtersIn(url);
    const filter = upsellFilter(filters, scope.projectIds);
    const [rows, weight, jobs] = await Promise.all([
      listUpsell(sql, scope.accountScopeId, filter, { limit: PAGE, offset: filters.offset }),
      weighUpsell(sql, scope.accountScopeId, filter),
      listJobs(sql, scope.accountScopeId),
    ]);
    const job = jobs.find((each) => each.name === UPSELL_JOB) ?? null;
    return page({ filters, rows, job, ...weight });
  },
});

/** Chances to sell: what clients ask for and open deals, the best first. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { filters, rows, job, count, worth } = data;
  const title = t("upsell.title");
  const returnTo = plainAddress(url);
  const here = new URL(returnTo, url);
  const narrowed = filters.status !== "open" || filters.kind !== undefined ||
    filters.project !== undefined;
  const sums = worth.map((each) => worthText(each, t)).join(" + ");
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={title} refreshHref={returnTo} />
      <OutcomeNotice
        t={t}
        outcome={outcomeIn(url)}
        action="/upsell/decide"
        csrfToken={session.csrfToken}
        returnTo={returnTo}
      />
      <LookedAt t={t} intro={t("upsell.intro")} job={job} now={now} />
      <FilterForm t={t} label={title} clearHref={narrowed ? "/upsell" : undefined}>
        <ProjectField t={t} request={request} value={filters.project} />
        <SelectField
          name="kind"
          label={t("decided.kind")}
          value={filters.kind ?? ""}
          options={[
            { value: "", label: t("decided.anyKind") },
            ...KINDS.map((kind) => ({ value: kind, label: t(`upsell.kind_${kind}`) })),
          ]}
        />
        <SelectField
          name="status"
          label={t("decided.status")}
          value={filters.status}
          options={STATUSES.map((status) => ({
            value: status,
            label: t(`upsell.status_${status}`),
          }))}
        />
      </FilterForm>
      <Panel
        title={t("upsell.count", { count })}
        meta={sums === "" ? undefined : t("upsell.worth", { sums })}
        actions={
          <Button
            href={withQuery(new URL(`/upsell.csv${here.search}`, url), { offset: undefined })}
            size="small"
            testId="upsell-csv"
          >
            {t("common.downloadCsv")}
          </Button>
        }
        flush
      >
        <UpsellTable
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

import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { FilterForm } from "@/components/FilterForm.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { AGREEMENT_KINDS, countAgreements, listAgreements } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { COMMITMENTS_JOB, listJobs } from "@/workers/mod.ts";
import { LookedAt } from "../(_components)/decided/LookedAt.tsx";
import { PAGE, pagerOf, projectNames } from "../(_components)/decided/list.ts";
import { outcomeIn, plainAddress } from "../(_components)/decided/outcome.ts";
import { OutcomeNotice } from "../(_components)/decided/OutcomeNotice.tsx";
import { ProjectField } from "../(_components)/decided/ProjectField.tsx";
import { withQuery } from "../(_components)/query.ts";
import { AgreementTable } from "./(_components)/AgreementTable.tsx";
import { agreementFilter, filtersIn, STATUSES } from "./(_components)/filters.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope } = viewOf(state);
    const { sql } = state.services;
    const filters = filtersIn(url);
    const filter = agreementFilter(filters, scope.projectIds);
    const [rows, total, jobs] = await Promise.all([
      listAgreements(sql, scope.accountScopeId, filter, { limit: PAGE, offset: filters.offset }),
      countAgreements(sql, scope.accountScopeId, filter),
      listJobs(sql, scope.accountScopeId),
    ]);
    const job = jobs.find((each) => each.name === COMMITMENTS_JOB) ?? null;
    return page({ filters, rows, total, job });
  },
});

/** What was agreed in chats: approvals, prices, deadlines, terms. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { filters, rows, total, job } = data;
  const title = t("agreements.title");
  const returnTo = plainAddress(url);
  const here = new URL(returnTo, url);
  const narrowed = filters.status !== "standing" ||
    [filters.kind, filters.q, filters.project].some((value) => value !== undefined);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={title} refreshHref={returnTo} />
      <OutcomeNotice
        t={t}
        outcome={outcomeIn(url)}
        action="/agreements/decide"
        csrfToken={session.csrfToken}
        returnTo={returnTo}
      />
      <LookedAt t={t} intro={t("agreements.intro")} job={job} now={now} />
      <FilterForm t={t} label={title} clearHref={narrowed ? "/agreements" : undefined}>
        <FormField
          name="q"
          type="search"
          label={t("agreements.search")}
          value={filters.q}
          maxLength={200}
        />
        <ProjectField t={t} request={request} value={filters.project} />
        <SelectField
          name="kind"
          label={t("decided.kind")}
          value={filters.kind ?? ""}
          options={[
            { value: "", label: t("decided.anyKind") },
            ...AGREEMENT_KINDS.map((kind) => ({
              value: kind,
              label: t(`agreements.kind_${kind}`),
            })),
          ]}
        />
        <SelectField
          name="status"
          label={t("decided.status")}
          value={filters.status}
          options={STATUSES.map((status) => ({
            value: status,
            label: t(`agreements.status_${status}`),
          }))}
        />
      </FilterForm>
      <Panel
        title={t("agreements.count", { count: total })}
        actions={
          <Button
            href={withQuery(new URL(`/agreements.csv${here.search}`, url), { offset: undefined })}
            size="small"
            testId="agreements-csv"
          >
            {t("common.downloadCsv")}
          </Button>
        }
        flush
      >
        <AgreementTable
          {...{ t, rows, narrowed }}
          names={projectNames(request)}
          looked={job?.last_run != null}
        />
        <Pager
          t={t}
          label={t("decided.pages")}
          {...pagerOf(t, here, { offset: filters.offset, shown: rows.length, total })}
        />
      </Panel>
    </>
  );
});

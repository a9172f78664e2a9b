import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { FilterForm } from "@/components/FilterForm.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { define } from "@/define.ts";
import { localPath, parseForm, seeOther } from "@/lib/api/mod.ts";
import { readTerms } from "@/lib/auth/mod.ts";
import { addCost, COST_ORIGINS, listCosts, removeCost, totalCosts } from "@/lib/insights/mod.ts";
import { dayOf } from "@/lib/portfolio/mod.ts";
import type { State } from "@/lib/services.ts";
import { actorOf, viewOf } from "@/view.ts";
import { PAGE, pagerOf, projectNames } from "../(_components)/decided/list.ts";
import { ProjectField } from "../(_components)/decided/ProjectField.tsx";
import { withQuery } from "../(_components)/query.ts";
import { costForm, costIn } from "./(_components)/add_cost.ts";
import { costFilter, costFiltersIn, isNarrowed } from "./(_components)/cost_filters.ts";
import { CostForm, type Refused } from "./(_components)/CostForm.tsx";
import { CostTable } from "./(_components)/CostTable.tsx";
import { FinanceTabs } from "./(_components)/FinanceTabs.tsx";

const fields = z.discriminatedUnion("action", [
  costForm,
  z.object({
    action: z.literal("remove"),
    id: z.guid(),
    return_to: z.string().max(2000),
  }),
]);

async function read(state: State, url: URL, refused: Refused | null) {
  const { scope } = viewOf(state);
  const { sql } = state.services;
  const filters = costFiltersIn(url);
  const filter = costFilter(filters, scope.projectIds);
  const { accountScopeId } = scope;
  const [costs, total, terms] = await Promise.all([
    listCosts(sql, accountScopeId, filter, { limit: PAGE, offset: filters.offset }),
    totalCosts(sql, accountScopeId, filter),
    readTerms(sql, accountScopeId),
  ]);
  return { filters, costs, total, terms, refused };
}

export const handler = define.handlers({
  async GET({ state, url }) {
    return page(await read(state, url, null));
  },
  async POST({ state, req, url }) {
    const order = await parseForm(req, fields);
    const { services } = state;
    const actor = actorOf(state);
    if (order.action === "remove") {
      await removeCost(services.sql, actor, order.id);
      await services.changed(actor.accountScopeId, ["costs"]);
      const back = new URL(localPath(order.return_to), url);
      return seeOther(withQuery(back, { done: "removed" }));
    }
    const { t, request } = viewOf(state);
    const clients = request.projects.filter(({ kind }) => kind === "client");
    const told = costIn(order, new Set(clients.map(({ id }) => id)), t);
    if ("refused" in told) return page(await read(state, url, told.refused), { status: 400 });
    await addCost(services.sql, actor, told.cost);
    await services.changed(actor.accountScopeId, ["costs"]);
    return seeOther("/finance/costs?done=added");
  },
});

/** Costs of projects: the list, a form for one, a way to many. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { filters, costs, total, terms, refused } = data;
  const { csrfToken } = session;
  const title = t("finance.costs");
  const done = url.searchParams.get("done");
  const here = new URL(withQuery(url, { done: undefined }), url);
  const clients = request.projects.filter(({ kind }) => kind === "client");
  const sums = total.sums.map(({ currency, amount }) => t.format.money(amount, currency));
  const file = new URL(`/finance/costs.csv${here.search}`, url);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("finance.title"), href: "/finance" }]}
      >
        <FinanceTabs t={t} path={url.pathname} />
      </PageHeader>
      {(done === "added" || done === "removed") && (
        <Notice tone="good" title={t(`finance.${done}`)} />
      )}
      {clients.length > 0 && (
        <Panel title={t("finance.add")}>
          <CostForm
            t={t}
            projects={clients.toSorted((a, b) =>
              Number(b.id === request.projectId) - Number(a.id === request.projectId)
            )}
            currency={terms.currency}
            today={dayOf(now, request.timeZone)}
            csrfToken={csrfToken}
            refused={refused}
          />
        </Panel>
      )}
      <FilterForm
        t={t}
        label={t("finance.filter")}
        clearHref={isNarrowed(filters) ? "/finance/costs" : undefined}
      >
        <ProjectField t={t} request={request} value={filters.project} />
        <SelectField
          name="category"
          label={t("finance.category")}
          value={filters.category ?? ""}
          options={[
            { value: "", label: t("finance.anyCategory") },
            ...total.categories.map((category) => ({ value: category, label: category })),
          ]}
        />
        <SelectField
          name="origin"
          label={t("finance.origin")}
          value={filters.origin ?? ""}
          options={[
            { value: "", label: t("finance.anyOrigin") },
            ...COST_ORIGINS.map((origin) => ({
              value: origin,
              label: t(`finance.origin_${origin}`),
            })),
          ]}
        />
        <FormField name="from" label={t("finance.from")} type="date" value={filters.from} />
        <FormField name="to" label={t("finance.to")} type="date" value={filters.to} />
      </FilterForm>
      <Panel
        title={t("common.rows", { count: total.count })}
        meta={sums.length === 0 ? undefined : <span class="figure">{sums.join(" + ")}</span>}
        actions={
          <Button href={withQuery(file, { offset: undefined })} size="small" testId="costs-csv">
            {t("common.downloadCsv")}
          </Button>
        }
        flush
      >
        <CostTable
          {...{ t, costs, csrfToken, names: projectNames(request) }}
          narrowed={isNarrowed(filters)}
          returnTo={here.pathname + here.search}
        />
      </Panel>
      {total.count > 0 && (
        <Pager
          t={t}
          label={t("finance.pages")}
          {...pagerOf(t, here, {
            ...{ offset: filters.offset, shown: costs.length, total: total.count },
          })}
        />
      )}
    </>
  );
});

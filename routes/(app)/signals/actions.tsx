import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { countActions, listActions } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { withQuery } from "../(_components)/query.ts";
import { actionFilter, actionFiltersIn, PAGE } from "./(_components)/action_filters.ts";
import { ActionFilters } from "./(_components)/ActionFilters.tsx";
import { ActionTable } from "./(_components)/ActionTable.tsx";
import { outcomeIn, plainAddress } from "./(_components)/outcome.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";
import { SignalTabs } from "./(_components)/SignalTabs.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { accountScopeId, projectIds } = viewOf(state).scope;
    const { sql } = state.services;
    const filters = actionFiltersIn(url);
    const filter = actionFilter(filters, projectIds);
    const [actions, total] = await Promise.all([
      listActions(sql, accountScopeId, filter, { limit: PAGE, offset: filters.offset }),
      countActions(sql, accountScopeId, filter),
    ]);
    return page({ filters, actions, total });
  },
});

/** What to do next in all projects in view, the most pressing first. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, scope, now } = viewOf(state);
  const { filters, actions, total } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const here = new URL(returnTo, url);
  const projects = request.projects.filter(({ id, kind }) =>
    kind === "client" && scope.projectIds.includes(id)
  );
  const { offset, state: standing, action, project } = filters;
  const narrowed = standing !== "open" || action !== undefined || project !== undefined;
  const last = offset + actions.length;
  const file = withQuery(new URL("/signals/actions.csv" + here.search, url), {
    offset: undefined,
  });
  return (
    <>
      <Head>
        <title>{`${t("signals.actionsTab")} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={t("signals.actionsTab")}
        breadcrumb={[{ label: t("signals.title"), href: "/signals" }]}
        refreshHref={returnTo}
      >
        <SignalTabs t={t} path={url.pathname} />
      </PageHeader>
      <OutcomeNotice t={t} outcome={outcomeIn(url)} csrfToken={csrfToken} returnTo={returnTo} />
      <ActionFilters t={t} filters={filters} projects={projects} />
      <Panel
        title={t("signals.actionsTab")}
        meta={<span class="figure">{t("signals.actionTotal", { count: total })}</span>}
        actions={
          <Button href={file} size="small" testId="actions-csv">{t("common.downloadCsv")}</Button>
        }
        flush
      >
        <ActionTable
          {...{ t, actions, csrfToken, returnTo, now }}
          narrowed={narrowed || total > 0}
          projects={new Map(request.projects.map(({ id, name }) => [id, name]))}
        />
      </Panel>
      {total > PAGE && (
        <Pager
          t={t}
          label={t("signals.actionPages")}
          position={t("messages.shown", {
            from: actions.length === 0 ? 0 : offset + 1,
            to: last,
            total: t.format.number(total),
          })}
          newerHref={offset > 0
            ? withQuery(here, { offset: String(Math.max(0, offset - PAGE)) })
            : null}
          olderHref={last < total ? withQuery(here, { offset: String(last) }) : null}
        />
      )}
    </>
  );
});

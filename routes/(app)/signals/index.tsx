import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { Pager } from "@/components/Pager.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { countSignals, listActions, listSignals, rowsBehind } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { listJobs, SIGNALS_JOB } from "@/workers/mod.ts";
import { withQuery } from "../(_components)/query.ts";
import { BulkBar } from "./(_components)/BulkBar.tsx";
import { evidenceOf } from "./(_components)/evidence.ts";
import { filtersIn, isNarrowed, PAGE, signalFilter } from "./(_components)/filters.ts";
import { LookState } from "./(_components)/LookState.tsx";
import { NoSignals } from "./(_components)/NoSignals.tsx";
import { outcomeIn, plainAddress } from "./(_components)/outcome.ts";
import { actionsOf } from "./(_components)/open_actions.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";
import { SignalFilters } from "./(_components)/SignalFilters.tsx";
import { SignalRow } from "./(_components)/SignalRow.tsx";
import { SignalTabs } from "./(_components)/SignalTabs.tsx";

/** Rows shown of each signal; its page has all. */
const SHOWN = 2;

/** Actions of a page's signals are few: none has more than two. */
const MOST_ACTIONS = 2 * PAGE;

export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope } = viewOf(state);
    const { accountScopeId, projectIds } = scope;
    const { sql } = state.services;
    const filters = filtersIn(url);
    const filter = signalFilter(filters, projectIds);
    const [signals, { total }, jobs] = await Promise.all([
      listSignals(sql, accountScopeId, filter, { limit: PAGE, offset: filters.offset }),
      countSignals(sql, accountScopeId, filter),
      listJobs(sql, accountScopeId),
    ]);
    const signalIds = signals.map(({ id }) => id);
    const newest = signals.map(({ project_id, evidence }) => ({
      project_id,
      evidence: evidence.slice(0, SHOWN),
    }));
    const [actions, rows] = await Promise.all([
      listActions(sql, accountScopeId, { projectIds, state: "any", signalIds }, {
        limit: MOST_ACTIONS,
      }),
      rowsBehind(sql, newest),
    ]);
    const job = jobs.find(({ name }) => name === SIGNALS_JOB) ?? null;
    return page({ filters, signals, total, actions, rows, job });
  },
});

/** What was noticed, worst first: what happened, the rows that show it, what to do about it. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, scope, now } = viewOf(state);
  const { filters, signals, total, actions, rows, job } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const here = new URL(returnTo, url);
  const names = new Map(request.projects.map(({ id, name }) => [id, name]));
  const projects = request.projects.filter(({ id, kind }) =>
    kind === "client" && scope.projectIds.includes(id)
  );
  const last = filters.offset + signals.length;
  const choosable = filters.state === "open" || filters.state === "accepted";
  const file = withQuery(new URL("/signals.csv" + here.search, url), { offset: undefined });
  return (
    <>
      <Head>
        <title>{`${t("signals.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("signals.title")} refreshHref={returnTo}>
        <SignalTabs t={t} path={url.pathname} />
        <span class="meta figure" data-testid="signal-total">
          {t("signals.total", { count: total })}
        </span>
        <Button href={file} size="small" testId="signals-csv">{t("common.downloadCsv")}</Button>
      </PageHeader>
      <OutcomeNotice t={t} outcome={outcomeIn(url)} csrfToken={csrfToken} returnTo={returnTo} />
      <LookState {...{ t, job, csrfToken, returnTo, now }} />
      <SignalFilters t={t} filters={filters} projects={projects} />
      {signals.length === 0
        ? (
          <NoSignals
            t={t}
            narrowed={isNarrowed(filters) || total > 0}
            looked={job?.last_run?.finished_at != null}
          />
        )
        : (
          <>
            {choosable && <BulkBar t={t} csrfToken={csrfToken} returnTo={returnTo} />}
            <ul class="signal-list" aria-label={t("signals.title")}>
              {signals.map((signal) => (
                <SignalRow
                  key={signal.id}
                  {...{ t, signal, choosable, csrfToken, returnTo, now }}
                  project={names.get(signal.project_id) ?? ""}
                  actions={actionsOf(signal.id, actions)}
                  evidence={evidenceOf(signal, rows, t, now, SHOWN)}
                />
              ))}
            </ul>
          </>
        )}
      {total > 0 && (
        <Pager
          t={t}
          label={t("signals.pages")}
          position={t("messages.shown", {
            from: signals.length === 0 ? 0 : filters.offset + 1,
            to: last,
            total: t.format.number(total),
          })}
          newerHref={filters.offset > 0
            ? withQuery(here, { offset: String(Math.max(0, filters.offset - PAGE)) })
            : null}
          olderHref={last < total ? withQuery(here, { offset: String(last) }) : null}
        />
      )}
    </>
  );
});

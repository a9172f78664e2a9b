import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Pager } from "@/components/Pager.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { countSuggestions, lastPreview, listSuggestions, recordUrls } from "@/lib/identity/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { IDENTITY_JOB, listJobs } from "@/workers/mod.ts";
import { withQuery } from "../(_components)/query.ts";
import { BulkForm } from "./(_components)/BulkForm.tsx";
import { filtersIn, PAGE, suggestionFilter } from "./(_components)/filters.ts";
import { IdentityTabs } from "./(_components)/IdentityTabs.tsx";
import { NoSuggestions } from "./(_components)/NoSuggestions.tsx";
import { plainAddress, readOutcome } from "./(_components)/outcome.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";
import { PreviewState } from "./(_components)/PreviewState.tsx";
import { SuggestionCard } from "./(_components)/SuggestionCard.tsx";
import { SuggestionFilters } from "./(_components)/SuggestionFilters.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filters = filtersIn(url);
    const filter = suggestionFilter(filters);
    const [rows, total, outcome, preview, jobs] = await Promise.all([
      listSuggestions(sql, accountScopeId, filter, { limit: PAGE, offset: filters.offset }),
      countSuggestions(sql, accountScopeId, filter),
      readOutcome(sql, accountScopeId, url),
      lastPreview(sql, accountScopeId),
      listJobs(sql, accountScopeId),
    ]);
    const ids = rows.flatMap(({ left, right }) => [left.id, right.id]);
    const urls = await recordUrls(sql, accountScopeId, ids);
    const job = jobs.find(({ name }) => name === IDENTITY_JOB) ?? null;
    return page({ filters, rows, total, outcome, preview, job, urls });
  },
});

/** Which records seem to belong together: both sides, why, how sure; link, dismiss, undo. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, now } = viewOf(state);
  const { filters, rows, total, outcome, preview, job, urls } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const last = filters.offset + rows.length;
  return (
    <>
      <Head>
        <title>{`${t("identity.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("identity.title")} refreshHref={returnTo}>
        <IdentityTabs t={t} path={url.pathname} />
      </PageHeader>
      <OutcomeNotice t={t} outcome={outcome} csrfToken={csrfToken} returnTo={returnTo} />
      <PreviewState {...{ t, preview, job, csrfToken, returnTo, now }} />
      <SuggestionFilters t={t} filters={filters} />
      {filters.state === "open" && filters.suggestion === undefined && total > 1 && (
        <BulkForm t={t} filters={filters} />
      )}
      {rows.length === 0
        ? (
          <NoSuggestions
            t={t}
            filters={filters}
            total={total}
            looked={preview !== null}
            url={url}
          />
        )
        : (
          <section class="stack" aria-label={t("identity.suggestions")}>
            {rows.map((suggestion) => (
              <SuggestionCard
                key={suggestion.id}
                {...{ t, suggestion, urls, csrfToken, returnTo, now }}
              />
            ))}
          </section>
        )}
      {total > 0 && (
        <Pager
          t={t}
          label={t("identity.pages")}
          position={t("messages.shown", {
            from: rows.length === 0 ? 0 : filters.offset + 1,
            to: last,
            total: t.format.number(total),
          })}
          newerHref={filters.offset > 0
            ? withQuery(new URL(returnTo, url), {
              offset: String(Math.max(0, filters.offset - PAGE)),
            })
            : null}
          olderHref={last < total
            ? withQuery(new URL(returnTo, url), { offset: String(last) })
            : null}
        />
      )}
    </>
  );
});

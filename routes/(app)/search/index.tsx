import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { download, pin } from "@/components/icon/shapes.ts";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { PartialState } from "@/components/state/PartialState.tsx";
import { define } from "@/define.ts";
import { feedbackOn, recentQuestions, savedQuestions } from "@/lib/evidence/mod.ts";
import SearchKeys from "@/islands/SearchKeys.tsx";
import { actorOf, viewOf } from "@/view.ts";
import { uuidIn } from "../(_components)/query.ts";
import { AnswerPanel } from "./(_components)/AnswerPanel.tsx";
import { askedIn } from "./(_components)/asked.ts";
import { HitCard } from "./(_components)/HitCard.tsx";
import { lookUp } from "./(_components)/look_up.ts";
import { NothingFound, NothingYet } from "./(_components)/Nothing.tsx";
import { plainAddress, ToldNotice } from "./(_components)/told.tsx";
import { Questions } from "./(_components)/Questions.tsx";
import { SearchForm } from "./(_components)/SearchForm.tsx";
import { SearchTabs } from "./(_components)/SearchTabs.tsx";

/** Questions that are offered again. */
const RECENT = 8;

export const handler = define.handlers({
  async GET({ state, url }) {
    const { request, scope } = viewOf(state);
    const { sql, evidence } = state.services;
    const asker = actorOf(state);
    const asked = askedIn(url, request);
    const result = await lookUp(state, asked);
    const rated = uuidIn(url, "run");
    const [saved, recent, given, status] = await Promise.all([
      savedQuestions(sql, asker),
      result === null ? recentQuestions(sql, asker.accountScopeId, asker.actor, RECENT) : [],
      rated === undefined ? new Map<string | null, -1 | 0 | 1>() : feedbackOn(sql, asker, rated),
      result === null || result.hits.length === 0 ? evidence.status(scope) : null,
    ]);
    return page({ asked, result, saved, recent, given, rated, status });
  },
});

/** Ask a question: the answer in the words of the evidence, and the evidence itself. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const unassigned = request.projects.find(({ kind }) => kind === "unassigned");
  const { asked, result, saved, recent, given, rated, status } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const terms = new Set(result?.terms ?? []);
  const title = asked.query === ""
    ? t("search.title")
    : `${asked.query.slice(0, 80)} · ${t("search.title")}`;
  // what was rated stays rated when the page is shown again under another run
  const run = rated !== undefined && given.size > 0 ? rated : result?.query_run_id ?? "";
  const isSaved = saved.some(({ query }) => query === asked.query);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("search.title")}>
        <SearchTabs t={t} path={url.pathname} />
      </PageHeader>
      <ToldNotice t={t} url={url} />
      <SearchForm
        t={t}
        asked={asked}
        scope={request}
        length={(url.searchParams.get("q") ?? "").trim().length}
      />
      <SearchKeys question="q" hit="hit" />
      {asked.ignored.length > 0 && (
        <Notice tone="warn" title={t("search.badFilter", { names: asked.ignored.join(", ") })} />
      )}
      {result !== null && result.degraded.length > 0 && (
        <PartialState
          t={t}
          failures={result.degraded.map((leg) => t(`search.degraded_${leg}`))}
          retryHref={returnTo}
        />
      )}
      {result === null
        ? (
          <>
            {status !== null && <NothingYet t={t} indexed={status.chunks > 0} />}
            <Questions {...{ t, saved, recent, csrfToken, returnTo }} />
          </>
        )
        : result.hits.length === 0
        ? <NothingFound t={t} signsOnly={result.terms.length === 0} />
        : (
          <>
            <AnswerPanel
              {...{ t, terms, csrfToken, returnTo }}
              result={{ ...result, query_run_id: run }}
              given={given.get(null)}
            />
            <Panel
              title={t("search.evidence")}
              meta={t("search.found", { count: result.hits.length })}
              actions={
                <div class="cluster">
                  {isSaved ? <span class="meta">{t("search.isSaved")}</span> : (
                    <PostForm
                      action="/search/save"
                      csrfToken={csrfToken}
                      hidden={{ query: asked.query, return_to: returnTo }}
                    >
                      <Button size="small" variant="ghost" icon={pin} testId="save-question">
                        {t("search.save")}
                      </Button>
                    </PostForm>
                  )}
                  <Button
                    href={`/search/export${url.search}`}
                    size="small"
                    variant="ghost"
                    icon={download}
                  >
                    {t("common.downloadCsv")}
                  </Button>
                </div>
              }
              flush
            >
              <ol class="hits" aria-label={t("search.evidence")}>
                {result.hits.map((hit) => (
                  <HitCard
                    key={hit.chunk}
                    {...{ t, hit, terms, now, run, csrfToken, returnTo }}
                    project={hit.project_id === unassigned?.id
                      ? t("shell.unassigned")
                      : hit.project}
                    given={given.get(hit.document)}
                  />
                ))}
              </ol>
            </Panel>
            <p class="meta search-keys">{t("search.keys")}</p>
          </>
        )}
    </>
  );
});

import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { ThreadList } from "@/components/thread/ThreadList.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { narrowedIn } from "../(_components)/narrow.ts";
import { textIn, uuidIn, withQuery } from "../(_components)/query.ts";
import { threadSummaries } from "../(_components)/threads.ts";
import { ThreadFilters } from "./(_components)/ThreadFilters.tsx";

/** Conversations on a page. */
const PAGE = 30;

export const handler = define.handlers({
  async GET({ state, url }) {
    const scope = narrowedIn(url, state);
    const { portfolio } = state.services;
    const filter = {
      status: textIn(url, "status", 30),
      inbox: textIn(url, "inbox", 40),
      text: textIn(url, "q"),
    };
    const place = { limit: PAGE, olderThan: uuidIn(url, "older"), newerThan: uuidIn(url, "newer") };
    const [threads, inboxes] = await Promise.all([
      portfolio.threads(scope, filter, place),
      portfolio.inboxes(scope),
    ]);
    return page({ filter, threads, inboxes });
  },
});

/** All conversations of the chosen project or of the scope, newest activity first. */
export default define.page<typeof handler>(({ data: { filter, threads, inboxes }, state, url }) => {
  const { t, now } = viewOf(state);
  const { rows } = threads;
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  const at = (name: "older" | "newer", id: string | undefined) =>
    id === undefined ? null : withQuery(url, { older: undefined, newer: undefined, [name]: id });
  return (
    <>
      <Head>
        <title>{`${t("messages.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("messages.title")} refreshHref={url.pathname + url.search} />
      <ThreadFilters t={t} filter={filter} inboxes={inboxes} />
      <Panel
        title={t("messages.list")}
        meta={
          <span class="figure" data-testid="thread-total">
            {t("common.conversationCount", { count: threads.total })}
          </span>
        }
        flush
      >
        {rows.length === 0
          ? narrowed
            ? (
              <EmptyState
                title={t("messages.noneTitle")}
                why={t("messages.noneWhy")}
                action={<Button href="/messages">{t("common.clear")}</Button>}
              />
            )
            : (
              <EmptyState
                title={t("messages.emptyTitle")}
                why={t("portfolio.emptyWhy")}
                action={<Button href="/connectors">{t("portfolio.gapConnect")}</Button>}
              />
            )
          : (
            <ThreadList
              t={t}
              label={t("messages.list")}
              threads={threadSummaries(rows, t, now, (id) => `/messages/${id}`)}
            />
          )}
      </Panel>
      <Pager
        t={t}
        label={t("messages.pages")}
        newerHref={threads.hasNewer ? at("newer", rows[0]?.id) : null}
        olderHref={threads.hasOlder ? at("older", rows.at(-1)?.id) : null}
      />
    </>
  );
});

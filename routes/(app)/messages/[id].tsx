import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Thread } from "@/components/thread/Thread.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { isUuid, uuidIn, withQuery } from "../(_components)/query.ts";
import { contactName, threadEntries, threadStatus } from "../(_components)/threads.ts";

/** Messages on a page of a thread. */
const PAGE = 100;

export const handler = define.handlers({
  async GET({ state, url, params }) {
    const { scope } = viewOf(state);
    const { portfolio } = state.services;
    const thread = isUuid(params.id!) ? await portfolio.thread(scope, params.id!) : null;
    if (thread === null) throw new HttpError(404);
    const place = {
      limit: PAGE,
      olderThan: uuidIn(url, "older"),
      newerThan: uuidIn(url, "newer"),
      message: uuidIn(url, "message"),
    };
    return page({ thread, messages: await portfolio.threadMessages(scope, thread.id, place) });
  },
});

/** One conversation with all its messages, and what is known of the person. */
export default define.page<typeof handler>(({ data: { thread, messages }, state, url }) => {
  const { t } = viewOf(state);
  const contact = contactName(thread.contact, t);
  const status = threadStatus(thread.status, t);
  const { rows } = messages;
  const facts: [string, string | null][] = [
    [
      t("messages.project"),
      thread.project_kind === "client" ? thread.project : t("shell.unassigned"),
    ],
    [t("messages.inbox"), thread.inbox],
    [t("messages.company"), thread.company],
    [t("messages.email"), thread.email],
    [t("messages.assignee"), thread.assignee],
    [t("messages.labels"), thread.labels.length === 0 ? null : thread.labels.join(", ")],
  ];
  return (
    <>
      <Head>
        <title>{`${contact} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={contact}
        breadcrumb={[{ label: t("messages.title"), href: "/messages" }]}
        refreshHref={url.pathname + url.search}
      >
        <Badge tone={status.tone}>{status.text}</Badge>
        <Button href={thread.url} external size="small">{t("messages.openAtVendor")}</Button>
      </PageHeader>
      <div class="split">
        <Panel
          title={t("messages.threadWith", { name: contact })}
          meta={<span class="figure">{t("common.messageCount", { count: messages.total })}</span>}
        >
          <Pager
            t={t}
            label={t("messages.threadPages")}
            newerHref={null}
            olderHref={messages.hasOlder && rows[0]
              ? withQuery(url, { message: undefined, newer: undefined, older: rows[0].id })
              : null}
          />
          {rows.length === 0 ? <EmptyState title={t("messages.noMessages")} /> : (
            <Thread
              t={t}
              label={t("messages.threadWith", { name: contact })}
              messages={threadEntries(rows, t)}
            />
          )}
          <Pager
            t={t}
            label={t("messages.threadPages")}
            newerHref={messages.hasNewer && rows.length > 0
              ? withQuery(url, { message: undefined, older: undefined, newer: rows.at(-1)!.id })
              : null}
            olderHref={null}
          />
        </Panel>
        <Panel title={t("messages.contact")}>
          <dl class="facts">
            {facts.map(([name, value]) =>
              value === null ? null : (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              )
            )}
          </dl>
        </Panel>
      </div>
    </>
  );
});

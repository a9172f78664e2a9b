import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { withQuery } from "../(_components)/query.ts";
import { cursorIn, filterIn } from "./(_components)/event_filter.ts";
import { eventHref, eventText, kindOf, sourceOf } from "./(_components)/event_words.ts";
import { EventFilters } from "./(_components)/EventFilters.tsx";

/** Events on a page. */
const PAGE = 50;

export const handler = define.handlers({
  async GET({ state, url }) {
    const filter = filterIn(url);
    const place = { limit: PAGE, older: cursorIn(url, "older"), newer: cursorIn(url, "newer") };
    const list = await state.services.connectors.feed.list(viewOf(state).scope, filter, place);
    return page({ filter, ...list });
  },
});

/** What happened in the chosen project or in all of the scope, newest first. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, request } = viewOf(state);
  const { filter, events, hasNewer, hasOlder } = data;
  const projects = new Map(request.projects.map((project) => [project.id, project]));
  const narrowed = request.projectId !== null || Object.values(filter).some(Boolean);
  const title = t("events.title");
  const at = (name: "older" | "newer", cursor: string | undefined) =>
    cursor === undefined
      ? null
      : withQuery(url, { older: undefined, newer: undefined, [name]: cursor });
  const file = withQuery(new URL("/connectors/events.csv", url), { ...filter });
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("connectors.title"), href: "/connectors" }]}
        refreshHref={url.pathname + url.search}
      />
      <EventFilters t={t} filter={filter} />
      <Panel
        title={title}
        meta={t("events.intro")}
        actions={
          <Button href={file} size="small" testId="events-csv">{t("common.downloadCsv")}</Button>
        }
        flush
      >
        <Table
          caption={title}
          rows={events}
          rowKey={({ id }) => id}
          rowHref={eventHref}
          testId="events"
          empty={
            <EmptyState
              title={t(narrowed ? "events.noneTitle" : "events.emptyTitle")}
              why={t(narrowed ? "events.noneWhy" : "events.emptyWhy")}
            />
          }
          columns={[
            {
              key: "when",
              header: t("events.when"),
              cell: (event) => t.format.dateTime(event.occurred_at),
            },
            {
              key: "kind",
              header: t("events.kind"),
              cell: (event) => {
                const { tone, text } = kindOf(event.kind, t);
                return <Badge tone={tone}>{text}</Badge>;
              },
            },
            {
              key: "text",
              header: t("events.text"),
              grow: true,
              cell: (event) => eventText(event, t),
            },
            {
              key: "author",
              header: t("events.author"),
              secondary: true,
              cell: (event) => event.author ?? "",
            },
            {
              key: "project",
              header: t("events.project"),
              secondary: true,
              cell: ({ project_id: id }) => {
                const project = projects.get(id);
                return project?.kind === "client" ? project.name : t("shell.unassigned");
              },
            },
            {
              key: "source",
              header: t("events.source"),
              secondary: true,
              cell: (event) => sourceOf(event, t),
            },
          ]}
        />
      </Panel>
      <Pager
        t={t}
        label={t("events.pages")}
        newerHref={hasNewer ? at("newer", events[0]?.cursor) : null}
        olderHref={hasOlder ? at("older", events.at(-1)?.cursor) : null}
      />
    </>
  );
});

import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { periodIn } from "../(_components)/period.ts";
import { narrowedIn } from "../(_components)/narrow.ts";
import { numberIn, withQuery } from "../(_components)/query.ts";
import { contactName } from "../(_components)/threads.ts";

/** Rows on a page. */
const PAGE = 50;

export const handler = define.handlers({
  async GET({ state, url }) {
    const { request, now } = viewOf(state);
    const scope = narrowedIn(url, state);
    const period = await periodIn(state.services.sql, url, request.timeZone, now);
    const offset = numberIn(url, "offset", 0, 10_000_000, 0);
    return page({
      period,
      offset,
      list: await state.services.portfolio.messages(scope, period, { limit: PAGE, offset }),
    });
  },
});

/** The messages a figure or a bar counted. */
export default define.page<typeof handler>(({ data: { period, offset, list }, state, url }) => {
  const { t } = viewOf(state);
  const title = period.day === null
    ? `${t("messages.title")}: ${t("shell.lastDays", { count: period.days })}`
    : t("portfolio.rowsOfDay", { day: t.format.longDay(period.from) });
  const last = offset + list.rows.length;
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={title} breadcrumb={[{ label: t("portfolio.title"), href: "/" }]} />
      <Panel
        title={t("messages.title")}
        meta={
          <span class="figure" data-testid="row-total">
            {t("common.rows", { count: list.total })}
          </span>
        }
        flush
      >
        <Table
          caption={title}
          rows={list.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/messages/${row.conversation_id}?message=${row.id}#message-${row.id}`}
          empty={<EmptyState title={t("chart.empty")} />}
          columns={[
            { key: "at", header: t("messages.when"), cell: (row) => t.format.dateTime(row.at) },
            {
              key: "contact",
              header: t("messages.contact"),
              cell: (row) => contactName(row.contact, t),
            },
            {
              key: "direction",
              header: t("messages.direction"),
              cell: (row) =>
                t(row.direction === "incoming" ? "messages.fromClient" : "messages.fromTeam"),
            },
            {
              key: "text",
              header: t("messages.text"),
              grow: true,
              cell: (row) => row.content ?? t("messages.noText"),
            },
          ]}
        />
      </Panel>
      <Pager
        t={t}
        label={t("messages.pages")}
        position={t("messages.shown", {
          from: list.total === 0 ? 0 : offset + 1,
          to: last,
          total: t.format.number(list.total),
        })}
        newerHref={offset > 0
          ? withQuery(url, { offset: String(Math.max(0, offset - PAGE)) })
          : null}
        olderHref={last < list.total ? withQuery(url, { offset: String(last) }) : null}
      />
    </>
  );
});

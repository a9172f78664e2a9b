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
      list: await state.services.portfolio.replies(scope, period, { limit: PAGE, offset }),
    });
  },
});

/** The answers a response time was measured on, slowest first. */
export default define.page<typeof handler>(({ data: { period, offset, list }, state, url }) => {
  const { t } = viewOf(state);
  const span = period.day === null
    ? t("shell.lastDays", { count: period.days })
    : t.format.longDay(period.from);
  const title = `${t("portfolio.replies")}: ${span}`;
  const last = offset + list.rows.length;
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={title} breadcrumb={[{ label: t("portfolio.title"), href: "/" }]} />
      <Panel
        title={t("portfolio.replyRows")}
        meta={
          <span class="figure" data-testid="row-total">
            {t("common.rows", { count: list.total })}
          </span>
        }
        flush
      >
        <Table
          caption={t("portfolio.replyRows")}
          rows={list.rows}
          rowKey={(row) => row.message_id}
          rowHref={(row) =>
            `/messages/${row.conversation_id}?message=${row.message_id}#message-${row.message_id}`}
          empty={<EmptyState title={t("portfolio.gapNoReplies")} />}
          columns={[
            {
              key: "contact",
              header: t("messages.contact"),
              grow: true,
              cell: (row) => contactName(row.contact, t),
            },
            {
              key: "minutes",
              header: t("portfolio.minutesToAnswer"),
              numeric: true,
              cell: (row) => t.format.duration(row.minutes),
            },
            {
              key: "author",
              header: t("messages.author"),
              secondary: true,
              cell: (row) => row.author ?? t("messages.system"),
            },
            { key: "at", header: t("messages.when"), cell: (row) => t.format.dateTime(row.at) },
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

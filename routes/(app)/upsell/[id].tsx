import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { listUpsell, rowsBehind } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { DecisionPanel } from "../(_components)/decided/DecisionPanel.tsx";
import { EvidencePanel, shownRows } from "../(_components)/decided/EvidencePanel.tsx";
import { outcomeIn, plainAddress } from "../(_components)/decided/outcome.ts";
import { OutcomeNotice } from "../(_components)/decided/OutcomeNotice.tsx";
import { isUuid } from "../(_components)/query.ts";
import { FactsPanel } from "./(_components)/FactsPanel.tsx";
import { chanceText } from "./(_components)/words.ts";

export const handler = define.handlers({
  async GET({ state, params }) {
    const { request } = viewOf(state);
    const { sql } = state.services;
    if (!isUuid(params.id!)) throw new HttpError(404);
    const projectIds = request.projects.map(({ id }) => id);
    const filter = { projectIds, status: "open", id: params.id! } as const;
    const [item] = await listUpsell(sql, request.accountScopeId, filter, { limit: 1 });
    if (item === undefined) throw new HttpError(404);
    return page({ item, rows: await rowsBehind(sql, [item]) });
  },
});

/** A chance to sell: what it is, what it rests on, and what was decided. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { item, rows } = data;
  const { id, status } = item;
  const title = chanceText(item, t);
  const returnTo = plainAddress(url);
  const open = status === "proposed" || status === "accepted";
  const choices = [
    ...status === "proposed" ? [{ value: "accept", label: t("decided.accept") }] : [],
    ...open ? [{ value: "done", label: t("decided.done") }] : [],
    ...status === "proposed" ? [] : [{ value: "undo", label: t("decided.undo") }],
  ];
  const form = { action: "/upsell/decide", csrfToken: session.csrfToken, returnTo };
  const project = request.projects.find((each) => each.id === item.project_id);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("upsell.title"), href: "/upsell" }]}
        refreshHref={returnTo}
      >
        <Badge>{t(`upsell.kind_${item.kind}`)}</Badge>
        <Badge>{t("upsell.scoreOf", { score: item.score })}</Badge>
      </PageHeader>
      <OutcomeNotice t={t} outcome={outcomeIn(url)} {...form} />
      <div class="columns">
        <FactsPanel t={t} item={item} project={project?.name ?? ""} now={now} />
        <DecisionPanel
          t={t}
          id={id}
          standing={{ ...item, status: t(`upsell.status_${status}`) }}
          choices={choices}
          dismissible={open}
          now={now}
          {...form}
        />
      </div>
      <EvidencePanel t={t} items={shownRows(item.evidence, rows, t, now)} />
    </>
  );
});

import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { listAgreements, rowsBehind } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { DecisionPanel } from "../(_components)/decided/DecisionPanel.tsx";
import { EvidencePanel, shownRows } from "../(_components)/decided/EvidencePanel.tsx";
import { projectNames } from "../(_components)/decided/list.ts";
import { outcomeIn, plainAddress } from "../(_components)/decided/outcome.ts";
import { OutcomeNotice } from "../(_components)/decided/OutcomeNotice.tsx";
import { isUuid } from "../(_components)/query.ts";
import { TONES } from "./(_components)/AgreementTable.tsx";

export const handler = define.handlers({
  async GET({ state, params }) {
    const { request } = viewOf(state);
    const { sql } = state.services;
    if (!isUuid(params.id!)) throw new HttpError(404);
    const projectIds = request.projects.map(({ id }) => id);
    const filter = { projectIds, status: "standing", id: params.id! } as const;
    const [agreement] = await listAgreements(sql, request.accountScopeId, filter, { limit: 1 });
    if (agreement === undefined) throw new HttpError(404);
    return page({ agreement, rows: await rowsBehind(sql, [agreement]) });
  },
});

/** An agreement: the words, the messages that say them, and what was decided. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { agreement, rows } = data;
  const { id, status, kind, quote } = agreement;
  const project = projectNames(request).get(agreement.project_id) ?? "";
  const title = `${t(`agreements.kind_${kind}`)} · ${project}`;
  const returnTo = plainAddress(url);
  const form = { action: "/agreements/decide", csrfToken: session.csrfToken, returnTo };
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("agreements.title"), href: "/agreements" }]}
        refreshHref={returnTo}
      >
        <Badge tone={TONES[status]}>{t(`agreements.status_${status}`)}</Badge>
        <time class="meta figure" dateTime={agreement.agreed_at.toISOString()}>
          {t.format.dateTime(agreement.agreed_at)}
        </time>
      </PageHeader>
      <OutcomeNotice t={t} outcome={outcomeIn(url)} {...form} />
      <div class="columns">
        <Panel title={t("agreements.said")} meta={agreement.agreed_by ?? undefined}>
          <blockquote class="quote">{quote}</blockquote>
        </Panel>
        <DecisionPanel
          t={t}
          id={id}
          standing={{ ...agreement, status: t(`agreements.status_${status}`) }}
          choices={[
            status === "noted"
              ? { value: "confirm", label: t("decided.confirm") }
              : { value: "undo", label: t("decided.undo") },
          ]}
          dismissible={status === "noted"}
          now={now}
          {...form}
        />
      </div>
      <EvidencePanel t={t} items={shownRows(agreement.evidence, rows, t, now)} />
    </>
  );
});

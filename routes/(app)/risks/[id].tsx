import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { EvidenceList } from "@/components/evidence/EvidenceList.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { listSignals, readRisk, rowsBehind } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { severityTone } from "../(_components)/health.ts";
import { isUuid } from "../(_components)/query.ts";
import { riskText, signalText } from "../(_components)/risk_words.ts";
import { evidenceOf } from "./(_components)/evidence.ts";
import { outcomeIn, plainAddress } from "./(_components)/outcome.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";
import { RiskDecisions } from "./(_components)/RiskDecisions.tsx";
import { standing } from "./(_components)/standing.ts";

/** Signals behind a risk, at most as many as it names rows. */
const MOST = 50;

export const handler = define.handlers({
  async GET({ state, params }) {
    const { request, scope: { accountScopeId } } = viewOf(state);
    const { sql } = state.services;
    const id = params.id!;
    const risk = isUuid(id) ? await readRisk(sql, accountScopeId, id) : null;
    if (risk === null) throw new HttpError(404);
    const ids = risk.evidence.flatMap(({ table, id }) => table === "signals" ? [id] : []);
    const projectIds = request.projects.map(({ id }) => id);
    const [signals, rows] = await Promise.all([
      ids.length === 0
        ? []
        : listSignals(sql, accountScopeId, { projectIds, state: "any", ids }, { limit: MOST }),
      rowsBehind(sql, [risk]),
    ]);
    return page({ risk, signals, rows });
  },
});

/** A risk: why it is thought so, what to do, and what was decided. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { risk, signals, rows } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const title = riskText(risk, t, now);
  const project = request.projects.find(({ id }) => id === risk.project_id);
  const evidence = evidenceOf(risk, rows, t, now);
  const book = `risks.book_${risk.playbook}` as const;
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[
          { label: t("risks.title"), href: "/risks" },
          ...(project === undefined
            ? []
            : [{ label: project.name, href: `/projects/${project.id}` }]),
        ]}
        refreshHref={returnTo}
      >
        <Badge tone={severityTone(risk.severity)}>
          {t("risks.severityOf", { severity: t.format.number(risk.severity) })}
        </Badge>
        <Badge>{t.format.percent(100 * risk.probability, 0)}</Badge>
        <Badge>{t(`risks.status_${risk.status}`)}</Badge>
      </PageHeader>
      <OutcomeNotice t={t} outcome={outcomeIn(url)} csrfToken={csrfToken} returnTo={returnTo} />
      <div class="columns">
        <Panel title={t("risks.playbook")} meta={t(book)}>
          <div class="stack">
            <ol class="steps">
              {([1, 2, 3] as const).map((step) => <li key={step}>{t(`${book}_${step}`)}</li>)}
            </ol>
            <p class="meta">{standing(risk, t, now)}</p>
            <RiskDecisions t={t} risk={risk} csrfToken={csrfToken} returnTo={returnTo} />
          </div>
        </Panel>
        <Panel title={t("risks.signalRows")} flush>
          <Table
            caption={t("risks.signalRows")}
            rows={signals}
            rowKey={({ id }) => id}
            rowHref={({ id }) => `/signals/${id}`}
            empty={<EmptyState title={t("risks.noEvidence")} />}
            columns={[
              {
                key: "what",
                header: t("signals.what"),
                grow: true,
                cell: (signal) =>
                  signalText({ kind: signal.kind, facts: { ...signal.facts } }, t, now),
              },
              {
                key: "when",
                header: t("signals.when"),
                cell: ({ occurred_at }) => t.format.relative(occurred_at, now),
              },
            ]}
          />
        </Panel>
      </div>
      {evidence.length > 0 && (
        <Panel
          title={t("risks.evidence")}
          meta={<span class="figure">{t("common.rows", { count: evidence.length })}</span>}
        >
          <EvidenceList t={t} items={evidence} label={t("risks.evidence")} />
        </Panel>
      )}
    </>
  );
});

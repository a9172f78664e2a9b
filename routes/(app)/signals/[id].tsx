import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { EvidenceList } from "@/components/evidence/EvidenceList.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { define } from "@/define.ts";
import { listActions, listSignals, rowsBehind, signalHistory } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { isUuid } from "../(_components)/query.ts";
import { signalSentence } from "../(_components)/signal_words.ts";
import { DecisionForm } from "./(_components)/DecisionForm.tsx";
import { evidenceOf } from "./(_components)/evidence.ts";
import { HistoryPanel } from "./(_components)/HistoryPanel.tsx";
import { NextStep } from "./(_components)/NextStep.tsx";
import { actionsOf } from "./(_components)/open_actions.ts";
import { outcomeIn, plainAddress } from "./(_components)/outcome.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";
import { SignalBadges } from "./(_components)/SignalBadges.tsx";
import { SignalFigures } from "./(_components)/SignalFigures.tsx";

/** A signal has one action, or two. */
const MOST_ACTIONS = 10;

export const handler = define.handlers({
  async GET({ state, params }) {
    const { request, scope } = viewOf(state);
    const { accountScopeId } = scope;
    const { sql } = state.services;
    const projectIds = request.projects.map(({ id }) => id);
    const id = params.id!;
    const [signal] = isUuid(id)
      ? await listSignals(sql, accountScopeId, { projectIds, state: "any", ids: [id] }, {
        limit: 1,
      })
      : [];
    if (signal === undefined) throw new HttpError(404);
    const [actions, rows, decisions] = await Promise.all([
      listActions(sql, accountScopeId, { projectIds, state: "any", signalIds: [id] }, {
        limit: MOST_ACTIONS,
      }),
      rowsBehind(sql, [signal]),
      signalHistory(sql, accountScopeId, id),
    ]);
    return page({ signal, actions, rows, decisions });
  },
});

/** A signal with all that is behind it, what to do, and what was decided. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { signal, actions, rows, decisions } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const title = signalSentence(signal, t, now);
  const project = request.projects.find(({ id }) => id === signal.project_id)?.name ?? "";
  const evidence = evidenceOf(signal, rows, t, now);
  const over = signal.resolved_at !== null;
  const shown = actionsOf(signal.id, actions, over);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("signals.title"), href: "/signals" }]}
        refreshHref={returnTo}
      >
        <SignalBadges t={t} signal={signal} />
      </PageHeader>
      <OutcomeNotice t={t} outcome={outcomeIn(url)} csrfToken={csrfToken} returnTo={returnTo} />
      <div class="columns">
        <Panel title={t("signals.next")}>
          <div class="stack">
            {shown.length === 0 && <p class="muted">{t("signals.noAction")}</p>}
            {shown.map((action) => (
              <NextStep
                key={action.id}
                {...{ t, action, csrfToken, returnTo, now }}
                about={title}
                open
              />
            ))}
          </div>
        </Panel>
        <div class="stack">
          <SignalFigures {...{ t, signal, project, now }} />
          {!over && (
            <Panel title={t("signals.thisSignal")}>
              <DecisionForm
                t={t}
                action="/signals/decide"
                subject={{ signal_id: signal.id }}
                about={title}
                status={signal.status}
                csrfToken={csrfToken}
                returnTo={returnTo}
              />
            </Panel>
          )}
        </div>
      </div>
      <Panel
        title={t("signals.evidence")}
        meta={<span class="figure">{t("signals.rows", { count: evidence.length })}</span>}
      >
        {evidence.length === 0
          ? <EmptyState title={t("signals.rows", { count: 0 })} />
          : (
            <EvidenceList t={t} items={evidence} label={t("signals.evidenceOf", { what: title })} />
          )}
        {signal.facts.more && (
          <p class="meta">{t("signals.moreRows", { count: signal.facts.count })}</p>
        )}
      </Panel>
      <HistoryPanel t={t} decisions={decisions} />
    </>
  );
});

import { EvidenceList } from "@/components/evidence/EvidenceList.tsx";
import type { EvidenceItem } from "@/components/evidence/EvidenceList.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { NextAction, Signal } from "@/lib/insights/mod.ts";
import { signalSentence } from "../../(_components)/signal_words.ts";
import { DecisionForm } from "./DecisionForm.tsx";
import { NextStep } from "./NextStep.tsx";
import { SignalBadges } from "./SignalBadges.tsx";

/** Id of the form that decides about all chosen signals. */
export const BULK_FORM = "bulk";

/** Props of {@link SignalRow}. */
export interface SignalRowProps {
  t: Translator;
  signal: Signal;
  /** Name of its project. */
  project: string;
  actions: readonly NextAction[];
  /** The newest rows behind it. */
  evidence: readonly EvidenceItem[];
  /** Whether it can be chosen for deciding about many. */
  choosable: boolean;
  csrfToken: string;
  returnTo: string;
  /** Epoch milliseconds. */
  now: number;
}

/** Where a signal stands when somebody decided or its cause is gone. */
function Standing({ t, signal, now }: { t: Translator; signal: Signal; now: number }) {
  const { status, decided_at, decided_by, reason, resolved_at } = signal;
  if (resolved_at !== null) {
    return <p class="meta">{t("signals.over", { time: t.format.relative(resolved_at, now) })}</p>;
  }
  if (decided_at === null) return null;
  const said = {
    status: t(`signals.status_${status}`),
    time: t.format.relative(decided_at, now),
    actor: decided_by ?? "",
  };
  return (
    <p class="meta">
      {reason === null
        ? t("signals.decidedBy", said)
        : t("signals.decidedBecause", { ...said, reason })}
    </p>
  );
}

/** A signal: what happened, the newest rows that show it, what to do, and what was decided. */
export function SignalRow(props: SignalRowProps) {
  const { t, signal, project, actions, evidence, csrfToken, returnTo, now } = props;
  const { id, facts, resolved_at, status } = signal;
  const sentence = signalSentence(signal, t, now);
  return (
    <li class="panel signal" data-testid="signal">
      <div class="signal-main">
        <div class="signal-head">
          {props.choosable && (
            <label class="signal-choice">
              <input type="checkbox" form={BULK_FORM} name={`signal-${id}`} />
              <span class="visually-hidden">{t("signals.choose", { what: sentence })}</span>
            </label>
          )}
          <SignalBadges t={t} signal={signal} />
          <span class="meta">{project}</span>
          <time class="meta" dateTime={signal.occurred_at.toISOString()}>
            {t.format.relative(signal.occurred_at, now)}
          </time>
        </div>
        <h2 class="signal-title">
          <a href={`/signals/${id}`}>{sentence}</a>
        </h2>
        <EvidenceList
          t={t}
          items={evidence}
          label={t("signals.evidenceOf", { what: sentence })}
        />
        {facts.count > evidence.length && (
          <a class="meta signal-all" href={`/signals/${id}`}>
            {t("signals.allRows", { count: facts.count })}
            <span class="visually-hidden">{`: ${sentence}`}</span>
          </a>
        )}
      </div>
      <div class="signal-side">
        {actions.map((action) => (
          <NextStep
            key={action.id}
            {...{ t, action, csrfToken, returnTo, now }}
            about={sentence}
          />
        ))}
        <Standing t={t} signal={signal} now={now} />
        {resolved_at === null && (
          <div class="signal-decision">
            <span class="meta" aria-hidden="true">{t("signals.thisSignal")}</span>
            <DecisionForm
              t={t}
              action="/signals/decide"
              subject={{ signal_id: id }}
              about={sentence}
              status={status}
              csrfToken={csrfToken}
              returnTo={returnTo}
            />
          </div>
        )}
      </div>
    </li>
  );
}

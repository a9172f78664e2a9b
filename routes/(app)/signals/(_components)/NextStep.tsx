import type { Translator } from "@/lib/i18n/mod.ts";
import type { NextAction } from "@/lib/insights/mod.ts";
import { Badge } from "@/components/Badge.tsx";
import { DecisionForm } from "./DecisionForm.tsx";

/** Props of {@link NextStep}. */
export interface NextStepProps {
  t: Translator;
  action: NextAction;
  /** What it is about, in words. */
  about: string;
  csrfToken: string;
  returnTo: string;
  /** Shows the draft at once. */
  open?: boolean;
  /** Epoch milliseconds. */
  now: number;
}

/** What to do: the action, by when, for whom, words to begin with, and what became of it. */
export function NextStep(props: NextStepProps) {
  const { t, action, about, csrfToken, returnTo, open = false, now } = props;
  const name = t(`signals.action_${action.action}`);
  const late = action.due_on < t.format.isoDay(now) && action.status !== "done";
  const due = t("signals.due", { day: t.format.day(`${action.due_on}T12:00:00Z`, now) });
  return (
    <div class="next-step" data-testid="next-action">
      <p class="next-step-head">
        <strong>{name}</strong>
        <span class={late ? "late" : "meta"}>{due}</span>
        {action.owner !== null && <span class="meta">{action.owner}</span>}
        {action.status !== "proposed" && (
          <Badge tone={action.status === "done" ? "good" : "accent"}>
            {t(`signals.status_${action.status}`)}
          </Badge>
        )}
      </p>
      <div class="next-step-tools">
        <details class="more-actions" open={open}>
          <summary>
            {t("signals.draft")}
            <span class="visually-hidden">{`: ${name}, ${about}`}</span>
          </summary>
          <p class="draft">{action.draft}</p>
        </details>
        {action.closed_at === null && (
          <DecisionForm
            t={t}
            action="/signals/act"
            subject={{ action_id: action.id }}
            about={`${name}, ${about}`}
            status={action.status}
            csrfToken={csrfToken}
            returnTo={returnTo}
          />
        )}
      </div>
    </div>
  );
}

import type { ComponentChildren } from "preact";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";

/** What was decided, as far as it is shown. */
export interface Standing {
  /** Where it stands, in words. */
  status: string;
  reason: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  resolved_at: Date | null;
}

/** Props of {@link DecisionPanel}. */
export interface DecisionPanelProps {
  t: Translator;
  /** Where decisions are sent. */
  action: string;
  id: string;
  standing: Standing;
  /** Buttons, the first of them the main one: `{ value: "accept", label }`. */
  choices: readonly { value: string; label: string }[];
  /** Whether it can be dismissed with a reason. */
  dismissible: boolean;
  csrfToken: string;
  returnTo: string;
  /** Epoch milliseconds. */
  now: number;
  children?: ComponentChildren;
}

/** Who decided what, when and why; nothing when nobody did. */
export function standingText(t: Translator, standing: Standing, now: number): string {
  const { status, reason, decided_at, decided_by } = standing;
  if (decided_at === null) return t("decided.nobody");
  const said = { status, time: t.format.relative(decided_at, now), actor: decided_by ?? "" };
  return reason === null ? t("decided.by", said) : t("decided.because", { ...said, reason });
}

/** Where something stands and what can be decided about it. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { t, action, id, standing, choices, dismissible, csrfToken, returnTo, now } = props;
  const hidden = { id, return_to: returnTo };
  return (
    <Panel title={t("decided.decision")}>
      <div class="stack">
        <p class="meta">{standingText(t, standing, now)}</p>
        {standing.resolved_at !== null && (
          <p class="meta">
            {t("decided.over", { time: t.format.relative(standing.resolved_at, now) })}
          </p>
        )}
        {props.children}
        {choices.length > 0 && (
          <PostForm action={action} csrfToken={csrfToken} hidden={hidden} layout="row">
            {choices.map(({ value, label }) => (
              <Button key={value} name="decision" value={value} testId={`decide-${value}`}>
                {label}
              </Button>
            ))}
          </PostForm>
        )}
        {dismissible && (
          <details class="more-actions">
            <summary>{t("decided.dismiss")}</summary>
            <PostForm action={action} csrfToken={csrfToken} hidden={hidden} layout="row">
              <FormField
                id={`reason-${id}`}
                name="reason"
                label={t("decided.dismissWhy")}
                required
                maxLength={1000}
              />
              <Button name="decision" value="dismiss">{t("decided.dismissConfirm")}</Button>
            </PostForm>
          </details>
        )}
      </div>
    </Panel>
  );
}

import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { SuggestionRow } from "@/lib/identity/mod.ts";
import { questionOf } from "./words.ts";

/** Props of {@link Decision}. */
export interface DecisionProps {
  t: Translator;
  suggestion: SuggestionRow;
  csrfToken: string;
  /** Where to go back to: the list with its filters. */
  returnTo: string;
  /** Epoch milliseconds. */
  now: number;
}

/** What can be decided about a suggestion, or what was decided and how to take it back. */
export function Decision({ t, suggestion, csrfToken, returnTo, now }: DecisionProps) {
  const { id, status } = suggestion;
  // buttons of many suggestions are told apart by what they ask
  const about = <span class="visually-hidden">{`: ${questionOf(suggestion, t)}`}</span>;
  if (status !== "open") {
    return <DecidedBy {...{ t, suggestion, csrfToken, returnTo, now }} />;
  }
  const hidden = { suggestion_id: id, return_to: returnTo };
  return (
    <div class="decision">
      <PostForm action="/identity/apply" csrfToken={csrfToken} hidden={hidden}>
        <Button>{t("identity.apply")}{about}</Button>
      </PostForm>
      <details class="more-actions">
        <summary>{t("identity.dismiss")}{about}</summary>
        <PostForm action="/identity/dismiss" csrfToken={csrfToken} hidden={hidden} layout="row">
          <FormField
            id={`reason-${id}`}
            name="reason"
            label={t("identity.dismissWhy")}
            required
            maxLength={500}
          />
          <Button>{t("identity.dismissConfirm")}{about}</Button>
        </PostForm>
      </details>
    </div>
  );
}

function DecidedBy({ t, suggestion, csrfToken, returnTo, now }: DecisionProps) {
  const { status, decided_at, decided_by, dismiss_reason, change_id } = suggestion;
  const said = {
    time: decided_at === null ? "" : t.format.relative(decided_at, now),
    actor: decided_by ?? "",
  };
  return (
    <div class="decision">
      <p class="meta">
        {status === "dismissed"
          ? t("identity.dismissedBecause", { ...said, reason: dismiss_reason ?? "" })
          : t("identity.appliedBy", said)}
      </p>
      {change_id !== null && (
        <PostForm
          action="/identity/undo"
          csrfToken={csrfToken}
          hidden={{ change_id, return_to: returnTo }}
        >
          <Button size="small">
            {t("identity.undo")}
            <span class="visually-hidden">{`: ${questionOf(suggestion, t)}`}</span>
          </Button>
        </PostForm>
      )}
    </div>
  );
}

import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import type { Outcome } from "./outcome.ts";

const refusals: Record<string, PlainKey> = {
  already_decided: "decided.refusedDecided",
  not_found: "decided.refusedGone",
  no_target: "decided.refusedTarget",
  needs_reason: "decided.refusedReason",
};

/** Props of {@link OutcomeNotice}. */
export interface OutcomeNoticeProps {
  t: Translator;
  outcome: Outcome;
  /** Where decisions are sent. */
  action: string;
  csrfToken: string;
  /** Where taking it back leads to. */
  returnTo: string;
}

/** What was just done, with the way to take it back; nothing when nothing was. */
export function OutcomeNotice({ t, outcome, action, csrfToken, returnTo }: OutcomeNoticeProps) {
  const { did, about, refused } = outcome;
  const refusal = refusals[refused ?? ""];
  if (refusal !== undefined) return <Notice tone="warn" title={t(refusal)} testId="outcome" />;
  if (did === undefined) return null;
  // an issue that was made is ended in Linear
  const undoable = about !== undefined && did !== "undone" && did !== "applied";
  return (
    <Notice
      tone="good"
      title={t(`decided.told_${did}`)}
      testId="outcome"
      action={undoable && (
        <PostForm
          action={action}
          csrfToken={csrfToken}
          hidden={{ id: about, decision: "undo", return_to: returnTo }}
        >
          <Button size="small" testId="undo">{t("decided.undo")}</Button>
        </PostForm>
      )}
    />
  );
}

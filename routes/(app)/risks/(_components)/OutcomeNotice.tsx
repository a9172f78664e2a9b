import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Outcome } from "./outcome.ts";

/** Props of {@link OutcomeNotice}. */
export interface OutcomeNoticeProps {
  t: Translator;
  outcome: Outcome;
  csrfToken: string;
  returnTo: string;
}

/** What was just decided, with the way back. */
export function OutcomeNotice({ t, outcome, csrfToken, returnTo }: OutcomeNoticeProps) {
  const { did, about, refused } = outcome;
  if (refused !== undefined) {
    return <Notice tone="bad" title={t(`risks.refused_${refused}`)} testId="refused" />;
  }
  if (did === undefined) return null;
  const undo = did === "open" || about === undefined ? undefined : (
    <PostForm
      action="/risks/decide"
      csrfToken={csrfToken}
      hidden={{ risk_id: about, return_to: returnTo }}
    >
      <Button size="small" name="decision" value="reopen" testId="undo">{t("risks.undo")}</Button>
    </PostForm>
  );
  return <Notice tone="good" title={t(`risks.did_${did}`)} action={undo} testId="outcome" />;
}

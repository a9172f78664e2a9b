import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import type { Outcome } from "./outcome.ts";

const refusals: Record<string, PlainKey> = {
  already_decided: "signals.refusedDecided",
  resolved: "signals.refusedResolved",
  not_found: "signals.refusedGone",
  nothing_chosen: "signals.nothingChosen",
  needs_reason: "signals.needsReason",
};

/** Props of {@link OutcomeNotice}. */
export interface OutcomeNoticeProps {
  t: Translator;
  outcome: Outcome;
  csrfToken: string;
  /** Where taking it back leads to. */
  returnTo: string;
}

/** What was just done, with the way to take it back; nothing when nothing was. */
export function OutcomeNotice(props: OutcomeNoticeProps) {
  const { t, outcome } = props;
  const refusal = refusals[outcome.refused ?? ""];
  if (refusal !== undefined) return <Notice tone="warn" title={t(refusal)} testId="outcome" />;
  if (outcome.requested) return <Notice tone="good" title={t("signals.requested")} />;
  return outcome.did === undefined ? null : <Decided {...props} did={outcome.did} />;
}

function Decided(
  { t, outcome, csrfToken, returnTo, did }: OutcomeNoticeProps & {
    did: NonNullable<Outcome["did"]>;
  },
) {
  const { signals, action, skipped } = outcome;
  const title = action === undefined
    ? t(`signals.told_${did}`, { count: signals.length })
    : t(`signals.toldAction_${did}`);
  const chosen = Object.fromEntries(signals.map((id) => [`signal-${id}`, "on"]));
  const undoable = did !== "undone" && (action !== undefined || signals.length > 0);
  return (
    <Notice
      tone={signals.length > 0 || action !== undefined ? "good" : "info"}
      title={title}
      testId="outcome"
      action={undoable && (
        <PostForm
          action={action === undefined ? "/signals/decide" : "/signals/act"}
          csrfToken={csrfToken}
          hidden={{
            return_to: returnTo,
            decision: "undo",
            ...(action === undefined ? chosen : { action_id: action }),
          }}
        >
          <Button size="small" testId="undo">{t("signals.undo")}</Button>
        </PostForm>
      )}
    >
      {skipped > 0 ? t("signals.skipped", { count: skipped }) : undefined}
    </Notice>
  );
}

import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import type { Outcome } from "./outcome.ts";

const decided: Record<string, PlainKey> = {
  applied: "identity.doneApplied",
  dismissed: "identity.doneDismissed",
  undone: "identity.doneUndone",
};

const refusals: Record<string, PlainKey> = {
  already_decided: "identity.refusedDecided",
  not_undoable: "identity.refusedUndone",
  not_found: "identity.refusedGone",
  count_changed: "identity.bulkChanged",
};

/** Props of {@link OutcomeNotice}. */
export interface OutcomeNoticeProps {
  t: Translator;
  outcome: Outcome;
  csrfToken: string;
  /** Where undoing leads back to. */
  returnTo: string;
}

/** What was just done, with the way to take it back; nothing when nothing was. */
export function OutcomeNotice(props: OutcomeNoticeProps) {
  const { t, outcome } = props;
  const { done, refused } = outcome;
  if (refused === "conflicting_decision") return <Conflict {...props} />;
  const refusal = refusals[refused ?? ""];
  if (refusal !== undefined) return <Notice tone="warn" title={t(refusal)} />;
  if (done === "requested") return <Notice tone="good" title={t("identity.lookRequested")} />;
  if (done === "batch") return <BatchDone {...props} />;
  if (done === "batch_undone") {
    return <Notice tone="good" title={t("identity.doneBatchUndone", { count: outcome.count })} />;
  }
  return done !== null && done in decided ? <Decided {...props} word={decided[done]!} /> : null;
}

function Decided(
  { t, outcome, csrfToken, returnTo, word }: OutcomeNoticeProps & { word: PlainKey },
) {
  const { change } = outcome;
  if (change === null) return null;
  const undoable = change.action !== "undone" && !change.undone;
  const names = {
    left: change.left_name ?? t("identity.unnamed"),
    right: change.right_name ?? t("identity.unnamed"),
  };
  return (
    <Notice
      tone="good"
      title={t(word)}
      testId="outcome"
      action={
        <div class="cluster">
          {undoable && (
            <PostForm
              action="/identity/undo"
              csrfToken={csrfToken}
              hidden={{ change_id: change.id, return_to: returnTo }}
            >
              <Button size="small" testId="undo">{t("identity.undo")}</Button>
            </PostForm>
          )}
          {change.action === "applied" && (
            <Button href={`/identity/${change.left_id}`} size="small">
              {t("identity.open", { name: names.left })}
            </Button>
          )}
        </div>
      }
    >
      {t("identity.pair", names)}
    </Notice>
  );
}

function BatchDone({ t, outcome, csrfToken, returnTo }: OutcomeNoticeProps) {
  const { batch, count, skipped, remaining } = outcome;
  const rest = [
    skipped > 0 ? t("identity.doneBatchSkipped", { count: skipped }) : null,
    remaining > 0 ? t("identity.doneBatchRemaining", { count: remaining }) : null,
  ].filter((text) => text !== null);
  return (
    <Notice
      tone="good"
      title={t("identity.doneBatch", { count })}
      testId="outcome"
      action={batch !== undefined && count > 0
        ? (
          <PostForm
            action="/identity/undo"
            csrfToken={csrfToken}
            hidden={{ batch, return_to: returnTo }}
          >
            <Button size="small" testId="undo">{t("identity.undoAll")}</Button>
          </PostForm>
        )
        : undefined}
    >
      {rest.length === 0 ? undefined : rest.join(" ")}
    </Notice>
  );
}

function Conflict({ t, outcome }: OutcomeNoticeProps) {
  return (
    <Notice
      tone="bad"
      title={t("identity.refusedConflict")}
      action={outcome.conflict !== undefined && (
        <Button href={`/identity?suggestion=${outcome.conflict}`} size="small">
          {t("identity.refusedConflictShow")}
        </Button>
      )}
    >
      {t("identity.refusedConflictFix")}
    </Notice>
  );
}

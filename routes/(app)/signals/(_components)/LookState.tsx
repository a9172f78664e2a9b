import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { refreshCw } from "@/components/icon/shapes.ts";
import { StaleState } from "@/components/state/StaleState.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { JobState } from "@/workers/mod.ts";

/** Props of {@link LookState}. */
export interface LookStateProps {
  t: Translator;
  /** The job that draws signals; null before a worker has run. */
  job: JobState | null;
  csrfToken: string;
  returnTo: string;
  /** Epoch milliseconds. */
  now: number;
}

/** What this is, when the rows were last looked through, and the button to do it again. */
export function LookState({ t, job, csrfToken, returnTo, now }: LookStateProps) {
  const ended = job?.last_run?.finished_at ?? null;
  const failed = job !== null && job.consecutive_failures > 0 && ended !== null;
  const looked = job?.state === "running"
    ? t("signals.looking")
    : ended === null
    ? t("signals.emptyFirst")
    : t("signals.lastLooked", { time: t.format.relative(ended, now) });
  return (
    <>
      {failed && (
        <StaleState
          t={t}
          reason={t("signals.failed", { time: t.format.relative(ended, now) })}
        />
      )}
      <div class="spread">
        <p class="muted lead">{t("signals.intro")}</p>
        <div class="cluster">
          <span class="meta figure">{looked}</span>
          {job !== null && (
            <PostForm action="/signals/look" csrfToken={csrfToken} hidden={{ return_to: returnTo }}>
              <Button size="small" icon={refreshCw} testId="look-again">
                {t("signals.lookAgain")}
              </Button>
            </PostForm>
          )}
        </div>
      </div>
    </>
  );
}

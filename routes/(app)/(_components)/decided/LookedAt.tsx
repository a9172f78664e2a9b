import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { StaleState } from "@/components/state/StaleState.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { JobState } from "@/workers/mod.ts";

/** Props of {@link LookedAt}. */
export interface LookedAtProps {
  t: Translator;
  /** What this is. */
  intro: string;
  /** The job that looks; null before a worker has run. */
  job: JobState | null;
  /** Epoch milliseconds. */
  now: number;
}

/** What a list is of, and when the rows were last looked through; says so when that fails. */
export function LookedAt({ t, intro, job, now }: LookedAtProps) {
  const ended = job?.last_run?.finished_at ?? null;
  const time = ended === null ? "" : t.format.relative(ended, now);
  const failing = job !== null && job.consecutive_failures > 0;
  return (
    <>
      {failing && <StaleState t={t} reason={t("decided.lookFailed", { time })} />}
      <div class="spread">
        <p class="muted lead">{intro}</p>
        <span class="meta figure">
          {job?.state === "running"
            ? t("decided.looking")
            : ended === null
            ? t("decided.emptyFirst")
            : t("decided.looked", { time })}
        </span>
      </div>
    </>
  );
}

/** Props of {@link NothingFound}. */
export interface NothingFoundProps {
  t: Translator;
  /** Whether filters leave nothing. */
  narrowed: boolean;
  /** Whether the rows were looked through at all. */
  looked: boolean;
  title: string;
  why: string;
}

/** Why a list is empty: its filters, nothing to find, or nobody has looked. */
export function NothingFound({ t, narrowed, looked, title, why }: NothingFoundProps) {
  if (narrowed) return <EmptyState title={t("decided.emptyFiltered")} />;
  if (looked) return <EmptyState title={title} why={why} />;
  return (
    <EmptyState
      title={t("decided.emptyFirst")}
      steps={[t("decided.emptyStepConnect"), t("decided.emptyStepSync")]}
      action={<Button href="/connectors">{t("shell.connectors")}</Button>}
    />
  );
}

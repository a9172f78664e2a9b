import type { Tone } from "@/components/Badge.tsx";
import { catalogues, type Translator } from "@/lib/i18n/mod.ts";
import type { JobRun, JobState } from "@/workers/mod.ts";

/** A job's name in words; one without words of its own is called as it is. */
export function jobName(name: string, t: Translator): string {
  const words: Record<string, unknown> = catalogues[t.locale].jobs;
  const known = words[`job_${name}`];
  return typeof known === "string" ? known : name;
}

/** Whether a job runs, waits or is paused. */
export function stateOf({ state }: JobState, t: Translator): { tone: Tone; text: string } {
  if (state === "running") return { tone: "accent", text: t("jobs.stateRunning") };
  return state === "paused"
    ? { tone: "neutral", text: t("jobs.statePaused") }
    : { tone: "good", text: t("jobs.stateWaiting") };
}

const tones: Record<JobRun["status"], Tone> = {
  running: "accent",
  succeeded: "good",
  failed: "bad",
  timed_out: "bad",
  abandoned: "warn",
  stopped: "neutral",
};

/** How a run ended. */
export function resultOf({ status }: JobRun, t: Translator): { tone: Tone; text: string } {
  return { tone: tones[status], text: t(`jobs.run_${status}`) };
}

/** Seconds in words. */
export function secondsIn(seconds: number, t: Translator): string {
  return t.format.duration(seconds / 60);
}

import { purgeRuns } from "@/lib/evidence/mod.ts";
import type { Services } from "@/lib/services.ts";
import type { Job } from "./job.ts";

/** Name of the job that keeps the search index. */
export const EVIDENCE_JOB = "embeddings_run";

/** Each sync makes the job due; this is for what webhooks and failures leave, seconds. */
const CADENCE_SECONDS = 300;

/** A first index of a long history, by a model elsewhere, needs hours. */
const TIMEOUT_SECONDS = 6 * 3600;

/** Milliseconds of a month, about. */
const MONTH_MS = 30 * 86_400_000;

/** Makes documents, chunks and vectors of what changed at the sources: the whole backlog. */
export function embeddingsRun(
  { sql, clock, config, evidence, log }: Pick<
    Services,
    "sql" | "clock" | "config" | "evidence" | "log"
  >,
): Job {
  return {
    name: EVIDENCE_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }, signal) {
      const kept = new Date(clock.now() - config.retention.eventsMonths * MONTH_MS);
      await purgeRuns(sql, account_scope_id, kept);
      const done = await evidence.refresh(account_scope_id, signal);
      const { changed, names, embedded, switched, stopped } = done;
      const touched = changed + done.chunksGone + names + embedded > 0 || switched;
      const kinds = touched ? ["evidence"] : [];
      if (switched) log.info("another model's vectors serve searches now");
      if (stopped === null) return { outcome: "succeeded", changed: kinds };
      const { code, message, options } = stopped;
      const error = { code, message: [message, options.fix].filter(Boolean).join(". ") };
      return { outcome: "failed", changed: kinds, error };
    },
  };
}

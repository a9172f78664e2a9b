/** Background work: which jobs there are, and the worker that runs them. */
import type { Services } from "@/lib/services.ts";
import { ANALYTICS_JOB, analyticsAggregates } from "./analytics_aggregates.ts";
import { commitments, COMMITMENTS_JOB } from "./commitments.ts";
import { connectorEvents, EVENTS_JOB } from "./connector_events.ts";
import { connectorsErrorsRetry } from "./connectors_errors_retry.ts";
import { connectorsSyncCycle, SYNC_JOB } from "./connectors_sync_cycle.ts";
import { registerTicks } from "./cron.ts";
import { dailyDigest, DIGEST_JOBS, weeklyDigest } from "./digests.ts";
import { embeddingsRun, EVIDENCE_JOB } from "./embeddings_run.ts";
import { HEALTH_JOB, healthScoring } from "./health_scoring.ts";
import { IDENTITY_JOB, identityPreview } from "./identity_preview.ts";
import type { Job } from "./job.ts";
import { abandonClaims, ensureJobs, makeDue, pauseJob, requestRun } from "./job_table.ts";
import { partitionsAndRetention } from "./partitions_and_retention.ts";
import { reconciliationDaily } from "./reconciliation_daily.ts";
import { createRunner } from "./runner.ts";
import { SIGNALS_JOB, signalsExtraction } from "./signals_extraction.ts";
import { UPSELL_JOB, upsellRadar } from "./upsell_radar.ts";
import { VIEW_JOB, viewRefresh } from "./view_refresh.ts";
import { WEBHOOK_JOB, webhooksProcess } from "./webhooks_process.ts";

export {
  ANALYTICS_JOB,
  COMMITMENTS_JOB,
  DIGEST_JOBS,
  EVENTS_JOB,
  EVIDENCE_JOB,
  HEALTH_JOB,
  IDENTITY_JOB,
  makeDue,
  pauseJob,
  requestRun,
  SIGNALS_JOB,
  SYNC_JOB,
  UPSELL_JOB,
  VIEW_JOB,
  WEBHOOK_JOB,
};
export type { Job, JobEffect } from "./job.ts";
export {
  type JobHistory,
  jobHistory,
  type JobRun,
  type JobState,
  listJobs,
  runNow,
  setPaused,
} from "./job_list.ts";

/** A started worker. */
export interface Worker {
  /** Stops claiming, ends the running job at its next safe point and waits for it. */
  stop(): Promise<void>;
  /** Looks for due jobs at once. */
  wake(): void;
}

/** A request made in another process is seen after this long at most, milliseconds. */
const POLL_MS = 1000;

/** Jobs of one process at the same time. */
const CONCURRENCY = 3;

/** The jobs of the product. */
export function jobsOf(services: Services): Job[] {
  const { connectors, config } = services;
  return [
    connectorsSyncCycle(connectors, config.syncCadenceSeconds),
    connectorsErrorsRetry(connectors),
    webhooksProcess(connectors),
    identityPreview(services),
    connectorEvents(connectors, config.retention.eventsMonths),
    embeddingsRun(services),
    signalsExtraction(services),
    healthScoring(services),
    analyticsAggregates(services),
    viewRefresh(services),
    upsellRadar(services),
    commitments(services),
    dailyDigest(services),
    weeklyDigest(services),
    reconciliationDaily(services),
    partitionsAndRetention(services),
  ];
}

/** Starts running due jobs: at once, at every cron tick, and soon after a person asked for one. */
export async function startWorker(services: Services): Promise<Worker> {
  const jobs = jobsOf(services);
  if (services.config.mode === "embedded") await abandonClaims(services.sql);
  await ensureJobs(
    services.sql,
    jobs.map(({ name, cadenceSeconds, timeoutSeconds }) => ({
      name,
      cadenceSeconds,
      timeoutSeconds,
    })),
  );
  const runner = createRunner({
    ...services,
    jobs,
    concurrency: CONCURRENCY,
    owner: `worker-${crypto.randomUUID()}`,
  });
  const stopTicks = registerTicks(() => runner.tick());
  const poll = setInterval(() => void runner.tick(), POLL_MS);
  void runner.tick();
  return {
    wake: () => void runner.tick(),
    async stop() {
      clearInterval(poll);
      stopTicks();
      await runner.stop();
    },
  };
}

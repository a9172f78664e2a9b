import type { Connectors } from "@/lib/connectors/mod.ts";
import { EVENTS_JOB } from "./connector_events.ts";
import { EVIDENCE_JOB } from "./embeddings_run.ts";
import { IDENTITY_JOB } from "./identity_preview.ts";
import type { Job } from "./job.ts";
import { VIEW_JOB } from "./view_refresh.ts";

/** Name of the job that reads again what webhooks told of. */
export const WEBHOOK_JOB = "webhooks_process";

/** Deliveries make the job due at once; this only finds what was left behind, seconds. */
const CADENCE_SECONDS = 300;
const TIMEOUT_SECONDS = 300;

/** What could not be read now, or waits for a running sync, is tried again after this, seconds. */
const LEFT_SECONDS = 10;

/** Deliveries come in bursts: a preview compares everybody, and may wait for the others, seconds. */
const PREVIEW_SECONDS = 60;

/** The same for the figures, seconds. */
const VIEW_SECONDS = 10;

/** Reads again what webhooks told of. */
export function webhooksProcess(connectors: Connectors): Job {
  return {
    name: WEBHOOK_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }, signal) {
      const { processed, left } = await connectors.webhooks.process(account_scope_id, signal);
      return {
        outcome: "succeeded",
        changed: processed === 0 ? [] : ["conversations", "messages", "contacts"],
        followedBy: processed === 0
          ? []
          : [EVENTS_JOB, EVIDENCE_JOB, { job: VIEW_JOB, inSeconds: VIEW_SECONDS }, {
            job: IDENTITY_JOB,
            inSeconds: PREVIEW_SECONDS,
          }],
        ...(left === 0 ? {} : { againInSeconds: LEFT_SECONDS }),
      };
    },
  };
}

import type { SyncResult } from "@/lib/connectors/mod.ts";
import { COMMITMENTS_JOB } from "./commitments.ts";
import { EVENTS_JOB } from "./connector_events.ts";
import { EVIDENCE_JOB } from "./embeddings_run.ts";
import { IDENTITY_JOB } from "./identity_preview.ts";
import type { JobEffect } from "./job.ts";
import { SIGNALS_JOB } from "./signals_extraction.ts";
import { UPSELL_JOB } from "./upsell_radar.ts";
import { VIEW_JOB } from "./view_refresh.ts";

/** Kinds of rows that a sync may change. */
const CHANGED = ["conversations", "messages", "contacts", "connections"];

/** What is drawn from the sources' rows, and so comes after they have changed. */
const FOLLOWERS = [
  EVENTS_JOB,
  EVIDENCE_JOB,
  SIGNALS_JOB,
  VIEW_JOB,
  IDENTITY_JOB,
  UPSELL_JOB,
  COMMITMENTS_JOB,
];

/**
 * What syncing a scope's connections means for the job that did it. One that failed fails the run;
 * what follows from the others' rows is due all the same.
 *
 * @param busySeconds when to come again for a connection that another process is at
 * @param message what the run says when a connection failed
 */
export function syncEffect(
  results: readonly SyncResult[],
  { busySeconds, message }: { busySeconds: number; message: string },
): JobEffect {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  const followedBy = outcomes.has("succeeded") ? FOLLOWERS : [];
  if (outcomes.has("failed")) {
    const error = { code: "sync_failed", message };
    return { outcome: "failed", changed: CHANGED, error, followedBy };
  }
  if (outcomes.has("stopped")) return { outcome: "stopped", changed: CHANGED, followedBy };
  if (outcomes.has("busy")) {
    return { outcome: "stopped", changed: [], againInSeconds: busySeconds, followedBy };
  }
  return { outcome: "succeeded", changed: CHANGED, followedBy: FOLLOWERS };
}

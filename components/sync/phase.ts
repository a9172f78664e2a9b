import type { CompletedMessage, LiveMessage } from "../live/message.ts";

/** Where a sync stands as its panel sees it; `refused` when the request itself failed. */
export type SyncPhase =
  | "idle"
  | "starting"
  | "running"
  | "stopping"
  | "refused"
  | CompletedMessage["outcome"];

/** The phase after a live message; messages of other connectors and jobs change nothing. */
export function nextPhase(
  phase: SyncPhase,
  message: LiveMessage,
  connector: string,
  job: string,
): SyncPhase {
  if (message.type === "job_progress" && message.progress.connector === connector) {
    return phase === "stopping" ? "stopping" : "running";
  }
  if (message.type === "job_completed" && message.job === job) {
    const waiting = phase === "starting" || phase === "running" || phase === "stopping";
    return waiting ? message.outcome : phase;
  }
  return phase;
}

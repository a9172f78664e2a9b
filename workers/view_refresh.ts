import type { Sql } from "@/lib/platform/mod.ts";
import { refreshView } from "@/lib/portfolio/mod.ts";
import type { Job } from "./job.ts";

/** Name of the job that refreshes the portfolio's read models. */
export const VIEW_JOB = "view_refresh";

/** Whatever changes figures makes the job due; this follows the days that pass, seconds. */
const CADENCE_SECONDS = 1800;
/** After a first sync the answers of a whole history are looked for. */
const TIMEOUT_SECONDS = 900;

/** Refreshes the portfolio's read models. Caches are dropped by its end, as by that of any job. */
export function viewRefresh({ sql }: { sql: Sql }): Job {
  return {
    name: VIEW_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run(_claimed, signal) {
      await refreshView(sql, signal);
      return { outcome: "succeeded", changed: ["portfolio"] };
    },
  };
}

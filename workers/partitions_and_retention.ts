import { keepTables } from "@/lib/audit/mod.ts";
import type { Services } from "@/lib/services.ts";
import type { Job } from "./job.ts";
import { forgetJobRuns } from "./job_table.ts";

const CADENCE_SECONDS = 24 * 3600;
const TIMEOUT_SECONDS = 600;

/** Days that ended runs of jobs and syncs are kept; of comparisons, which trends are drawn from. */
const RUN_DAYS = 60;
const COMPARISON_DAYS = 400;

/**
 * Makes the months of append-only tables ahead, drops those that are kept no longer, and removes
 * what ran so long ago that nobody looks for it.
 */
export function partitionsAndRetention(
  { sql, clock, log, config, connectors }: Pick<
    Services,
    "sql" | "clock" | "log" | "config" | "connectors"
  >,
): Job {
  const { auditMonths, eventsMonths } = config.retention;
  const tables = [
    { table: "audit_events", keepMonths: auditMonths },
    { table: "connector_events", keepMonths: eventsMonths },
  ];
  return {
    name: "partitions_and_retention",
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }) {
      const now = new Date(clock.now());
      const changes = await keepTables(sql, account_scope_id, tables, now);
      for (const [table, { made, dropped }] of Object.entries(changes)) {
        if (made.length + dropped.length > 0) log.info({ table, made, dropped }, "months changed");
      }
      const retention = { runDays: RUN_DAYS, comparisonDays: COMPARISON_DAYS };
      const forgotten = {
        ...await connectors.forgetRuns(account_scope_id, now, retention),
        jobRuns: await forgetJobRuns(sql, account_scope_id, now, RUN_DAYS),
      };
      if (Object.values(forgotten).some((count) => count > 0)) {
        log.info(forgotten, "runs forgotten");
      }
      return { outcome: "succeeded", changed: [] };
    },
  };
}

import { keepTables } from "@/lib/audit/mod.ts";
import type { Services } from "@/lib/services.ts";
import type { Job } from "./job.ts";

const CADENCE_SECONDS = 24 * 3600;
const TIMEOUT_SECONDS = 600;

/** Makes the months of append-only tables ahead, and drops those that are kept no longer. */
export function partitionsAndRetention(
  { sql, clock, log, config }: Pick<Services, "sql" | "clock" | "log" | "config">,
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
      const changes = await keepTables(sql, account_scope_id, tables, new Date(clock.now()));
      for (const [table, { made, dropped }] of Object.entries(changes)) {
        if (made.length + dropped.length > 0) log.info({ table, made, dropped }, "months changed");
      }
      return { outcome: "succeeded", changed: [] };
    },
  };
}

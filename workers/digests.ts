import { buildDigests, type DigestKind } from "@/lib/insights/mod.ts";
import { type Clock, nextLocalTime, type Sql } from "@/lib/platform/mod.ts";
import type { Job } from "./job.ts";

/** Names of the jobs that write digests. */
export const DIGEST_JOBS: Readonly<Record<DigestKind, string>> = {
  daily: "daily_digest",
  weekly: "weekly_digest",
};

/** When they are written, by the scope's clock; the weekly one on Mondays. */
const AT = { daily: { hour: 7 }, weekly: { hour: 7, weekday: 1 } };

/** For when the job cannot say itself when it is next, seconds. */
const CADENCE_SECONDS = { daily: 24 * 3600, weekly: 7 * 24 * 3600 };
const TIMEOUT_SECONDS = 600;

/** A scope whose sources were never read is looked at again after this, seconds. */
const EARLY_SECONDS = 60;

/**
 * Writes the digests of the last whole day or week. Asked for by a person, it writes those that are
 * there again where the rows say something else by now.
 */
function digest(kind: DigestKind, { sql, clock }: { sql: Sql; clock: Clock }): Job {
  return {
    name: DIGEST_JOBS[kind],
    cadenceSeconds: CADENCE_SECONDS[kind],
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id: accountScopeId, request }) {
      const again = request !== null;
      const built = await buildDigests({ sql, clock }, { accountScopeId, kind, again });
      if (built.outcome === "too_early") {
        return { outcome: "succeeded", changed: [], againInSeconds: EARLY_SECONDS };
      }
      const now = clock.now();
      return {
        outcome: "succeeded",
        changed: built.written === 0 ? [] : ["digests"],
        againInSeconds: (nextLocalTime(now, built.timeZone, AT[kind]) - now) / 1000,
      };
    },
  };
}

/** Writes digests of each day, at seven in the morning of the day after. */
export const dailyDigest = (services: { sql: Sql; clock: Clock }): Job => digest("daily", services);

/** Writes digests of each week, on Monday at seven. */
export const weeklyDigest = (services: { sql: Sql; clock: Clock }): Job =>
  digest("weekly", services);

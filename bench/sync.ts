/**
 * Syncs a JSONL feed from a stand-in in another process: `deno run -A bench/sync.ts
 * --store embedded|postgres --feed FILE`. Prints one line of JSON with seconds, rows and memory.
 */
import { parseArgs } from "node:util";
import { join } from "node:path";
import { createConnectors } from "@/lib/connectors/mod.ts";
import {
  createHttpClient,
  createLogger,
  loadConfig,
  migrate,
  openCache,
  openDatabase,
  openEventBus,
  systemClock,
} from "@/lib/platform/mod.ts";
import { makeScope } from "../tests/support/sync_world.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { startStandIn } from "../ops/demo/stand_in.ts";

const { values } = parseArgs({
  options: { store: { type: "string", default: "postgres" }, feed: { type: "string" } },
});
const token = "bench-token";
const standIn = await startStandIn({
  feed: values.feed ?? null,
  token,
  seed: 1,
  drip: 0,
  control: true,
});
const dataDir = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
const scratch = values.store === "postgres" ? await scratchDatabase("bench") : null;
const redisUrl = scratch === null
  ? undefined
  : Deno.env.get("TEST_REDIS_URL") ?? "redis://127.0.0.1:6379";
const config = loadConfig({
  AUTH_CREDENTIALS: "bench:bench-password",
  DATA_DIR: join(dataDir, "data"),
  DATABASE_URL: scratch?.url,
  REDIS_URL: redisUrl,
  CHATWOOT_BASE_URL: standIn.url,
  CHATWOOT_ACCOUNT_ID: "1",
  CHATWOOT_API_TOKEN: token,
  CHATWOOT_REQUESTS_PER_SECOND: "0",
  CHATWOOT_CONCURRENCY: "8",
});
const log = createLogger({ level: "warn" });
const clock = systemClock;
const began = performance.now();
const database = await openDatabase(config, { log, clock });
const opened = performance.now();
await migrate(database.sql, "migrations", log);
const migrated = performance.now();
const cache = await openCache(config, { log, clock });
const events = await openEventBus(config, { log, clock });
const http = createHttpClient({ fetch, clock, random: Math.random, cache, log, events });
const connectors = createConnectors({ sql: database.sql, clock, http, events, log, config });
const scopeId = await makeScope(database.sql);
const signal = new AbortController().signal;
const runs: Record<string, number> = {};
for (
  const [name, mode] of [["first", "full"], ["noChange", "incremental"], [
    "fullAgain",
    "full",
  ]] as const
) {
  const start = performance.now();
  const [result] = await connectors.sync(scopeId, { mode, trigger: "manual", signal });
  if (result?.outcome !== "succeeded") {
    throw new Error(`the ${name} sync ended as ${result?.outcome}`);
  }
  runs[name] = Math.round(performance.now() - start) / 1000;
}
const [state] = await connectors.list(scopeId);
console.log(JSON.stringify({
  store: values.store,
  openSeconds: Math.round(opened - began) / 1000,
  migrateSeconds: Math.round(migrated - opened) / 1000,
  syncSeconds: runs,
  rows: state?.rows,
  completenessPct: state?.reconciliation?.completeness_pct,
  residentMiB: Math.round(Deno.memoryUsage().rss / 1_048_576),
}));
await events.close();
await cache.close();
await database.close();
await scratch?.drop();
await standIn.stop();
await Deno.remove(dataDir, { recursive: true });
Deno.exit(0);

/**
 * Syncs a feed from a stand-in in another process into an empty database, then again without and
 * with changes to look for: `deno run -A bench/sync.ts --store embedded|postgres [--feed FILE]`.
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
import { startStandIn } from "../ops/demo/stand_in.ts";
import { makeScope } from "../tests/support/sync_world.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { redisUrl } from "../tests/support/services.ts";
import { feedFile } from "./support/feed.ts";
import { report } from "./support/figure.ts";

/** Seconds a first sync may take. */
const BOUNDS = { embedded: 30, postgres: 5 };

const { values } = parseArgs({ options: { store: { type: "string" } }, strict: false });
const store = values.store === "embedded" ? "embedded" : "postgres";
const token = "bench-token";
const standIn = await startStandIn({ feed: feedFile(), token, seed: 1, drip: 0, control: true });
const dataDir = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
const scratch = store === "postgres" ? await scratchDatabase("bench") : null;
const config = loadConfig({
  AUTH_CREDENTIALS: "bench:bench-password",
  DATA_DIR: join(dataDir, "data"),
  ...(scratch === null ? {} : { DATABASE_URL: scratch.url, REDIS_URL: redisUrl ?? "" }),
  CHATWOOT_BASE_URL: standIn.url,
  CHATWOOT_ACCOUNT_ID: "1",
  CHATWOOT_API_TOKEN: token,
  CHATWOOT_REQUESTS_PER_SECOND: "0",
});
const log = createLogger({ level: "warn" });
const clock = systemClock;
const began = performance.now();
const database = await openDatabase(config, { log, clock });
await migrate(database.sql, "migrations", log);
report(store, "open and migrate", (performance.now() - began) / 1000, "s");
const cache = await openCache(config, { log, clock });
const events = await openEventBus(config, { log, clock });
const http = createHttpClient({ fetch, clock, random: Math.random, cache, log, events });
const connectors = createConnectors({
  sql: database.sql,
  clock,
  http,
  events,
  log,
  config,
  box: null,
});
const scopeId = await makeScope(database.sql);

async function sync(figure: string, mode: "full" | "incremental", most: number | null) {
  const start = performance.now();
  const { signal } = new AbortController();
  const [result] = await connectors.sync(scopeId, { mode, trigger: "manual", signal });
  if (result?.outcome !== "succeeded") {
    throw new Error(`the ${figure} ended as ${result?.outcome}`);
  }
  const bound = most === null ? null : { most };
  report(store, figure, (performance.now() - start) / 1000, "s", bound);
}

await sync("first sync", "full", BOUNDS[store]);
const [state] = await connectors.list(scopeId);
report(store, "conversations", state?.rows.conversations ?? 0, "rows", { least: 2503 });
report(store, "completeness", state?.reconciliation?.completeness_pct ?? 0, "%", { least: 100 });
await sync("sync without changes", "incremental", null);
await sync("full sync again", "full", null);
await events.close();
await cache.close();
await database.close();
await scratch?.drop();
await standIn.stop();
await Deno.remove(dataDir, { recursive: true });
Deno.exit(0);

/**
 * Writes rows of Attio into an empty PostgreSQL database, then syncs a workspace of about 100,000
 * rows from a stand-in in another process: `deno run -A bench/attio.ts`.
 */
import { parseArgs } from "node:util";
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
import { stopChild } from "../ops/services/provision.ts";
import { linesOf } from "../ops/services/summary.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { redisUrl } from "../tests/support/services.ts";
import { makeScope } from "../tests/support/sync_world.ts";
import { measureAttioWrites } from "./support/attio_writes.ts";
import { report } from "./support/figure.ts";

/** Rows a second that are written, evidence included. */
const WRITES = 10_000;

/** Seconds that a sync may take which finds nothing new, when not everything is to be read. */
const QUIET = 2;

const { values } = parseArgs({
  options: { people: { type: "string", default: "86000" }, rows: { type: "string", default: "8" } },
  strict: false,
});
const token = "bench-token";

const written = await measureAttioWrites(Number(values.rows) * 1000);
for (const { name, rows, seconds } of written) {
  report("attio", `write ${name}`, rows / seconds, "/s");
}
const sum = (key: "rows" | "seconds") => written.reduce((total, each) => total + each[key], 0);
report("attio", "write all with evidence", sum("rows") / sum("seconds"), "/s", { least: WRITES });

const launcher = new URL("../sim/launch.ts", import.meta.url).pathname;
const child = new Deno.Command(Deno.execPath(), {
  args: [
    ...["run", "--allow-net=127.0.0.1", "--allow-read", "--no-prompt", launcher],
    ...["--vendor", "attio", "--token", token, "--many", String(values.people)],
    ...["--rate-limit", "0", "--control"],
  ],
  ...{ stdin: "null", stdout: "piped", stderr: "inherit" },
}).spawn();
const lines = linesOf(child.stdout, () => Promise.resolve());
const { url } = JSON.parse((await lines.next()).value ?? "{}") as { url: string };

const scratch = await scratchDatabase("bench");
const dataDir = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
const log = createLogger({ level: "warn" });
const clock = systemClock;
const config = loadConfig({
  AUTH_CREDENTIALS: "bench:bench-password",
  DATA_DIR: dataDir,
  DATABASE_URL: scratch.url,
  REDIS_URL: redisUrl ?? "",
  ATTIO_BASE_URL: url,
  ATTIO_API_TOKEN: token,
});
const database = await openDatabase(config, { log, clock });
const { sql } = database;
await migrate(sql, "migrations", log);
const cache = await openCache(config, { log, clock });
const events = await openEventBus(config, { log, clock });
const http = createHttpClient({ fetch, clock, random: Math.random, cache, log, events });

/** The product, asking so many times a second at most; 0: as fast as it can. */
const connectorsAt = (requestsPerSecond: number) =>
  createConnectors({
    ...{ sql, clock, http, events, log, box: null },
    config: { ...config, attio: { ...config.attio!, requestsPerSecond } },
  });
const free = connectorsAt(0);
const scopeId = await makeScope(sql);

async function sync(
  figure: string,
  mode: "full" | "incremental",
  most: number | null,
  connectors = free,
): Promise<void> {
  const start = performance.now();
  const { signal } = new AbortController();
  const [result] = await connectors.sync(scopeId, { mode, trigger: "manual", signal });
  if (result?.outcome !== "succeeded") throw new Error(`the ${figure} ended as ${result?.outcome}`);
  const seconds = (performance.now() - start) / 1000;
  report("attio", figure, seconds, "s", most === null ? null : { most });
}

await sync("first sync", "full", null);
const [state] = await free.list(scopeId);
const rows = Object.values(state?.rows ?? {}).reduce((all, count) => all + count, 0);
report("attio", "rows", rows, "rows", { least: Number(values.people) });
report("attio", "completeness", state?.reconciliation?.completeness_pct ?? 0, "%", { least: 100 });
await sync("sync without changes", "incremental", QUIET);
await sync("sync without changes, 5 requests/s", "incremental", null, connectorsAt(5));
await sync("full sync again", "full", null);
await events.close();
await cache.close();
await database.close();
await scratch.drop();
await stopChild(child);
await lines.return(undefined);
await Deno.remove(dataDir, { recursive: true });
Deno.exit(0);

/** A process that syncs one connection and ends: what the tests kill. Its exit code is the outcome. */
import { createConnectors } from "@/lib/connectors/mod.ts";
import {
  createHttpClient,
  createLogger,
  openCache,
  openDatabase,
  openEventBus,
  systemClock as clock,
} from "@/lib/platform/mod.ts";
import { loadConfig } from "@/lib/platform/mod.ts";

const { SCOPE_ID, MODE, ...environment } = Deno.env.toObject();
const config = loadConfig(
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => /^(AUTH|DATA|REDIS|CHATWOOT)/.test(name)),
  ),
);
const log = createLogger({ level: "silent" });
const { sql } = await openDatabase(config, { log, clock });
const cache = await openCache(config, { log, clock });
const events = await openEventBus(config, { log, clock });
const http = createHttpClient({ fetch, clock, random: Math.random, cache, log, events });
const connectors = createConnectors({ sql, clock, http, events, log, config, box: null });
const { signal } = new AbortController();
const mode = MODE === "full" ? "full" : "incremental";
const [result] = await connectors.sync(SCOPE_ID!, { mode, trigger: "schedule", signal });
Deno.exit(result?.outcome === "succeeded" ? 0 : 1);

/**
 * A process that syncs one connection and ends: what the tests kill. It is ready as soon as its
 * modules are loaded, and begins when standard input tells it what to do and ends. Its exit code is
 * the outcome.
 */
import { createConnectors } from "@/lib/connectors/mod.ts";
import {
  createHttpClient,
  createLogger,
  loadConfig,
  openDatabase,
  openEventBus,
  systemClock as clock,
} from "@/lib/platform/mod.ts";
import { createKvStore } from "../../../lib/platform/cache/kv_store.ts";
import { createCacheOn } from "../../../lib/platform/cache/remember.ts";
import type { Order } from "./order.ts";

const log = createLogger({ level: "silent" });
const order: Order = JSON.parse(await new Response(Deno.stdin.readable).text());
const config = {
  ...loadConfig({
    ...{ AUTH_CREDENTIALS: "owner:a-test-password", REDIS_URL: "redis://unused.example" },
    DATABASE_URL: order.databaseUrl,
  }),
  ...order.settings,
};
const { sql } = await openDatabase(config, { log, clock });
const cache = createCacheOn(createKvStore(await Deno.openKv(":memory:"), clock), { log });
const events = await openEventBus({ redisUrl: null }, { log, clock });
const http = createHttpClient({ fetch, clock, random: Math.random, cache, log, events });
const connectors = createConnectors({ sql, clock, http, events, log, config, box: null });
const { mode, scopeId } = order;
const { signal } = new AbortController();
const [result] = await connectors.sync(scopeId, { mode, trigger: "schedule", signal });
Deno.exit(result?.outcome === "succeeded" ? 0 : 1);

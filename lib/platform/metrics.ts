import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { OnCacheUse } from "./cache/store.ts";
import type { PoolStats } from "./database/database.ts";

/** Upper bounds of the latency histogram, seconds. */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The process's figures for Prometheus. */
export interface Metrics {
  /** The text format, and the content type to answer it with. */
  expose(): Promise<{ body: string; contentType: string }>;
  /** One answered request; `route` is the pattern, never the address. */
  request(route: string, method: string, status: number, seconds: number): void;
  cacheUse: OnCacheUse;
  /** Reads the pool's state whenever the figures are asked for. */
  watchPool(stats: () => PoolStats): void;
  /** For figures of other domains. */
  registry: Registry;
}

/** Makes a registry of its own, so that tests and processes do not share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time to answer a request, by route pattern, method and status",
    labelNames: ["route", "method", "status"] as const,
    buckets: LATENCY_BUCKETS,
    registers,
  });
  const cacheUses = new Counter({
    name: "cache_operations_total",
    help: "Cache hits, misses, sets and invalidations, by the first part of the key",
    labelNames: ["kind", "name"] as const,
    registers,
  });

  return {
    registry,
    async expose() {
      return { body: await registry.metrics(), contentType: registry.contentType };
    },
    request(route, method, status, seconds) {
      requests.observe({ route, method, status: String(status) }, seconds);
    },
    cacheUse: ({ kind, name }) => cacheUses.inc({ kind, name }),
    watchPool(stats) {
      new Gauge({
        name: "db_pool_connections",
        help: "Database connections by state; waiting counts statements without one",
        labelNames: ["state"] as const,
        registers,
        collect() {
          for (const [state, count] of Object.entries(stats())) this.set({ state }, count);
        },
      });
    },
  };
}

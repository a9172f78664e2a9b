import { equal, match, ok } from "node:assert/strict";
import { createMetrics } from "./metrics.ts";

Deno.test("requests are counted by route, method and status, and timed", async () => {
  const metrics = createMetrics();
  metrics.request("/messages/:id", "GET", 200, 0.02);
  metrics.request("/messages/:id", "GET", 200, 3);
  metrics.request("/messages/:id", "GET", 500, 0.001);
  const { body, contentType } = await metrics.expose();
  match(contentType, /^text\/plain/);
  const labels = 'route="/messages/:id",method="GET",status="200"';
  ok(body.includes(`http_request_duration_seconds_count{${labels}} 2`), body);
  ok(body.includes(`http_request_duration_seconds_bucket{le="0.025",${labels}} 1`));
  match(body, /status="500"\} 1/);
});

Deno.test("uses of the cache are counted by kind and name", async () => {
  const metrics = createMetrics();
  for (const kind of ["hit", "hit", "miss"] as const) metrics.cacheUse({ kind, name: "portfolio" });
  const { body } = await metrics.expose();
  ok(body.includes('cache_operations_total{kind="hit",name="portfolio"} 2'));
  ok(body.includes('cache_operations_total{kind="miss",name="portfolio"} 1'));
});

Deno.test("the pool is read when the figures are asked for", async () => {
  const metrics = createMetrics();
  let waiting = 0;
  metrics.watchPool(() => ({ size: 10, open: 4, idle: 6, waiting }));
  waiting = 3;
  const { body } = await metrics.expose();
  ok(body.includes('db_pool_connections{state="waiting"} 3'));
  ok(body.includes('db_pool_connections{state="open"} 4'));
});

Deno.test("the process's own figures are there, and registries are apart", async () => {
  const [first, second] = [createMetrics(), createMetrics()];
  first.cacheUse({ kind: "set", name: "only-first" });
  match((await first.expose()).body, /process_resident_memory_bytes \d/);
  equal((await second.expose()).body.includes("only-first"), false);
});

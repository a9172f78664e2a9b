/**
 * Builds 100 projects with a million messages, 100,000 issues and 200,000 rows of evidence on
 * PostgreSQL, and measures what the portfolio makes of them: `deno run -A bench/portfolio.ts`.
 * `--keep URL` works on a database that an earlier run left (it is made when it is not there).
 */
import { parseArgs } from "node:util";
import postgres, { type Sql } from "postgres";
import {
  createLogger,
  manualClock,
  migrate,
  openCache,
  openEventBus,
  systemClock,
} from "@/lib/platform/mod.ts";
import { createPortfolio, refreshView } from "@/lib/portfolio/mod.ts";
import { jobsOf } from "@/workers/mod.ts";
import { fillPortfolio } from "../tests/support/portfolio_rows.ts";
import { measureApi } from "./portfolio/api.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { makeScope } from "../tests/support/sync_world.ts";
import { report } from "./support/figure.ts";

const SIZE = { projects: 100, messages: 1_000_000, issues: 100_000, evidence: 200_000 };

/** Times a cold figure is taken; the median counts. */
const ROUNDS = 7;

const range = { days: 30, timeZone: "Europe/Berlin" };
const log = createLogger({ level: "error" });

const { values } = parseArgs({ options: { keep: { type: "string" } } });

async function open(): Promise<{ url: string; sql: Sql; close(): Promise<void> }> {
  if (values.keep === undefined) {
    const { url, sql, drop } = await scratchDatabase("bench_portfolio");
    await sql.end();
    const pool = postgres(url, { max: 10, onnotice: () => {} });
    return {
      url,
      sql: pool,
      async close() {
        await pool.end();
        await drop();
      },
    };
  }
  const sql = postgres(values.keep, { max: 10, onnotice: () => {} });
  return { url: values.keep, sql, close: () => sql.end() };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(work));
  return times.toSorted((left, right) => left - right)[ROUNDS >> 1]!;
}

const { url, sql, close } = await open();
const dataDir = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
try {
  await migrate(sql, "migrations", log);
  const [there] = await sql<{ id: string }[]>`select id from account_scopes where slug = 'default'`;
  const accountScopeId = there?.id ?? await makeScope(sql);
  if (there === undefined) {
    const ms = await timed(() => fillPortfolio(sql, accountScopeId, SIZE, new Date()));
    report("portfolio", "fill the database", ms / 1000, "s");
  }
  const projects = await sql<{ id: string; kind: string }[]>`
    select id, kind from projects where account_scope_id = ${accountScopeId} order by slug`;
  const projectIds = projects.map(({ id }) => id);
  const one = projects.find(({ kind }) => kind === "client")!.id;

  const floor = await median(() => sql`select 1`);
  report("portfolio", "bare query", floor, "ms");

  report("portfolio", "view refresh", await median(() => refreshView(sql)) / 1000, "s", {
    most: 1.5,
  });

  const clock = manualClock(Date.now());
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
  const events = await openEventBus({ redisUrl: null }, { log, clock });
  let computed = 0;
  const portfolio = createPortfolio({
    ...{ sql, clock, events },
    cache: {
      ...cache,
      remember: (key, ttl, work) => cache.remember(key, ttl, () => (computed++, work())),
    },
  });
  const all = { accountScopeId, projectIds };
  const cold = (work: () => Promise<unknown>) =>
    median(async () => {
      clock.advance(200_000);
      await work();
    });
  const figures: [string, () => Promise<unknown>, number | null][] = [
    ["overview of all projects, cold", () => portfolio.overview(all, range), 150],
    ["charts of all projects, cold", () => portfolio.trends(all, range), 150],
    [
      "overview of one project, cold",
      () => portfolio.overview({ accountScopeId, projectIds: [one] }, range),
      60,
    ],
    ["control tower of one project, cold", () => portfolio.controlTower(accountScopeId, one), 60],
  ];
  for (const [name, work, most] of figures) {
    const ms = await cold(work);
    report("portfolio", name, ms, "ms", most === null ? null : { most });
    report("portfolio", `${name}: times the bare query`, ms / floor, "");
  }

  clock.advance(200_000);
  computed = 0;
  await Promise.all(Array.from({ length: 16 }, () => portfolio.overview(all, range)));
  report("portfolio", "computations for 16 clients on an expired key", computed, "", { most: 1 });

  const jobs = jobsOf(
    { sql, clock: systemClock, events, log, config: { retention: {} }, connectors: {} } as never,
  );
  const insights = [
    ...["signals_extraction", "upsell_radar", "commitments", "health_scoring"],
    ...["analytics_aggregates", "view_refresh"],
  ];
  let seconds = 0;
  for (const name of insights) {
    const job = jobs.find((job) => job.name === name);
    if (job === undefined) throw new Error(`there is no job ${name}`);
    const claimed = { id: "", run_id: "", account_scope_id: accountScopeId, name, request: null };
    const ms = await timed(() =>
      job.run({ ...claimed, timeout_seconds: 600 }, new AbortController().signal)
    );
    report("portfolio", `insights of 100 projects: ${name}`, ms / 1000, "s");
    seconds += ms / 1000;
  }
  report("portfolio", "insights of 100 projects", seconds, "s", { most: 60 });
  portfolio.close();

  const api = await measureApi(sql, url, accountScopeId, [
    "/api/v1/portfolio/overview",
    `/api/v1/control-tower?project_id=${one}`,
  ]);
  for (const [path, { product, floor, bytes }] of api) {
    const name = path.replace(/\?.*/, "");
    report("portfolio", `${name}, warm, ${Math.round(bytes / 1024)} KB`, product.rate, "/s", {
      least: 2500,
    });
    report("portfolio", `${name}: 99 of 100 within`, product.p99, "ms", { most: 20 });
    report("portfolio", `${name}: of the floor`, 100 * product.rate / floor.rate, "%");
  }
  await events.close();
  await cache.close();
} finally {
  await Deno.remove(dataDir, { recursive: true });
  await close();
}

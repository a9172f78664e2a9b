/**
 * Syncs many issues from a stand-in in another process into an empty database, then again without a
 * change and with every id looked for; and writes pages that are in memory already, for what the
 * database alone takes: `deno run -A bench/linear.ts [--issues N]`.
 */
import { parseArgs } from "node:util";
import { createConnectors } from "@/lib/connectors/mod.ts";
import {
  createHttpClient,
  createLogger,
  migrate,
  openCache,
  openEventBus,
  type Sql,
  systemClock,
} from "@/lib/platform/mod.ts";
import { runStream } from "../lib/connectors/engine.ts";
import { decodeIssue } from "../lib/connectors/linear/decode_issues.ts";
import { pageOf } from "../lib/connectors/linear/make_page.ts";
import { linearAsk } from "../lib/connectors/linear/mod.ts";
import { linearLists } from "../lib/connectors/linear/read_lists.ts";
import type { IssueRow } from "../lib/connectors/linear/rows.ts";
import { linearStreams } from "../lib/connectors/linear/streams.ts";
import { writeIssues } from "../lib/connectors/linear/write_issues.ts";
import { beginRun } from "../lib/connectors/runs.ts";
import { withFreshStatistics } from "../lib/connectors/statistics.ts";
import type { Stream } from "../lib/connectors/stream.ts";
import { linesOf } from "../ops/services/summary.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { makeScope } from "../tests/support/sync_world.ts";
import { report } from "./support/figure.ts";

const BENCH = "linear";
const token = "lin_api_bench";
const { values } = parseArgs({ options: { issues: { type: "string" } }, strict: false });
const issues = typeof values.issues === "string" ? values.issues : "100000";

/** Starts the stand-in and gives its address. */
async function startStandIn(): Promise<{ url: string; stop(): Promise<void> }> {
  const launch = decodeURIComponent(new URL("../sim/launch.ts", import.meta.url).pathname);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", launch, "--vendor", "linear", "--token", token],
      ...["--issues", issues, "--rate-limit", "0"],
    ],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  for await (const line of linesOf(child.stdout, () => Promise.resolve())) {
    const { url } = JSON.parse(line) as { url: string };
    return {
      url,
      async stop() {
        child.kill("SIGTERM");
        await child.status;
      },
    };
  }
  throw new Error("the stand-in did not start");
}

const standIn = await startStandIn();
const scratch = await scratchDatabase("bench");
const sql: Sql = scratch.sql;
const dataDir = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
const log = createLogger({ level: "warn" });
const clock = systemClock;
await migrate(sql, "migrations", log);
const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
const events = await openEventBus({ redisUrl: null }, { log, clock });
const http = createHttpClient({ fetch, clock, random: Math.random, cache, log, events });
const config = { baseUrl: standIn.url, token, requestsPerSecond: 0 };
const pace = () => Promise.resolve();
const { signal } = new AbortController();

/** How many pages are written from memory. */
const PAGES = 400;

/** Decoded issues, in pages as Linear gives them. */
async function decodedPages(): Promise<IssueRow[][]> {
  const lists = linearLists(linearAsk({ http, clock, pace, config }));
  const pages: IssueRow[][] = [];
  for (let after: string | null = null; pages.length < PAGES;) {
    const page = await lists.page("issues", { after }, signal);
    pages.push(page.rows.map(decodeIssue));
    if (page.next === null) break;
    after = page.next;
  }
  return pages;
}

/** Commits pages of issues as a sync does, and says how many a second. */
async function measureWriting(): Promise<void> {
  const accountScopeId = await makeScope(sql, "writing");
  const [row] = await sql<[{ id: string }]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${accountScopeId}, 'linear', 'http://linear.test', 'writing') returning id`;
  const connectionId = row.id;
  const order = { accountScopeId, connectionId, mode: "incremental", trigger: "manual" } as const;
  const runId = await beginRun(sql, { ...order, owner: BENCH });
  const context = {
    ...{ sql, clock, signal, connectionId, accountScopeId },
    ...{ lease: { runId: runId!, owner: BENCH }, onPage: () => {} },
  };
  const scope = { connectionId, accountScopeId, seenAt: new Date().toISOString() };
  const pages = await decodedPages();
  const rows = pages.reduce((sum, page) => sum + page.length, 0);
  const stream: Stream = {
    ...{ ...linearStreams.issues, name: "issues" },
    async *pages() {
      for (const [index, rows] of pages.entries()) {
        const walk = { done: null, total: null, position: { page: index + 1 } };
        const decoded = { rows, rejected: [] };
        yield await Promise.resolve(
          pageOf("issues", decoded, walk, (tx, rows) => writeIssues(tx, scope, rows)),
        );
      }
    },
  };
  const onPage = withFreshStatistics(context, ["linear_issues", "evidence"]);
  const start = performance.now();
  const { upserted } = await runStream({ ...context, onPage }, stream);
  const seconds = (performance.now() - start) / 1000;
  if (upserted !== rows) throw new Error(`${upserted} of ${rows} issues were written`);
  report(BENCH, "issues written with evidence", rows / seconds, "/s", { least: 10_000 });
}

await measureWriting();
const scopeId = await makeScope(sql, "syncing");
const connectors = createConnectors({
  ...{ sql, clock, http, events, log, box: null },
  config: {
    mode: "served",
    completenessMinPct: 95,
    vendorPace: {
      chatwoot: { requestsPerSecond: 0, concurrency: 1 },
      linear: { requestsPerSecond: 0 },
      attio: { requestsPerSecond: 0 },
    },
    connectorHosts: [],
    linear: config,
  },
});

async function sync(figure: string, most: number | null): Promise<void> {
  const start = performance.now();
  const order = { mode: "incremental", trigger: "manual", signal } as const;
  const [result] = await connectors.sync(scopeId, order);
  if (result?.outcome !== "succeeded") throw new Error(`the ${figure} ended as ${result?.outcome}`);
  const bound = most === null ? null : { most };
  report(BENCH, figure, (performance.now() - start) / 1000, "s", bound);
}

await sync("first sync with sweep", null);
const [state] = await connectors.list(scopeId);
report(BENCH, "issues", state?.rows.issues ?? 0, "rows", { least: Number(issues) });
report(BENCH, "completeness", state?.reconciliation?.completeness_pct ?? 0, "%", { least: 100 });
await sync("sync without changes", 2);
await sql`update sync_cursors set watermark = null where stream like '%.sweep'`;
await sync("sync that looks for every id", null);
await events.close();
await cache.close();
await scratch.drop();
await standIn.stop();
await Deno.remove(dataDir, { recursive: true });
Deno.exit(0);

import { deepEqual, equal } from "node:assert/strict";
import { conversationWriter } from "../../tests/support/conversations.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../tests/support/services.ts";
import { makeProject, makeScope } from "../../tests/support/sync_world.ts";
import {
  type Cache,
  createLogger,
  type EventBus,
  manualClock,
  migrate,
  openCache,
  openEventBus,
  type Sql,
} from "../platform/mod.ts";
import { createPortfolio, type Portfolio } from "./portfolio.ts";
import type { ProjectScope } from "./range.ts";

const log = createLogger({ level: "silent" });
const start = Date.parse("2026-03-30T12:00:00Z");
const month = { days: 30, timeZone: "UTC" };

interface World {
  sql: Sql;
  clock: ReturnType<typeof manualClock>;
  events: EventBus;
  portfolio: Portfolio;
  scope: ProjectScope;
  /** Overviews counted so far. */
  counted(): number;
  completed(accountScopeId?: string): Promise<void>;
}

/** A portfolio on a database with one conversation, whose counting can be held up. */
function test(
  name: string,
  use: (world: World) => Promise<void>,
  change: (cache: Cache) => Cache = (cache) => cache,
) {
  Deno.test({
    name,
    ignore: postgresUrl === null,
    async fn() {
      const { sql, drop } = await scratchDatabase("portfolio");
      const dataDir = await Deno.makeTempDir({ prefix: "control-tower-test-" });
      const clock = manualClock(start);
      const real = await openCache({ redisUrl: null, dataDir }, { log, clock });
      let counted = 0;
      const changed = change(real);
      const cache: Cache = {
        ...changed,
        remember: (key, ttl, work) => changed.remember(key, ttl, () => (counted++, work())),
      };
      const events = await openEventBus({ redisUrl: null }, { log, clock });
      try {
        await migrate(sql, "migrations", log);
        const accountScopeId = await makeScope(sql);
        const projectId = await makeProject(sql, accountScopeId, "acme");
        const write = await conversationWriter(sql, accountScopeId);
        await write.conversation({ id: 1, projectId, createdAt: "2026-03-29T10:00:00Z" });
        const portfolio = createPortfolio({ sql, cache, clock, events });
        await use({
          sql,
          clock,
          events,
          portfolio,
          scope: { accountScopeId, projectIds: [projectId] },
          counted: () => counted,
          completed: (scopeId = accountScopeId) =>
            events.publish({
              type: "job_completed",
              accountScopeId: scopeId,
              projectIds: [],
              job: "connectors_sync_cycle",
              runId: "r",
              outcome: "succeeded",
              changed: ["messages"],
            }),
        });
        portfolio.close();
      } finally {
        await events.close();
        await real.close();
        await drop();
        await Deno.remove(dataDir, { recursive: true });
      }
    },
  });
}

const resolve = (sql: Sql) => sql`update chatwoot_conversations set status = 'resolved'`;

test("an overview serves 90 seconds, then it is counted again", async ({ sql, clock, portfolio, scope, counted }) => {
  equal((await portfolio.overview(scope, month)).open_conversations, 1);
  await resolve(sql);
  clock.advance(89_000);
  const cached = await portfolio.overview(scope, month);
  deepEqual([cached.open_conversations, cached.as_of], [1, "2026-03-30T12:00:00.000Z"]);
  clock.advance(1_001);
  equal((await portfolio.overview(scope, month)).open_conversations, 0);
  equal(counted(), 2);
});

test("many who ask at once share one counting", async ({ portfolio, scope, counted }) => {
  const all = await Promise.all(
    Array.from({ length: 20 }, () => portfolio.overview(scope, month)),
  );
  equal(counted(), 1);
  equal(new Set(all).size, 1);
});

test("each project, range and time zone is counted for itself; the order of projects is one", async ({ portfolio, scope, counted }) => {
  const other = crypto.randomUUID();
  const both = { ...scope, projectIds: [...scope.projectIds, other] };
  await portfolio.overview(scope, month);
  equal((await portfolio.overview(scope, { ...month, days: 7 })).messages_per_day.length, 7);
  await portfolio.overview(scope, { ...month, timeZone: "Asia/Tokyo" });
  await portfolio.overview(both, month);
  equal(counted(), 4);
  await portfolio.overview({ ...both, projectIds: [...both.projectIds].reverse() }, month);
  equal(counted(), 4);
});

test("the end of a job drops the figures of its scope, and of no other", async ({ sql, portfolio, scope, counted, completed }) => {
  await portfolio.overview(scope, month);
  await resolve(sql);
  await completed(crypto.randomUUID());
  equal((await portfolio.overview(scope, month)).open_conversations, 1);
  await completed();
  equal((await portfolio.overview(scope, month)).open_conversations, 0);
  equal(counted(), 2);
});

const slow = { release: () => {} };
test(
  "who asks right after a job's end waits until the old figures are gone",
  async ({ sql, portfolio, scope, completed }) => {
    await portfolio.overview(scope, month);
    await resolve(sql);
    await completed();
    const asked = portfolio.overview(scope, month);
    slow.release();
    equal((await asked).open_conversations, 0);
  },
  (cache) => ({
    ...cache,
    // as with a cache on another machine: the dropping takes its time
    async deletePrefix(prefix) {
      await new Promise<void>((released) => slow.release = released);
      await cache.deletePrefix(prefix);
    },
  }),
);

test("figures counted while a job ended are counted again, not served or kept", async ({ sql, portfolio, scope, completed }) => {
  const locked = Promise.withResolvers<void>();
  const unlock = Promise.withResolvers<void>();
  // the counting began before the job's rows were there, and is held up until the job has ended
  const writing = sql.begin(async (tx) => {
    await tx`lock table connections in access exclusive mode`;
    locked.resolve();
    await unlock.promise;
  });
  await locked.promise;
  const asked = portfolio.overview(scope, month);
  await untilWaiting(sql);
  await resolve(sql);
  await completed();
  unlock.resolve();
  await writing;
  equal((await asked).open_conversations, 0);
  equal((await portfolio.overview(scope, month)).open_conversations, 0);
});

/** Waits until a statement waits for the lock; the others of the counting were sent before it. */
async function untilWaiting(sql: Sql): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const [row] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and not l.granted`;
    if (row!.waiting > 0) return;
  }
  throw new Error("nothing waits for the lock");
}

test("after the portfolio is closed it no longer listens", async ({ portfolio, scope, sql, completed, counted }) => {
  await portfolio.overview(scope, month);
  portfolio.close();
  await resolve(sql);
  await completed();
  equal((await portfolio.overview(scope, month)).open_conversations, 1);
  equal(counted(), 1);
});

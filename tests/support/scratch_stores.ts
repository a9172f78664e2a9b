import {
  type Cache,
  createLogger,
  type EventBus,
  type LiveEvent,
  type Logger,
  manualClock,
  migrate,
  openCache,
  openEventBus,
  type Sql,
} from "@/lib/platform/mod.ts";
import { type Actor, ensureDefaultScope } from "@/lib/auth/mod.ts";
import { scratchDatabase } from "./scratch_database.ts";
import { postgresUrl } from "./services.ts";

/** A migrated database with one scope, a cache and an event bus of its own, and a clock that stands. */
export interface Stores {
  sql: Sql;
  cache: Cache;
  events: EventBus;
  clock: ReturnType<typeof manualClock>;
  log: Logger;
  /** Lines logged so far. */
  lines: string[];
  heard: LiveEvent[];
  accountScopeId: string;
  /** Somebody who makes changes in the scope. */
  actor: Actor;
}

/** When the clock stands, unless a test moves it: the real time, which the database has as well. */
const began = Date.now();

/** Tests by name, each of them on empty stores. */
export type StoreTests = Record<string, (stores: Stores) => Promise<void>>;

/** Registers tests that need stores: opened once, emptied before each test, removed at the end. */
export function testOnStores(name: string, tests: StoreTests): void {
  Deno.test({ name, ignore: postgresUrl === null }, async (context) => {
    await withStores(name.replace(/\W+/g, "_").toLowerCase().slice(0, 30), async (empty) => {
      for (const [name, run] of Object.entries(tests)) {
        await context.step(name, async () => await run(await empty()));
      }
    });
  });
}

async function withStores(
  purpose: string,
  use: (empty: () => Promise<Stores>) => Promise<void>,
): Promise<void> {
  const lines: string[] = [];
  const heard: LiveEvent[] = [];
  const log = createLogger({ level: "trace", write: (line) => lines.push(line) });
  const { sql, drop } = await scratchDatabase(purpose);
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  const clock = manualClock(began);
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
  const events = await openEventBus({ redisUrl: null }, { log, clock });
  events.subscribe(({ event }) => heard.push(event));
  try {
    await migrate(sql, "migrations", log);
    await use(async () => {
      await sql`delete from account_scopes`;
      await sql`delete from audit_events`;
      await cache.deletePrefix("");
      clock.advance(began - clock.now());
      lines.length = heard.length = 0;
      const accountScopeId = await ensureDefaultScope(sql, { locale: "en", timeZone: "UTC" });
      const actor = { accountScopeId, actor: "owner", requestId: "r1" };
      return { sql, cache, events, clock, log, lines, heard, accountScopeId, actor };
    });
  } finally {
    await events.close();
    await cache.close();
    await drop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** Wraps a database so that the statements sent through it are listed, in one line each. */
export function listening(sql: Sql): { sql: Sql; statements: string[] } {
  const statements: string[] = [];
  const note = (args: unknown[]) => {
    const [strings] = args;
    if (!Array.isArray(strings) || !("raw" in strings)) return;
    const text = strings.join("$").replace(/\s+/g, " ").trim();
    // others are parts of statements
    if (/^(select|insert|update|delete|with) /i.test(text)) statements.push(text);
  };
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      apply(callee, self, args) {
        note(args);
        return Reflect.apply(callee as never, self, args);
      },
      get(callee, name) {
        const member: unknown = Reflect.get(callee, name);
        if (name !== "begin" || typeof member !== "function") return member;
        return (...args: unknown[]) =>
          Reflect.apply(
            member,
            callee,
            args.map((arg) => typeof arg === "function" ? (tx: object) => arg(wrap(tx)) : arg),
          );
      },
    });
  return { sql: wrap(sql), statements };
}

import { createLogger, type HttpClient, migrate } from "@/lib/platform/mod.ts";
import { createAttioFake, fillWithManyRecords } from "@/sim/mod.ts";
import { attioCalls } from "../../lib/connectors/attio/client.ts";
import { makePage, noWalk } from "../../lib/connectors/attio/make_page.ts";
import { attioLists } from "../../lib/connectors/attio/read_lists.ts";
import type { ScannedName } from "../../lib/connectors/attio/streams.ts";
import { walkFrom, walkStep } from "../../lib/connectors/attio/walk_step.ts";
import type { Page } from "../../lib/connectors/stream.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";
import { makeScope } from "../../tests/support/sync_world.ts";

/** How many rows of a stream were written, and the seconds that took. */
export interface MeasuredWrites {
  name: string;
  rows: number;
  seconds: number;
}

/** Rows between two renewals of the planner's statistics, as a first sync has them. */
const ANALYZE_AT = [500, 2000, 8000];

const signal = new AbortController().signal;

/** A client that asks a stand-in in this process: its time is not measured. */
function clientOf(handler: (request: Request) => Promise<Response>): HttpClient {
  return {
    request: () => Promise.reject(new Error("only JSON is asked for")),
    breaker: (host) => Promise.resolve({ host, state: "closed", failures: 0, openedAt: null }),
    async requestJson<T>(url: string | URL, init: RequestInit = {}) {
      const reply = await handler(new Request(url, { ...init, redirect: "follow" }));
      return {
        ...{ body: await reply.json() as T, status: reply.status, headers: reply.headers },
        date: null,
      };
    },
  };
}

/**
 * Writes decoded pages of people, deals, notes and tasks (`count` of each) and a tenth as many
 * companies into an empty PostgreSQL database, each page with its evidence in a transaction.
 */
export async function measureAttioWrites(count: number): Promise<MeasuredWrites[]> {
  const fake = createAttioFake({ limits: { readsPerSecond: 0, writesPerSecond: 0 } });
  fillWithManyRecords(fake.state, {
    ...{ seed: 1, token: "t", people: count, deals: count, notes: count, tasks: count },
    companies: Math.ceil(count / 10),
  });
  const lists = attioLists(attioCalls({
    http: clientOf(fake.handler),
    pace: () => Promise.resolve(),
    config: { baseUrl: "http://attio.test", token: "t" },
  }));
  const { sql, drop } = await scratchDatabase("bench");
  try {
    await migrate(sql, "migrations", createLogger({ level: "silent" }));
    const accountScopeId = await makeScope(sql);
    const [connection] = await sql<[{ id: string }]>`
      insert into connections (account_scope_id, connector, base_url, external_account_id)
      values (${accountScopeId}, 'attio', 'http://attio.test', 'bench') returning id`;
    const scope = {
      ...{ connectionId: connection.id, accountScopeId, seenAt: new Date().toISOString() },
    };

    const pagesOf = async (stream: ScannedName): Promise<Page[]> => {
      const pages: Page[] = [];
      for (let at: ReturnType<typeof walkFrom> | null = walkFrom(stream, null); at !== null;) {
        const { raw, next } = await walkStep({ lists }, stream, null, at, signal);
        pages.push(makePage({ scope, passing: new Map() }, stream, raw, noWalk));
        at = next;
      }
      return pages;
    };

    const measured: MeasuredWrites[] = [];
    for (const name of ["companies", "people", "deals", "notes", "tasks"] as const) {
      let [rows, milliseconds] = [0, 0];
      for (const page of await pagesOf(name)) {
        const start = performance.now();
        await sql.begin(async (tx) => void await page.write(tx));
        milliseconds += performance.now() - start;
        const before = rows;
        rows += page.records;
        if (ANALYZE_AT.some((at) => before < at && rows >= at)) await sql`analyze`;
      }
      measured.push({ name, rows, seconds: milliseconds / 1000 });
    }
    return measured;
  } finally {
    await drop();
  }
}

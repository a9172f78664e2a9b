import type { Sql } from "postgres";
import { freePort } from "../../ops/services/free_port.ts";
import { waitUntil } from "../../ops/services/process.ts";
import { stopChild } from "../../ops/services/provision.ts";
import { redisUrl } from "../../tests/support/services.ts";
import { insertSessions } from "../render/sessions.ts";
import { load, requireWrk } from "../render/wrk.ts";

/** Each may ask 200 times a minute. */
const SESSIONS = 400;

/** Seconds of each round; the first of each subject warms up. */
const SECONDS = 5;

/** What a subject answered. */
export interface Answered {
  /** Answers a second. */
  rate: number;
  /** Milliseconds that 99 of 100 took at most. */
  p99: number;
}

const root = decodeURIComponent(new URL("../..", import.meta.url).pathname);

async function start(
  args: string[],
  env: Record<string, string>,
  url: string,
): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...args],
    cwd: root,
    env,
    stdin: "null",
    stdout: "null",
  }).spawn();
  const answers = () => fetch(url).then((reply) => reply.text()).then(() => true);
  if (!await waitUntil(() => answers().catch(() => false), 60_000)) {
    await stopChild(child);
    throw new Error(`${args[0]} did not start`);
  }
  return child;
}

/**
 * Asks a web process for addresses of the API on a warm cache, with many sessions, over 16
 * connections; and a bare `Deno.serve` for JSON of the same size.
 *
 * @returns by address, the product's and the floor's
 */
export async function measureApi(
  sql: Sql,
  databaseUrl: string,
  accountScopeId: string,
  paths: readonly string[],
): Promise<Map<string, { product: Answered; floor: Answered; bytes: number }>> {
  if (redisUrl === null) throw new Error("no Redis here");
  const wrk = await requireWrk();
  const folder = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
  const cookies = await insertSessions(sql, accountScopeId, SESSIONS);
  const cookieFile = `${folder}/cookies`;
  await Deno.writeTextFile(cookieFile, cookies.join("\n"));
  const port = freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running: Deno.ChildProcess[] = [];
  const measured = new Map<string, { product: Answered; floor: Answered; bytes: number }>();
  try {
    running.push(
      await start(["ops/launch.ts", "web"], {
        ...{ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, PORT: String(port) },
        ...{ AUTH_CREDENTIALS: "bench:a-bench-password", LOG_LEVEL: "error" },
      }, `${origin}/ready`),
    );
    for (const path of paths) {
      const reply = await fetch(origin + path, { headers: { cookie: cookies[0]! } });
      const text = await reply.text();
      if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text.slice(0, 300)}`);
      const file = `${folder}/reply.json`;
      await Deno.writeTextFile(file, text);
      const floorPort = freePort();
      const floorUrl = `http://127.0.0.1:${floorPort}/`;
      const floor = await start(
        ["bench/portfolio/floor.ts", String(floorPort), file],
        {},
        floorUrl,
      );
      try {
        const ask = async (url: string) => {
          await load(wrk, url, 2, cookieFile);
          return await load(wrk, url, SECONDS, cookieFile);
        };
        const bytes = new TextEncoder().encode(text).length;
        measured.set(path, {
          floor: await ask(floorUrl),
          product: await ask(origin + path),
          bytes,
        });
      } finally {
        await stopChild(floor);
      }
    }
    return measured;
  } finally {
    for (const child of running) await stopChild(child);
    await sql`delete from sessions where login = 'bench'`;
    await Deno.remove(folder, { recursive: true });
  }
}

import { deepEqual, equal, match } from "node:assert/strict";
import { scratchDatabase } from "../support/scratch_database.ts";
import { postgresUrl, redisUrl } from "../support/services.ts";
import { launch, LEAST, told } from "./launcher.ts";
import { serveRedis } from "./redis_stand_in.ts";

/** Checks that a start ends with one line for the operator: the setting, the reason and the fix. */
async function refused(
  env: Record<string, string>,
  line: RegExp,
  role: "web" | "worker" | "migrate" = "web",
): Promise<void> {
  const ending = await launch({ PORT: "0", ...env }, { role });
  equal(ending.code, 1, ending.text);
  const lines = told(ending);
  equal(lines.length, 1, ending.text);
  match(lines[0]!, line);
  equal(ending.text.includes("hunter2"), false, "a secret is shown");
}

const settings: [string, Record<string, string>, RegExp][] = [
  [
    "credentials without a colon",
    { AUTH_CREDENTIALS: "hunter2" },
    /^Cannot start\. AUTH_CREDENTIALS: must be a login, a colon and a password\. .*hash-password.*AUTH_CREDENTIALS=/,
  ],
  [
    "a password over 72 bytes",
    { AUTH_CREDENTIALS: `owner:hunter2${"ё".repeat(33)}` },
    /^Cannot start\. AUTH_CREDENTIALS: must hold a password of at most 72 bytes/,
  ],
  [
    "a misspelt setting",
    { ...LEAST, DATABSE_URL: "postgres://u:hunter2@db/ct" },
    /^Cannot start\. DATABSE_URL: there is no setting of this name\. Did you mean DATABASE_URL\?$/,
  ],
  [
    "a database without Redis",
    { ...LEAST, DATABASE_URL: "postgres://u:hunter2@db/ct" },
    /^Cannot start\. REDIS_URL: is missing beside DATABASE_URL\. .*REDIS_URL=redis:/,
  ],
  [
    "Redis without a database",
    { ...LEAST, REDIS_URL: "redis://:hunter2@redis" },
    /^Cannot start\. DATABASE_URL: is missing beside REDIS_URL\. .*DATABASE_URL=postgres:/,
  ],
  [
    "an address that is not this machine's",
    { ...LEAST, HOST: "192.0.2.1", PORT: "8000" },
    /^Cannot start\. HOST: cannot listen on 192\.0\.2\.1:8000\. Set HOST/,
  ],
];

for (const [name, env, line] of settings) {
  Deno.test(`bad start: ${name}`, () => refused(env, line));
}

/** A loopback port on which nobody listens. */
function closedPort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}

for (const role of ["web", "worker", "migrate"] as const) {
  Deno.test(`bad start: the ${role} process without PostgreSQL`, () => {
    const port = closedPort();
    const place = new RegExp(
      `^Cannot start\\. DATABASE_URL: PostgreSQL cannot be reached at 127\\.0\\.0\\.1:${port}: ` +
        "the connection was refused\\. Start it there, or correct the address\\.$",
    );
    const env = {
      ...LEAST,
      DATABASE_URL: `postgres://u:hunter2@127.0.0.1:${port}/ct`,
      REDIS_URL: "redis://:hunter2@127.0.0.1:1",
    };
    return refused(env, place, role);
  });
}

/** The test server's address for another user or database. */
function otherwise(change: { user?: string; database?: string }): string {
  const url = new URL(postgresUrl!);
  if (change.user !== undefined) url.username = change.user;
  if (change.database !== undefined) url.pathname = `/${change.database}`;
  return url.href;
}

const served = { ...LEAST, REDIS_URL: redisUrl ?? "" };
const ignore = postgresUrl === null || redisUrl === null;

Deno.test({
  name: "bad start: a database that does not exist",
  ignore,
  fn: () =>
    refused(
      { ...served, DATABASE_URL: otherwise({ database: "absent_here" }) },
      /^Cannot start\. DATABASE_URL: database "absent_here" does not exist\. Create it/,
    ),
});

Deno.test({
  name: "bad start: a user that does not exist",
  ignore,
  fn: () =>
    refused(
      { ...served, DATABASE_URL: otherwise({ user: "nobody_here" }) },
      /^Cannot start\. DATABASE_URL: PostgreSQL refuses the login: .*nobody_here.*Correct its user/,
    ),
});

Deno.test({
  name: "bad start: a database user without the right to create; nothing is left behind",
  ignore,
  async fn() {
    const scratch = await scratchDatabase("weak", { empty: true });
    const user = `weak_${crypto.randomUUID().slice(0, 8)}`;
    await scratch.sql.unsafe(`create role ${user} login`);
    try {
      const url = new URL(scratch.url);
      url.username = user;
      await refused(
        { ...served, DATABASE_URL: url.href },
        /^Cannot start\. .*permission denied for schema public\. Let an administrator `grant create/,
      );
      const [tables] = await scratch.sql`
        select count(*)::int as count from pg_tables where schemaname = 'public'`;
      equal(tables?.count, 0);
    } finally {
      await scratch.sql.unsafe(`drop role ${user}`);
      await scratch.drop();
    }
  },
});

Deno.test({
  name: "bad start: PostgreSQL older than 15; nothing is written to it",
  ignore,
  async fn() {
    const scratch = await scratchDatabase("old", { empty: true });
    try {
      // a server that gives its version as 14.2: its own function is found before the system's
      await scratch.sql.unsafe(`
        create schema older;
        create function older.current_setting(name text) returns text language sql as $$
          select case name when 'server_version_num' then '140002' else '14.2' end $$`);
      const name = new URL(scratch.url).pathname.slice(1);
      await scratch.sql.unsafe(
        `alter database ${name} set search_path = older, pg_catalog, public`,
      );
      await refused(
        { ...served, DATABASE_URL: scratch.url },
        /^Cannot start\. DATABASE_URL: PostgreSQL 14\.2 at .* is too old\. Use version 15 or a newer one\.$/,
      );
      const [tables] = await scratch.sql`
        select count(*)::int as count from pg_tables where schemaname = 'public'`;
      equal(tables?.count, 0);
    } finally {
      await scratch.drop();
    }
  },
});

Deno.test({
  name: "bad start: Redis is away, refuses the password or is too old",
  ignore,
  async fn() {
    const scratch = await scratchDatabase("redis", { empty: true });
    const locked = serveRedis({ password: "other" });
    const old = serveRedis({ version: "6.2.14" });
    try {
      const cases: [number, RegExp][] = [
        [closedPort(), /: the connection was refused\. Start it there, or correct the address\.$/],
        [locked.port, / refuses the login\. Correct its user and password\.$/],
        [old.port, / is too old\. Use version 7 or a newer one\.$/],
      ];
      for (const [port, line] of cases) {
        await refused({
          ...LEAST,
          DATABASE_URL: scratch.url,
          REDIS_URL: `redis://:hunter2@127.0.0.1:${port}`,
        }, new RegExp(`^Cannot start\\. REDIS_URL: .*127\\.0\\.0\\.1:${port}.*${line.source}`));
      }
      deepEqual([locked.refused(), old.refused()], [true, false]);
    } finally {
      await Promise.all([locked.close(), old.close()]);
      await scratch.drop();
    }
  },
});

import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import postgres from "postgres";
import { systemClock } from "../../clock.ts";
import { StorageError } from "../../errors.ts";
import { createLogger } from "../../log/logger.ts";
import type { Database } from "../database.ts";
import { openEmbeddedDatabase } from "./open.ts";

const lines: string[] = [];
const log = createLogger({ level: "warn", write: (line) => lines.push(line) });

let stalls = 0;

function open(dataDir: string, statementTimeoutMs = 30_000): Promise<Database> {
  const db = { poolSize: 6, statementTimeoutMs, slowQueryMs: 60_000 };
  return openEmbeddedDatabase({ dataDir, db, embeddedDatabasePort: 0 }, {
    log,
    clock: systemClock,
    onStall: () => stalls++,
  });
}

async function folder(): Promise<string> {
  return await Deno.makeTempDir({ prefix: "control-tower-" });
}

async function storageError(opening: Promise<Database>): Promise<StorageError> {
  let caught: unknown;
  await opening.then((database) => database.close(), (error: unknown) => caught = error);
  ok(caught instanceof StorageError, `opened, or failed with ${caught}`);
  return caught;
}

// one cluster serves all these tests: making one takes seconds
const dataDir = await folder();
const cluster = `${dataDir}/pg`;

Deno.test("the embedded database behaves as PostgreSQL does", async (t) => {
  const database = await open(dataDir);
  const { sql } = database;
  try {
    await t.step("values keep their types and digits", async () => {
      const at = new Date("2026-11-23T08:14:44.123Z");
      const [row] = await sql`
        select ${at}::timestamptz as at, ${"12345678901234567.89"}::numeric as money,
          ${9007199254740993n.toString()}::bigint as big, ${
        sql.json({ a: [1, "ё", null] })
      }::jsonb as json,
          ${[1, 2]}::int[] as ints, ${["a,b", '"']}::text[] as texts, ${true}::bool as yes,
          ${new Uint8Array([0, 255])}::bytea as bytes, null::text as nothing`;
      deepEqual({ ...row, bytes: [...row?.bytes] }, {
        at,
        money: "12345678901234567.89",
        big: "9007199254740993",
        json: { a: [1, "ё", null] },
        ints: [1, 2],
        texts: ["a,b", '"'],
        yes: true,
        bytes: [0, 255],
        nothing: null,
      });
    });

    await t.step("vector and trigram search are there, times are UTC", async () => {
      await sql`create extension if not exists vector`;
      await sql`create extension if not exists pg_trgm`;
      const [row] = await sql`
        select '[1,0]'::vector <=> '[0,1]'::vector as cosine, similarity('tower', 'towel') > 0.4 as near,
          current_setting('TimeZone') as zone, current_setting('fsync') as fsync`;
      deepEqual({ ...row }, { cosine: 1, near: true, zone: "UTC", fsync: "on" });
    });

    await t.step("statements of many connections at once never mix", async () => {
      const rows = await Promise.all(
        [...Array(1000)].map((_, n) =>
          n % 3 === 0
            ? sql`select ${n}::int as n`
            : n % 3 === 1
            ? sql`select ${n}::int as n, ${"x".repeat(n)} as text`
            : sql.unsafe(`select ${n} as n`)
        ),
      );
      deepEqual(rows.map(([row]) => row?.n), [...Array(1000)].map((_, n) => n));
    });

    await t.step("an error leaves the connection and the others in order", async () => {
      const outcomes = await Promise.allSettled(
        [...Array(60)].map((_, n) =>
          n % 2 ? sql`select ${n}::int / ${0}::int` : sql`select ${n}::int as n`
        ),
      );
      deepEqual(
        outcomes.map((outcome) =>
          outcome.status === "rejected" ? outcome.reason.code : outcome.value[0]?.n
        ),
        [...Array(60)].map((_, n) => n % 2 ? "22012" : n),
      );
      await rejects(sql`selec 1`, { code: "42601" });
      equal((await sql`select 1 as one`)[0]?.one, 1);
    });

    await t.step("transactions are whole and apart", async () => {
      await sql`create table counted (n int not null)`;
      await sql`insert into counted values (0)`;
      await Promise.all([...Array(20)].map(() =>
        sql.begin(async (tx) => {
          const [row] = await tx<{ n: number }[]>`select n from counted`;
          await tx`update counted set n = ${(row?.n ?? 0) + 1}`;
        })
      ));
      await rejects(
        sql.begin(async (tx) => {
          await tx`update counted set n = 1000`;
          await tx.savepoint((inner) => inner`select 1 / 0`).catch(() => {});
          await tx`update counted set n = 2000`;
          await tx`select 1 / 0`;
        }),
        { code: "22012" },
      );
      equal((await sql`select n from counted`)[0]?.n, 20);
    });

    await t.step("a result of many megabytes arrives whole", async () => {
      const rows = await sql`select n, repeat('x', 1000) as text from generate_series(1, 20000) n`;
      equal(rows.length, 20_000);
      ok(rows.every((row, index) => row.n === index + 1 && row.text.length === 1000));
    });

    await t.step("a statement of many megabytes is taken whole", async () => {
      const text = "ё".repeat(3_000_000);
      equal((await sql`select length(${text}) as length`)[0]?.length, 3_000_000);
    });

    await t.step("a cursor reads in portions", async () => {
      const sizes: number[] = [];
      for await (const rows of sql`select n from generate_series(1, 25) n`.cursor(10)) {
        sizes.push(rows.length);
      }
      deepEqual(sizes, [10, 10, 5]);
      equal((await sql`select 1 as one`)[0]?.one, 1);
    });

    await t.step("a client that leaves within a transaction is rolled back", async () => {
      const { host, port, pass } = sql.options;
      const guest = postgres({
        host: host[0],
        port: port[0],
        user: "postgres",
        database: "postgres",
        password: pass ?? "",
        max: 1,
      });
      const left = guest.begin(async (tx) => {
        await tx`update counted set n = -1`;
        await guest.end({ timeout: 0 });
      });
      await rejects(left);
      equal((await sql`select n from counted`)[0]?.n, 20);
      equal(
        (await sql`select count(*)::int as n from pg_prepared_statements where statement like 'update counted set n = -1'`)[
          0
        ]?.n,
        0,
      );
    });

    await t.step("another client without the password is refused", async () => {
      const { host, port } = sql.options;
      for (const password of ["", "guess"]) {
        const guest = postgres({
          host: host[0],
          port: port[0],
          user: "postgres",
          password,
          max: 1,
        });
        await rejects(async () => await guest`select 1`, { code: "28P01" });
        await guest.end({ timeout: 0 });
      }
    });

    await t.step("a second process is refused, naming the first", async () => {
      const error = await storageError(open(dataDir));
      equal(error.code, "locked");
      match(error.message, new RegExp(`process ${Deno.pid}\\.`));
      match(error.fix, /DATA_DIR/);
    });

    await t.step("demand for connections is known", async () => {
      deepEqual(database.stats(), { size: 6, open: 0, idle: 6, waiting: 0 });
      const running = Promise.all([...Array(10)].map(() => sql`select pg_sleep(0.01)`));
      await Promise.resolve();
      await sql`select 1`;
      await running;
      deepEqual(database.stats(), { size: 6, open: 0, idle: 6, waiting: 0 });
    });
  } finally {
    await database.close();
  }
});

Deno.test("a transaction that idles too long ends, a statement that runs too long is reported", async () => {
  const database = await open(dataDir, 1_000);
  const { sql } = database;
  try {
    equal((await sql`select n from counted`)[0]?.n, 20);
    await rejects(
      sql.begin(async (tx) => {
        await tx`update counted set n = 5`;
        // another connection waits for this transaction, and it for the other: nothing would move
        await sql`select n from counted`;
      }),
      { code: "CONNECTION_CLOSED" },
    );
    equal((await sql`select n from counted`)[0]?.n, 20);
    lines.length = 0;
    stalls = 0;
    await sql`select pg_sleep(1.6)`;
    equal(stalls, 1);
    match(lines.join(""), /cannot be interrupted/);
    equal((await sql`select n from counted`)[0]?.n, 20);
  } finally {
    await database.close();
  }
});

Deno.test("every acknowledged commit survives kill -9, and nothing half done does", async () => {
  let acknowledged = 0;
  for (const kills of [60, 25, 110]) {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-lock",
        new URL("./testdata/writer.ts", import.meta.url).href,
        dataDir,
      ],
      stdout: "piped",
    }).spawn();
    let text = "";
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.split("\n").length > kills) child.kill("SIGKILL");
    }
    await child.status;
    acknowledged = Number(text.slice(0, text.lastIndexOf("\n")).split("\n").at(-1));
    ok(acknowledged >= kills);
    const database = await open(dataDir);
    const [row] = await database.sql<{ most: number; ups: number; sum: number }[]>`
      select max(n)::int as most, count(*) filter (where n > 0)::int as ups, sum(n)::int as sum from written`;
    await database.close();
    ok(row !== undefined && row.most >= acknowledged, `${row?.most} of ${acknowledged}`);
    equal(row.ups, row.most, "a commit in the middle is missing");
    equal(row.sum, 0, "a transaction was half done");
  }
});

Deno.test("a damaged cluster is reported and left as it is", async () => {
  const control = `${cluster}/global/pg_control`;
  const whole = await Deno.readFile(control);
  await Deno.writeFile(control, new Uint8Array(whole.length));
  const damaged = await storageError(open(dataDir));
  equal(damaged.code, "corrupt");
  match(damaged.fix, /Nothing was deleted/);
  deepEqual(await Deno.readFile(control), new Uint8Array(whole.length));

  await Deno.remove(control);
  match((await storageError(open(dataDir))).message, /pg_control is missing/);
  await Deno.writeFile(control, whole);

  await Deno.writeTextFile(`${cluster}/PG_VERSION`, "17\n");
  const older = await storageError(open(dataDir));
  equal(older.code, "unreadable");
  match(older.message, /PostgreSQL 17/);
  await Deno.writeTextFile(`${cluster}/PG_VERSION`, "18\n");

  const database = await open(dataDir);
  equal((await database.sql`select n from counted`)[0]?.n, 20);
  await database.close();
});

Deno.test("a creation that was cut short is begun anew", async () => {
  const fresh = await folder();
  await Deno.mkdir(`${fresh}/pg.new-cut-short/base`, { recursive: true });
  const database = await open(fresh);
  equal((await database.sql`select 1 as one`)[0]?.one, 1);
  await database.close();
  deepEqual([...Deno.readDirSync(fresh)].map(({ name }) => name).sort(), ["lock", "pg"]);
  await Deno.remove(fresh, { recursive: true });
});

Deno.test("a folder without rights, and a taken port, are named with the way out", async () => {
  const file = `${dataDir}/file`;
  await Deno.writeTextFile(file, "");
  const error = await storageError(open(`${file}/below`));
  equal(error.code, "unreadable");
  match(error.fix, /DATA_DIR/);

  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const db = { poolSize: 1, statementTimeoutMs: 1000, slowQueryMs: 1000 };
  const clash = await storageError(openEmbeddedDatabase(
    { dataDir, db, embeddedDatabasePort: taken.addr.port },
    { log, clock: systemClock },
  ));
  taken.close();
  match(clash.message, /port is taken/);
  match(clash.fix, /EMBEDDED_DATABASE_PORT/);
});

Deno.test({
  name: "the lock ends with its holder",
  async fn() {
    const database = await open(dataDir);
    await database.close();
    await (await open(dataDir)).close();
    await Deno.remove(dataDir, { recursive: true });
  },
});

/**
 * Previews the identity graph of generated contacts: `deno run -A bench/identity.ts
 * [--store postgres|embedded] [--contacts 100000]`. Prints one line of JSON with seconds, memory, and
 * how right the proposals are. On PostgreSQL another process makes the contacts, so that memory is the
 * preview's own.
 */
import { cpuUsage } from "node:process";
import { parseArgs } from "node:util";
import { join } from "node:path";
import postgres from "postgres";
import { previewIdentity } from "@/lib/identity/mod.ts";
import {
  createLogger,
  loadConfig,
  migrate,
  openDatabase,
  type Sql,
  systemClock,
} from "@/lib/platform/mod.ts";
import { seededRandom } from "@/sim/random.ts";
import { makePopulation, usualPopulation } from "../tests/support/identity_population.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { makeScope } from "../tests/support/sync_world.ts";

const { values } = parseArgs({
  options: {
    store: { type: "string", default: "postgres" },
    contacts: { type: "string", default: "100000" },
    /** Address of a database to make the contacts in, and the scope: what the other process does. */
    fill: { type: "string" },
    scope: { type: "string" },
  },
});

/** Makes contacts; whose each one is stands in its raw data, where the preview does not look. */
async function fill(sql: Sql, scopeId: string): Promise<void> {
  const [connection] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${scopeId}, 'chatwoot', 'http://127.0.0.1', '1') returning id`;
  const records = Number(values.contacts);
  const people = makePopulation(seededRandom(2026), { ...usualPopulation, records, most: 3 });
  for (let from = 0; from < people.length; from += 5000) {
    const rows = people.slice(from, from + 5000).map(({ given, surname, ...one }, index) => ({
      ...one,
      external_id: String(from + index),
      name: `${given} ${surname}`.trim(),
    }));
    await sql`
      insert into chatwoot_contacts (account_scope_id, connection_id, external_id, name, email, phone_number,
        company_name, resolved, data, content_hash, seen_at)
      select ${scopeId}, ${connection!.id}, external_id, name, nullif(email, ''), nullif(phone, ''),
        nullif(company, ''), true, jsonb_build_object('entity', entity), '\\x00', now()
      from jsonb_to_recordset(${
      sql.json(rows)
    }) as r (external_id text, name text, email text, phone text,
        company text, entity int)`;
  }
  await sql`analyze`;
}

if (values.fill !== undefined) {
  const sql = postgres(values.fill, { max: 1 });
  await fill(sql, values.scope ?? "");
  await sql.end();
  Deno.exit(0);
}

/** How many links between people are proposed, right, and found of those there are. */
async function judge(sql: Sql, scopeId: string) {
  const [row] = await sql`
    with person as (
      select r.id, c.data ->> 'entity' as entity
      from identity_records r
      join chatwoot_contacts c on r.source_id = 'contact:' || c.connection_id || ':' || c.external_id
      where r.account_scope_id = ${scopeId} and r.kind = 'person'
    ), link as (
      select a.entity = b.entity as right from identity_suggestions s
      join person a on a.id = s.left_id join person b on b.id = s.right_id where s.link = 'same'
    )
    select count(*)::int as proposed, round(avg("right"::int), 4)::float8 as right,
      round(count(*) filter (where "right") / (select count(*) - count(distinct entity) from person)::numeric, 4)::float8 as found
    from link`;
  return row;
}

const dataDir = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
const scratch = values.store === "postgres" ? await scratchDatabase("bench_identity") : null;
const config = loadConfig({
  AUTH_CREDENTIALS: "bench:bench-password",
  DATA_DIR: join(dataDir, "data"),
  DATABASE_URL: scratch?.url,
  REDIS_URL: scratch === null ? undefined : "redis://127.0.0.1:6379",
});
const log = createLogger({ level: "error" });
const database = await openDatabase(config, { log, clock: systemClock });
const { sql } = database;
await migrate(sql, "migrations", log);
const scopeId = await makeScope(sql);
if (scratch === null) await fill(sql, scopeId);
else {
  const args = [
    "run",
    "-A",
    "--no-check",
    import.meta.filename!,
    "--fill",
    scratch.url,
    "--scope",
    scopeId,
  ];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args, "--contacts", values.contacts],
  });
  const { success } = await child.spawn().status;
  if (!success) throw new Error("the contacts could not be made");
}

const mebibytes = () => Math.round(Deno.memoryUsage().rss / 1_048_576);
const before = mebibytes();
let peak = before;
const watch = setInterval(() => peak = Math.max(peak, mebibytes()), 50);
const seconds: Record<string, number> = {};
const processorSeconds: Record<string, number> = {};
let figures = {};
let people = {};
for (const run of ["first", "unchanged", "oneChanged"]) {
  if (run === "oneChanged") {
    await sql`update chatwoot_contacts set name = 'Anna Renamed' where external_id = '7'`;
  }
  const [began, used] = [performance.now(), cpuUsage()];
  const signal = new AbortController().signal;
  const result = await previewIdentity({ sql, clock: systemClock, signal }, scopeId);
  seconds[run] = Math.round(performance.now() - began) / 1000;
  const { user, system } = cpuUsage(used);
  processorSeconds[run] = Math.round((user + system) / 1000) / 1000;
  if (run !== "first") continue;
  people = await judge(sql, scopeId) ?? {};
  figures = Object.fromEntries(
    Object.entries(result.figures).map((
      [kind, { records, candidates, proposed }],
    ) => [kind, { records, candidates, proposed }]),
  );
}
clearInterval(watch);
console.log(JSON.stringify({
  store: values.store,
  contacts: Number(values.contacts),
  seconds,
  processorSeconds,
  residentMiB: before,
  peakResidentMiB: peak,
  figures,
  people,
}));
await database.close();
await scratch?.drop();
await Deno.remove(dataDir, { recursive: true });
Deno.exit(0);

/**
 * Previews the identity graph of generated contacts: `deno run -A bench/identity.ts
 * [--store postgres|embedded] [--contacts 100000]`. Prints one line of JSON with seconds, memory, and
 * how right the proposals are.
 */
import { cpuUsage } from "node:process";
import { parseArgs } from "node:util";
import { join } from "node:path";
import { listSuggestions, previewIdentity } from "@/lib/identity/mod.ts";
import {
  createLogger,
  loadConfig,
  migrate,
  openDatabase,
  type Sql,
  systemClock,
} from "@/lib/platform/mod.ts";
import { seededRandom } from "@/sim/random.ts";
import {
  makePopulation,
  type PopulationRecord,
  usualPopulation,
} from "../tests/support/identity_population.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { makeScope } from "../tests/support/sync_world.ts";

const { values } = parseArgs({
  options: {
    store: { type: "string", default: "postgres" },
    contacts: { type: "string", default: "100000" },
  },
});
const contacts = Number(values.contacts);

/** Highest resident memory, MiB, looked at between portions of work. */
let peak = 0;
const look = () => peak = Math.max(peak, Deno.memoryUsage().rss / 1_048_576);

async function insertContacts(
  sql: Sql,
  scopeId: string,
  people: PopulationRecord[],
): Promise<void> {
  const [connection] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${scopeId}, 'chatwoot', 'http://127.0.0.1', '1') returning id`;
  for (let from = 0; from < people.length; from += 5000) {
    const rows = people.slice(from, from + 5000).map((person, index) => ({
      external_id: String(from + index),
      name: `${person.given} ${person.surname}`.trim(),
      email: person.email,
      phone: person.phone,
      company: person.company,
    }));
    await sql`
      insert into chatwoot_contacts (account_scope_id, connection_id, external_id, name, email, phone_number,
        company_name, resolved, data, content_hash, seen_at)
      select ${scopeId}, ${connection!.id}, external_id, name, nullif(email, ''), nullif(phone, ''),
        nullif(company, ''), true, '{}', '\\x00', now()
      from jsonb_to_recordset(${
      sql.json(rows)
    }) as r (external_id text, name text, email text, phone text, company text)`;
  }
}

/** How many proposals about people are right. */
async function judge(sql: Sql, scopeId: string, entities: Uint32Array) {
  let right = 0;
  let proposed = 0;
  const records = new Map(
    (await sql<{ id: string; number: number }[]>`
      select id, split_part(source_id, ':', 3)::int as number from identity_records
      where account_scope_id = ${scopeId} and kind = 'person'`).map((
      row,
    ) => [row.id, entities[row.number]!]),
  );
  for (let after: string | undefined;;) {
    const page = await listSuggestions(sql, scopeId, { link: "same", kind: "person" }, {
      limit: 1000,
      after,
    });
    if (page.length === 0) break;
    for (const { left, right: other } of page) {
      proposed++;
      if (records.get(left.id) === records.get(other.id)) right++;
    }
    after = page.at(-1)!.id;
  }
  const wanted = entities.length - new Set(entities).size;
  return { proposed, right: right / proposed, found: right / wanted };
}

const dataDir = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
const scratch = values.store === "postgres" ? await scratchDatabase("bench_identity") : null;
const config = loadConfig({
  AUTH_CREDENTIALS: "bench:bench-password",
  DATA_DIR: join(dataDir, "data"),
  DATABASE_URL: scratch?.url,
  REDIS_URL: scratch === null ? undefined : "redis://127.0.0.1:6379",
});
const log = createLogger({ level: "warn" });
const database = await openDatabase(config, { log, clock: systemClock });
const { sql } = database;
await migrate(sql, "migrations", log);
const scopeId = await makeScope(sql);
const entities = await (async () => {
  const people = makePopulation(seededRandom(2026), {
    ...usualPopulation,
    records: contacts,
    most: 3,
  });
  await insertContacts(sql, scopeId, people);
  return Uint32Array.from(people, ({ entity }) => entity);
})();
await sql`analyze`;

const before = Math.round(Deno.memoryUsage().rss / 1_048_576);
const watch = setInterval(look, 50);
const seconds: Record<string, number> = {};
const cpu: Record<string, number> = {};
let figures = {};
for (const run of ["first", "unchanged", "oneChanged"]) {
  if (run === "oneChanged") {
    await sql`update chatwoot_contacts set name = 'Anna Renamed' where external_id = '7'`;
  }
  const [began, used] = [performance.now(), cpuUsage()];
  const result = await previewIdentity({
    sql,
    clock: systemClock,
    signal: new AbortController().signal,
  }, scopeId);
  seconds[run] = Math.round(performance.now() - began) / 1000;
  const { user, system } = cpuUsage(used);
  cpu[run] = Math.round((user + system) / 1000) / 1000;
  look();
  if (run === "first") {
    figures = Object.fromEntries(
      Object.entries(result.figures).map((
        [kind, { records, candidates, proposed }],
      ) => [kind, { records, candidates, proposed }]),
    );
  }
}
clearInterval(watch);
console.log(JSON.stringify({
  store: values.store,
  contacts,
  seconds,
  processorSeconds: cpu,
  residentMiB: before,
  peakResidentMiB: Math.round(peak),
  figures,
  people: await judge(sql, scopeId, entities),
}));
await database.close();
await scratch?.drop();
await Deno.remove(dataDir, { recursive: true });
Deno.exit(0);

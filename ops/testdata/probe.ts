/**
 * Run by the launcher's tests with a process's permissions: opens what the product opens, tries
 * what it may not do, and prints what came of it as JSON.
 */
import {
  createLogger,
  createMetrics,
  loadConfig,
  openCache,
  openDatabase,
  openEventBus,
  readEnvironment,
  systemClock,
} from "@/lib/platform/mod.ts";

async function outcome(work: () => unknown): Promise<string> {
  try {
    await work();
    return "allowed";
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

const [vendor = "", elsewhere = "", root = ""] = Deno.args;
const config = loadConfig(readEnvironment());
const tools = { log: createLogger({ level: "error" }), clock: systemClock };
const database = await openDatabase(config, tools);
const cache = await openCache(config, tools);
const events = await openEventBus(config, tools);
const [row] = await database.sql<{ one: number }[]>`select 1 as one`;
await cache.set("probe", row?.one, 60);

const found = {
  one: await cache.get("probe"),
  metrics: /process_resident_memory_bytes \d/.test((await createMetrics().expose()).body),
  listen: await outcome(() => Deno.listen({ hostname: config.host, port: config.port }).close()),
  vendor: await outcome(() => fetch(vendor)),
  elsewhere: await outcome(() => fetch(elsewhere)),
  otherPort: await outcome(() => Deno.connect({ hostname: "127.0.0.1", port: 9 })),
  readSettings: await outcome(() => Deno.readTextFile(`${root}/.env`)),
  readSystem: await outcome(() => Deno.readTextFile("/etc/passwd")),
  writeCode: await outcome(() => Deno.writeTextFile(`${root}/main.ts`, "")),
  run: await outcome(() => new Deno.Command("/bin/true").output()),
  inherited: Deno.env.get("CT_PROBE_INHERITED") ?? null,
  login: Deno.env.get("AUTH_CREDENTIALS") ?? null,
};
await events.close();
await cache.close();
await database.close();
console.log(JSON.stringify(found));

/** A sync whose process is killed again and again ends with the very rows of an undisturbed one. */
import { deepEqual, equal, ok } from "node:assert/strict";
import type { Sql } from "postgres";
import { manualClock } from "@/lib/platform/mod.ts";
import { type ChatwootFake, seededRandom, startChatwootFake } from "@/sim/mod.ts";
import { between } from "../../sim/random.ts";
import { servedStore, type TestStore } from "../support/both_stores.ts";
import { redisUrl } from "../support/services.ts";
import { START, TOKEN } from "../support/sync_world.ts";
import { addConversations, fillEverything } from "./account.ts";
import { equalMirrors, wholeRows } from "./mirror.ts";

const SCOPE_ID = "00000000-0000-4000-8000-000000000001";
const CONNECTION_ID = "00000000-0000-4000-8000-000000000002";
const PROJECTS = ["unassigned", "client"] as const;

/** The same tenant in each database, by the same ids, so that whole rows can be compared. */
async function makeTenant(sql: Sql, baseUrl: string): Promise<void> {
  await sql`insert into account_scopes (id, slug, name) values (${SCOPE_ID}, 'default', 'Default')`;
  for (const [index, slug] of PROJECTS.entries()) {
    const id = `00000000-0000-4000-8000-00000000001${index}`;
    const kind = slug === "unassigned" ? slug : "client";
    await sql`
      insert into projects (id, account_scope_id, kind, slug, name)
      values (${id}, ${SCOPE_ID}, ${kind}, ${slug}, ${slug})`;
  }
  await sql`
    insert into connections (id, account_scope_id, connector, base_url, external_account_id)
    values (${CONNECTION_ID}, ${SCOPE_ID}, 'chatwoot', ${baseUrl}, '1')`;
  await sql`
    insert into bindings (account_scope_id, project_id, connection_id, kind, external_id)
    select ${SCOPE_ID}, id, ${CONNECTION_ID}, 'label', 'vip' from projects where slug = 'client'`;
}

/** Starts a process that syncs. */
function startSync(store: TestStore, url: string, mode: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", new URL("sync_process.ts", import.meta.url).pathname],
    cwd: new URL("../..", import.meta.url).pathname,
    env: {
      ...{ SCOPE_ID, MODE: mode, AUTH_CREDENTIALS: "owner:a-test-password" },
      ...{ DATABASE_URL: store.databaseUrl!, REDIS_URL: redisUrl! },
      ...{ CHATWOOT_BASE_URL: url, CHATWOOT_ACCOUNT_ID: "1", CHATWOOT_API_TOKEN: TOKEN },
      ...{ CHATWOOT_REQUESTS_PER_SECOND: "0", CHATWOOT_CONCURRENCY: "4" },
    },
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
}

/** Calls back at the n-th request from now. Returns the way to stop counting. */
function atRequest(fake: ChatwootFake, count: number, reached: () => void): () => void {
  const { take } = fake.faults;
  let seen = 0;
  fake.faults.take = (path) => {
    if (++seen === count) reached();
    return take(path);
  };
  return () => {
    fake.faults.take = take;
  };
}

async function sync(store: TestStore, fake: ChatwootFake, mode: string): Promise<void> {
  const { code } = await startSync(store, fake.url, mode).status;
  equal(code, 0, "the sync did not succeed");
}

/** Kills syncs at random points until `kills` were killed in the middle, then lets one end. */
async function syncUnderFire(
  store: TestStore,
  fake: ChatwootFake,
  mode: string,
  kills: number,
  random: () => number,
): Promise<void> {
  for (let killed = 0; killed < kills;) {
    const child = startSync(store, fake.url, mode);
    const delay = between(random, 0, 25);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopCounting = atRequest(fake, between(random, 2, 45), () => {
      timer = setTimeout(() => child.kill("SIGKILL"), delay);
    });
    const { signal } = await child.status;
    clearTimeout(timer);
    stopCounting();
    if (signal === "SIGKILL") killed++;
    // instead of waiting for as long as the lease of a process that is gone lasts
    await store.sql`
      update sync_runs set lease_until = now() - interval '1 second' where status = 'running'`;
  }
  await sync(store, fake, mode);
}

Deno.test({
  name: "a sync killed a dozen times leaves the rows of an undisturbed one, column for column",
  ignore: !servedStore.available,
}, async () => {
  const seed = Number(Deno.env.get("SEED") ?? 7);
  const random = seededRandom(seed);
  const clock = manualClock(START);
  const fake = startChatwootFake({ clock, rateLimit: 0 });
  const { state } = fake;
  state.createAgent({
    ...{ name: "Admin", email: "a@x.example", role: "administrator", token: TOKEN, inboxIds: [] },
  });
  fillEverything(state);
  addConversations(state, 150, { messages: 4, labels: ["vip"] });
  const long = addConversations(state, 2, { messages: 260 });
  addConversations(state, 40, { messages: 2 });
  const [killed, calm] = [await servedStore.open(), await servedStore.open()];
  try {
    for (const { sql } of [killed, calm]) await makeTenant(sql, fake.url);
    const equalRows = async () => {
      const rows = await wholeRows(killed.sql, SCOPE_ID);
      ok(rows.chatwoot_messages!.length > 1000);
      const wanted = await wholeRows(calm.sql, SCOPE_ID);
      for (const table of Object.keys(wanted)) {
        equal(rows[table]!.length, wanted[table]!.length, `${table}, seed ${seed}`);
        rows[table]!.forEach((row, at) => deepEqual(row, wanted[table]![at], `seed ${seed}`));
      }
      const world = { sql: killed.sql, fake, connectionId: () => Promise.resolve(CONNECTION_ID) };
      await equalMirrors(world, (row) => row.labels.includes("vip") ? "client" : "unassigned");
    };
    await syncUnderFire(killed, fake, "incremental", 7, random);
    await sync(calm, fake, "incremental");
    await equalRows();

    clock.advance(3_600_000);
    for (const id of [9, 40, 41, 170]) state.deleteConversation(id);
    for (const id of [10, 20, 60]) state.setLabels(id, []);
    state.editMessage(
      long[0]!,
      state.tables.conversations.get(long[0]!)!.messages[3]!.id,
      "Edited",
    );
    state.mergeContacts(1, 2);
    addConversations(state, 30, { messages: 3 });
    await syncUnderFire(killed, fake, "full", 6, random);
    await sync(calm, fake, "full");
    await equalRows();
  } finally {
    await killed.close();
    await calm.close();
    await fake.close();
  }
});

/** A sync that breaks off at any of its statements: nothing is lost, nothing is doubled. */
import { equal, ok } from "node:assert/strict";
import { type Break, breakingSql } from "../support/breaking_sql.ts";
import { servedStore } from "../support/both_stores.ts";
import { type SyncWorld, syncWorld } from "../support/sync_world.ts";
import { addConversations } from "./account.ts";
import { errorsOf } from "./looks.ts";
import { equalMirrors } from "./mirror.ts";

/** An account that was synced once and has changed in every way since. */
async function changedAccount(world: SyncWorld): Promise<void> {
  const { state } = world.fake;
  const web = state.createInbox({ name: "Web" }).id;
  const first = addConversations(state, 6, { inboxId: web, messages: 2 });
  const second = addConversations(state, 1, { inboxId: web });
  equal(await world.sync(), "succeeded");
  state.editMessage(first[0]!, 1, "Edited");
  state.deleteMessage(first[1]!, 3);
  state.deleteConversation(first[2]!);
  state.createMessage({ conversationId: first[3]!, content: "New" });
  state.mergeContacts(1, 2);
  state.setLabels(second[0]!, ["vip"]);
  state.createLabel("vip");
  addConversations(state, 20, { inboxId: web });
  world.fake.faults.add({
    ...{ kind: "row", path: "/contacts?", id: 1, times: -1 },
    set: { created_at: "x" },
  });
}

/** As if the process that ran the sync had not been heard of for longer than its lease. */
async function outliveLease({ sql, scopeId }: SyncWorld): Promise<void> {
  await sql`
    update sync_runs set lease_until = now() - interval '1 second'
    where account_scope_id = ${scopeId} and status = 'running'`;
}

async function breakOffAt(
  world: SyncWorld,
  how: Break,
): Promise<{ outcome: string; sent: number }> {
  await changedAccount(world);
  const handle = breakingSql(world.sql, how);
  const outcome = await world.sync("full", world.connect({ sql: handle.sql }))
    .catch(() => "crashed");
  return { outcome, sent: handle.sent() };
}

async function recovers(world: SyncWorld): Promise<void> {
  await outliveLease(world);
  world.fake.faults.clear();
  equal(await world.sync("full"), "succeeded");
  await equalMirrors(world);
  equal((await errorsOf(world)).length, 0);
  const [runs] = await world.sql<[{ running: number }]>`
    select count(*)::int as running from sync_runs
    where account_scope_id = ${world.scopeId} and status = 'running'`;
  equal(runs.running, 0);
}

Deno.test(
  { name: "a sync may break at every statement", ignore: !servedStore.available },
  async (t) => {
    const store = await servedStore.open();
    const each = async (how: Break, check: (found: { outcome: string; sent: number }) => void) => {
      const world = await syncWorld({ ...store, redisUrl: null });
      try {
        check(await breakOffAt(world, how));
        await recovers(world);
      } catch (error) {
        throw new Error(`broken ${how.when} statement ${how.at}`, { cause: error });
      } finally {
        await world.close();
      }
    };
    try {
      let statements = 0;
      await each({ at: 0, when: "before", dead: false }, ({ outcome, sent }) => {
        equal(outcome, "succeeded");
        statements = sent;
      });
      ok(statements > 50, `${statements} statements`);
      // dying before a statement leaves what dying after the one before it leaves
      const ways: [string, Omit<Break, "at">, string[]][] = [
        // the end of the process may come after the last page, when all is done
        ["its process dies after it", { when: "after", dead: true }, ["crashed", "succeeded"]],
        ["it fails", { when: "before", dead: false }, ["failed", "crashed", "succeeded"]],
      ];
      for (const [name, how, expected] of ways) {
        await t.step(`at every statement: ${name}`, async () => {
          for (let at = 1; at <= statements; at++) {
            await each({ ...how, at }, ({ outcome }) => ok(expected.includes(outcome), outcome));
          }
        });
      }
    } finally {
      await store.close();
    }
  },
);

import { deepEqual, equal } from "node:assert/strict";
import { servedStore } from "../support/both_stores.ts";
import { syncWorld } from "../support/sync_world.ts";

const DAY = 86_400_000;

Deno.test({
  name: "what real syncs bring is told",
  ignore: !servedStore.available,
}, async () => {
  const store = await servedStore.open();
  const world = await syncWorld(store);
  try {
    const { state } = world.fake;
    const { sql, scopeId, clock } = world;
    const { signal } = new AbortController();
    const collect = () =>
      world.connectors.feed.collect({ accountScopeId: scopeId, retentionMonths: 12, signal });
    const [unassigned] = await sql<{ id: string }[]>`
      select id from projects where account_scope_id = ${scopeId}`;
    /** Kinds with their words; of syncs, kinds alone. */
    const told = async () => {
      const scope = { accountScopeId: scopeId, projectIds: [unassigned!.id] };
      const { events } = await world.connectors.feed.list(scope, {}, { limit: 100 });
      return events.map(({ kind, snippet }) => snippet === null ? kind : `${kind}: ${snippet}`)
        .sort();
    };
    const inbox = state.createInbox({ name: "Web" });
    const ada = state.createContact({ name: "Ada", email: "ada@client.example" });
    const one = state.createConversation({
      ...{ inboxId: inbox.id, contactId: ada.id, at: clock.now() - 20 * DAY },
    });
    const say = (content: string, days: number, more = {}) =>
      state.createMessage({
        conversationId: one.id,
        content,
        at: clock.now() - days * DAY,
        ...more,
      });
    const asked = say("Please approve the mockups.", 20, { type: "outgoing" });
    say("Счёт оплатили.", 10);

    equal(await world.sync(), "succeeded");
    await collect();
    deepEqual(await told(), [
      "approval_requested: Please approve the mockups.",
      "client_silent_started: Please approve the mockups.",
      "invoice_paid: Счёт оплатили.",
      "message_sent: Please approve the mockups.",
      "message_sent: Счёт оплатили.",
      "process_finished",
      "process_started",
    ]);

    equal(await world.sync("full"), "succeeded");
    await collect();
    const [runs] = await sql<{ count: number }[]>`
      select count(*)::int as count from connector_events
      where account_scope_id = ${scopeId} and source_table <> 'sync_runs'`;
    equal(runs!.count, 5, "the same account tells nothing twice");

    state.deleteMessage(one.id, asked.id);
    await world.sync("full");
    await collect();
    deepEqual((await told()).filter((event) => !event.startsWith("process_")), [
      "invoice_paid: Счёт оплатили.",
      "message_sent: Счёт оплатили.",
    ]);
  } finally {
    await world.close();
    await store.close();
  }
});

import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { ApiError, VendorError } from "@/lib/platform/mod.ts";
import { chatwootSignature } from "@/sim/mod.ts";
import { servedStore, type TestStore } from "../support/both_stores.ts";
import { type SyncWorld, syncWorld } from "../support/sync_world.ts";

const signal = new AbortController().signal;

/** A synced account, and a webhook whose deliveries come here. */
async function withWebhook(
  use: (world: SyncWorld, bell: Bell) => Promise<void>,
): Promise<void> {
  const store: TestStore = await servedStore.open();
  const world = await syncWorld(store);
  const inbox = world.fake.state.createInbox({ name: "Web", channelType: "Channel::WebWidget" });
  const contact = world.fake.state.createContact({ name: "Ada", email: "ada@client.example" });
  const conversation = world.fake.state.createConversation({
    inboxId: inbox.id,
    contactId: contact.id,
  });
  const received: Promise<string>[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (req) => {
    const body = new Uint8Array(await req.arrayBuffer());
    const [, , name, token] = new URL(req.url).pathname.split("/");
    const taken = world.connectors.webhooks.receive(name as "chatwoot", token!, {
      headers: req.headers,
      body,
    }).then(({ outcome }) => outcome, (error: ApiError) => error.code);
    received.push(taken);
    return new Response(await taken);
  });
  try {
    equal(await world.sync(), "succeeded");
    const actor = { accountScopeId: world.scopeId, actor: "owner", requestId: null };
    const connectionId = await world.connectionId();
    const url = `http://127.0.0.1:${server.addr.port}`;
    await world.connectors.webhooks.register(actor, connectionId, url);
    await use(world, {
      ...{ url, actor, connectionId, conversationId: conversation.id },
      async rung() {
        await world.fake.delivered();
        return await Promise.all(received.splice(0));
      },
      process: () => world.connectors.webhooks.process(world.scopeId, signal),
      async pending() {
        const [hook] = await world.connectors.webhooks.list(world.scopeId);
        return hook!.pending;
      },
    });
  } finally {
    await server.shutdown();
    await world.close();
    await store.close();
  }
}

interface Bell {
  url: string;
  actor: { accountScopeId: string; actor: string; requestId: null };
  connectionId: string;
  conversationId: number;
  /** What became of the deliveries so far, once all have come. */
  rung(): Promise<string[]>;
  process(): Promise<{ processed: number; left: number }>;
  pending(): Promise<number>;
}

function webhookTest(name: string, use: (world: SyncWorld, bell: Bell) => Promise<void>) {
  Deno.test({ name, ignore: !servedStore.available, fn: () => withWebhook(use) });
}

const texts = async ({ sql }: SyncWorld) => {
  const rows = await sql<{ content: string }[]>`
    select content from chatwoot_messages where deleted_at is null order by external_id::int`;
  return rows.map(({ content }) => content);
};

webhookTest("what a webhook tells of is read by its id, without a sync", async (world, bell) => {
  const { id } = world.fake.state.createMessage({
    conversationId: bell.conversationId,
    content: "Hello",
    type: "incoming",
  });
  deepEqual([...new Set(await bell.rung())], ["stored"]);
  equal((await bell.process()).left, 0);
  deepEqual(await texts(world), ["Hello"]);
  equal(await bell.pending(), 0);

  // an edit moves nothing that polling could see
  world.fake.state.editMessage(bell.conversationId, id, "Hello again");
  await bell.rung();
  await bell.process();
  deepEqual(await texts(world), ["Hello again"]);
  // and another look at an account that did not change changes nothing
  equal(await world.sync(), "succeeded");
  deepEqual(await texts(world), ["Hello again"]);
});

webhookTest("deliveries that come twice, or for nothing, are read once", async (world, bell) => {
  world.fake.state.createMessage({
    conversationId: bell.conversationId,
    content: "One",
    type: "incoming",
  });
  await bell.rung();
  const [hook] = await world.connectors.webhooks.list(world.scopeId);
  const secret = [...world.fake.state.tables.webhooks.values()][0]!.secret;
  const body = JSON.stringify({ event: "conversation_updated", id: bell.conversationId });
  const ring = async (text: string, options: { at?: number; id?: string; key?: string } = {}) => {
    const { at = Math.floor(world.clock.now() / 1000), id = "d1", key = secret } = options;
    const reply = await fetch(bell.url + hook!.path, {
      method: "POST",
      body: text,
      headers: {
        "x-chatwoot-timestamp": String(at),
        "x-chatwoot-signature": `sha256=${await chatwootSignature(key, at, text)}`,
        "x-chatwoot-delivery": id,
      },
    });
    return await reply.text();
  };
  deepEqual([await ring(body), await ring(body), await ring(body, { id: "d2" })], [
    "stored",
    "known",
    "stored",
  ]);
  equal(await ring('{"event":"conversation_typing_on"}', { id: "d3" }), "ignored");
  equal(await ring(body, { key: "other" }), "bad_signature");
  equal(await ring(body, { at: Math.floor(world.clock.now() / 1000) - 301 }), "too_old");
  equal(await ring("{", { id: "d4" }), "invalid_json");
  const wrong = await fetch(`${bell.url}/webhooks/chatwoot/${"x".repeat(32)}`, { method: "POST" });
  equal(await wrong.text(), "unknown_webhook");
  const other = await fetch(bell.url + hook!.path.replace("chatwoot", "linear"), {
    method: "POST",
  });
  equal(await other.text(), "unknown_webhook");

  const asked: string[] = [];
  const counting = world.connect({
    fetch: (input, init) => {
      asked.push(new URL(String(input)).pathname.split("/").slice(5).join("/"));
      return fetch(input, init);
    },
  });
  await counting.webhooks.process(world.scopeId, signal);
  // the clock, the conversation with its messages and its contact, however often they rang
  const { conversationId: id } = bell;
  deepEqual(asked.slice(0, 2), ["labels", `conversations/${id}`]);
  equal(asked.filter((path) => path === `conversations/${id}`).length, 1);
  equal(asked.filter((path) => path.startsWith("contacts/")).length, 1);
});

webhookTest("what is gone is marked as gone", async (world, bell) => {
  const { state } = world.fake;
  state.deleteConversation(bell.conversationId);
  const contact = [...state.tables.contacts.values()][0]!;
  state.updateContact(contact.id, { name: "Ada Lovelace" });
  await bell.rung();
  await world.sql`
    insert into webhook_deliveries (endpoint_id, delivery_id, connection_id, body, refs)
    select id, 'by hand', connection_id, '{}', ${
    world.sql.json([{ type: "conversation", id: String(bell.conversationId) }])
  } from webhook_endpoints`;
  await bell.process();
  const [conversation] = await world.sql`
    select deleted_reason from chatwoot_conversations where external_id = ${
    String(bell.conversationId)
  }`;
  equal(conversation!.deleted_reason, "deleted");
  const [person] = await world.sql`select name from chatwoot_contacts`;
  equal(person!.name, "Ada Lovelace");
});

webhookTest("while a sync runs, or the vendor is away, deliveries wait", async (world, bell) => {
  world.fake.state.createMessage({
    conversationId: bell.conversationId,
    content: "Later",
    type: "incoming",
  });
  await bell.rung();
  const waiting = await bell.pending();
  await world.sql`
    insert into sync_runs (account_scope_id, connection_id, mode, trigger, lease_owner, lease_until)
    values (${world.scopeId}, ${bell.connectionId}, 'full', 'schedule', 'other', now() + interval '1 minute')`;
  deepEqual(await bell.process(), { processed: 0, left: waiting });
  await world.sql`update sync_runs set status = 'stopped', lease_owner = null, lease_until = null`;

  world.fake.faults.add({ kind: "status", status: 503, times: 100 });
  deepEqual(await bell.process(), { processed: 0, left: waiting });
  world.fake.faults.clear();
  const [row] = await world
    .sql`select max(attempts) as attempts, min(status) as status, min(error) as error
    from webhook_deliveries where status = 'pending'`;
  deepEqual([row!.attempts, row!.status], [1, "pending"]);
  match(row!.error, /503/);
  world.clock.advance(60_000);
  equal((await bell.process()).processed, waiting);
  deepEqual(await texts(world), ["Later"]);
});

webhookTest(
  "a webhook is registered once, and removed; without rights it is refused",
  async (world, bell) => {
    const { webhooks } = world.connectors;
    await rejects(
      webhooks.register(bell.actor, bell.connectionId, bell.url),
      (error: ApiError) => error.code === "webhook_exists",
    );
    const [hook] = await webhooks.list(world.scopeId);
    await webhooks.remove(bell.actor, bell.connectionId);
    const reply = await fetch(bell.url + hook!.path, { method: "POST", body: "{}" });
    equal(await reply.text(), "unknown_webhook");
    world.fake.state.createAgent({
      name: "Bo",
      email: "bo@agency.example",
      role: "agent",
      token: "agent-token",
      inboxIds: [],
    });
    const agent = world.connect({ token: "agent-token" });
    await rejects(
      agent.webhooks.register(bell.actor, bell.connectionId, bell.url),
      (error: VendorError) => error.errorClass === "config",
    );
    equal((await webhooks.list(world.scopeId)).length, 0);
  },
);

webhookTest("what the token may not see is passed over, the rest is read", async (world, bell) => {
  const { state } = world.fake;
  const inbox = state.createInbox({ name: "Other", channelType: "Channel::WebWidget" });
  const contact = [...state.tables.contacts.values()][0]!;
  const foreign = state.createConversation({ inboxId: inbox.id, contactId: contact.id });
  equal(await world.sync(), "succeeded");
  state.createAgent({
    name: "Bo",
    email: "bo@agency.example",
    role: "agent",
    token: "agent-token",
    inboxIds: [1],
  });
  for (const conversationId of [foreign.id, bell.conversationId]) {
    state.createMessage({ conversationId, content: `in ${conversationId}`, type: "incoming" });
  }
  await bell.rung();
  const agent = world.connect({ token: "agent-token" });
  equal((await agent.webhooks.process(world.scopeId, signal)).left, 0);
  deepEqual(await texts(world), [`in ${bell.conversationId}`]);
  const [kept] = await world.sql`
    select deleted_at from chatwoot_conversations where external_id = ${String(foreign.id)}`;
  equal(kept!.deleted_at, null);
});

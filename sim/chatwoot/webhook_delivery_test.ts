import assert from "node:assert/strict";
import { chatwootAccount, start } from "../../tests/support/chatwoot_account.ts";
import { signature } from "./webhook_delivery.ts";

interface Delivery {
  url: string;
  headers: Headers;
  body: string;
}

/** An account with one webhook; `deliveries` is what its receiver got. */
function hooked(subscriptions: string[], receive = () => Promise.resolve(new Response("ok"))) {
  const deliveries: Delivery[] = [];
  const world = chatwootAccount({
    fetch: (url, init) => {
      deliveries.push({
        url: String(url),
        headers: new Headers(init?.headers),
        body: String(init?.body),
      });
      return receive();
    },
  });
  world.state.createWebhook({
    url: "https://tower.test/hook",
    name: "Tower",
    subscriptions,
    secret: "s3cret",
  });
  const heard = async () => {
    await world.delivered();
    return deliveries.splice(0).map(({ body }) => JSON.parse(body));
  };
  return { ...world, deliveries, heard };
}

Deno.test("the signature is the documented one", () => {
  assert.equal(
    signature("s3cret", 1795000000, '{"event":"message_created"}'),
    "9c99c46dd25425f9cf4fbffa5ab7120c8c6d2497aa239afaf804c31d4b96bb52",
  );
});

Deno.test("a delivery is signed over its time and raw body, and has an id of its own", async () => {
  const { talk, deliveries, delivered } = hooked(["message_created"]);
  talk();
  talk();
  await delivered();
  assert.equal(deliveries.length, 2);
  for (const { url, headers, body } of deliveries) {
    const timestamp = headers.get("x-chatwoot-timestamp");
    assert.equal(url, "https://tower.test/hook");
    assert.equal(timestamp, String(Math.floor(start / 1000)));
    assert.equal(
      headers.get("x-chatwoot-signature"),
      `sha256=${signature("s3cret", Number(timestamp), body)}`,
    );
  }
  const deliveryIds = deliveries.map(({ headers }) => headers.get("x-chatwoot-delivery"));
  assert.match(deliveryIds[0]!, /^[0-9a-f-]{36}$/);
  assert.notEqual(deliveryIds[0], deliveryIds[1]);
});

Deno.test("a message's event has a string for its type and an ISO time, unlike REST", async () => {
  const { talk, heard, inbox, contact } = hooked(["message_created"]);
  const conversation = talk("Hi");
  const [event] = await heard();
  const { sender, ...rest } = event;
  assert.deepEqual(rest, {
    event: "message_created",
    id: 1,
    content: "Hi",
    message_type: "incoming",
    content_type: "text",
    private: false,
    created_at: "2026-03-02T09:00:00.500Z",
    source_id: null,
    content_attributes: {},
    account: { id: 1, name: "Account" },
    inbox: { id: inbox.id, name: "Web" },
    conversation: { id: conversation.id, status: "open" },
  });
  assert.deepEqual([sender.id, sender.name], [contact.id, "Ada"]);
});

Deno.test("events tell what changed, as lists of one attribute each", async () => {
  const { state, talk, heard } = hooked([
    "conversation_updated",
    "conversation_status_changed",
    "contact_updated",
  ]);
  const conversation = talk();
  state.setStatus(conversation.id, "pending");
  state.setPriority(conversation.id, "high");
  state.updateContact(1, { phoneNumber: "+491" });
  const told = (await heard()).map((event) => [event.event, event.id, event.changed_attributes]);
  assert.deepEqual(told, [
    ["contact_updated", 1, [{
      last_activity_at: { previous_value: null, current_value: start },
    }]],
    ["conversation_status_changed", 1, [{
      status: { previous_value: "open", current_value: "pending" },
    }]],
    ["conversation_updated", 1, [{ priority: { previous_value: null, current_value: "high" } }]],
    ["contact_updated", 1, [{ phone_number: { previous_value: null, current_value: "+491" } }]],
  ]);
});

Deno.test("no event for activity, for deleted rows, for a change that changes nothing", async () => {
  const { state, talk, heard } = hooked([
    "conversation_created",
    "conversation_updated",
    "conversation_status_changed",
    "message_created",
    "message_updated",
    "contact_created",
    "contact_updated",
  ]);
  talk();
  await heard();
  const activity = state.createMessage({ conversationId: 1, content: "Joined", type: "activity" });
  state.deleteMessage(1, activity.id);
  state.updateContact(1, { name: "Ada" });
  state.deleteConversation(1);
  state.deleteContact(1);
  assert.deepEqual(await heard(), []);
});

Deno.test("only what a webhook subscribed to is sent", async () => {
  const { talk, heard } = hooked(["conversation_created"]);
  talk();
  assert.deepEqual((await heard()).map(({ event }) => event), ["conversation_created"]);
});

Deno.test("a failed delivery is not tried again", async () => {
  for (
    const receive of [
      () => Promise.resolve(new Response("no", { status: 500 })),
      () => Promise.reject(new TypeError("connection refused")),
    ]
  ) {
    const { talk, deliveries, delivered } = hooked(["message_created"], receive);
    talk();
    await delivered();
    assert.equal(deliveries.length, 1);
  }
});

Deno.test("a webhook made through the API is answered with its secret and signs with it", async () => {
  const { ask, talk, deliveries, delivered } = hooked([]);
  const reply = await ask("/webhooks", {
    method: "POST",
    body: { url: "https://other.test/", name: "New", subscriptions: ["message_created"] },
  });
  const { payload: { webhook } } = await reply.json();
  talk();
  await delivered();
  const [{ url, headers, body } = assert.fail("no delivery")] = deliveries;
  assert.equal(url, "https://other.test/");
  const timestamp = Number(headers.get("x-chatwoot-timestamp"));
  assert.equal(
    headers.get("x-chatwoot-signature"),
    `sha256=${signature(webhook.secret, timestamp, body)}`,
  );
  const { payload } = await (await ask("/webhooks")).json();
  assert.deepEqual(payload.webhooks.map((hook: { name: string }) => hook.name), ["Tower", "New"]);
});

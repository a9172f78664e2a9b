import assert from "node:assert/strict";
import { chatwootAccount } from "../../tests/support/chatwoot_account.ts";
import { type JsonObject, objectAt, readContract } from "../../tests/support/contract.ts";
import { fillWithHistory } from "./history.ts";

/** What every row of the API shows, whatever the contract leaves open. */
const always: Record<string, string[]> = {
  conversation: [
    "id",
    "account_id",
    "uuid",
    "inbox_id",
    "status",
    "priority",
    "labels",
    "created_at",
    "updated_at",
    "last_activity_at",
    "timestamp",
    "waiting_since",
    "first_reply_created_at",
    "snoozed_until",
    "unread_count",
    "additional_attributes",
    "custom_attributes",
    "messages",
  ],
  message: [
    "id",
    "content",
    "message_type",
    "content_type",
    "status",
    "private",
    "created_at",
    "conversation_id",
    "inbox_id",
    "source_id",
    "content_attributes",
  ],
  contact_list_item: ["id", "name", "email", "phone_number", "identifier", "created_at"],
  inbox: ["id", "name", "channel_type"],
  agent: ["id", "name", "email", "role"],
  label: ["id", "title", "color"],
  webhook: ["id", "url", "subscriptions", "secret", "account_id"],
  contact_meta: ["count", "current_page"],
};

const contract = readContract("chatwoot.swagger.json", (document) => {
  const schemas = objectAt(document, "components", "schemas");
  const conversation = objectAt(schemas, "conversation", "properties");
  objectAt(conversation, "status").enum = ["open", "resolved", "pending", "snoozed"];
  conversation.snoozed_until = { type: ["string", "null"], format: "date-time" };
  objectAt(schemas, "message", "properties", "content").type = ["string", "null"];
  for (const [name, required] of Object.entries(always)) {
    objectAt(schemas, name).required = required;
  }
  const wrapped = (key: string, schema: JsonObject) => ({
    type: "object",
    required: ["payload"],
    properties: {
      payload: { type: "object", required: [key], properties: { [key]: schema } },
    },
  });
  for (const [method, key] of [["get", "webhooks"], ["post", "webhook"]] as const) {
    const reply = objectAt(
      document,
      "paths",
      "/api/v1/accounts/{account_id}/webhooks",
      method,
      "responses",
      "200",
      "content",
      "application/json",
    );
    reply.schema = wrapped(key, reply.schema as JsonObject);
  }
});

/** An account in which each kind of row has been through all that can happen to it. */
function eventfulAccount() {
  const world = chatwootAccount();
  const { state, clock, inbox, contact, agent } = world;
  fillWithHistory(state, { seed: 3, token: "owner-token" });
  const conversation = world.talk();
  const message = state.createMessage({
    conversationId: conversation.id,
    content: null,
    attachments: [{ fileType: "image", dataUrl: "https://files.test/a.png", fileSize: 2048 }],
  });
  state.createMessage({ conversationId: conversation.id, content: "Assigned", type: "activity" });
  state.createMessage({ conversationId: conversation.id, content: "Rate us", type: "template" });
  state.createMessage({
    conversationId: conversation.id,
    content: "Hello",
    type: "outgoing",
    senderId: agent.id,
  });
  state.setMessageStatus(conversation.id, message.id, "failed");
  state.deleteMessage(conversation.id, message.id);
  state.assign(conversation.id, agent.id);
  state.setLabels(conversation.id, ["billing"]);
  state.setPriority(conversation.id, "urgent");
  state.setStatus(conversation.id, "snoozed", clock.at + 3_600_000);
  const visitor = state.createContact({ name: "Visitor" });
  const quiet = state.createConversation({ inboxId: inbox.id, contactId: visitor.id });
  state.mergeContacts(contact.id, state.createContact({ name: "Twin", identifier: "7" }).id);
  return { ...world, conversation, visitor, quiet };
}

const account = "/api/v1/accounts/{account_id}";

Deno.test({
  name: "every reply keeps to Chatwoot's contract",
  ignore: contract === null,
  async fn(t) {
    const { ask, conversation, visitor, quiet } = eventfulAccount();
    const reads: [path: string, template: string][] = [
      ["/conversations?status=all&page=1", "/conversations"],
      ["/conversations?status=all&sort_by=created_at_asc&page=9", "/conversations"],
      ["/conversations?status=all&updated_within=99999999", "/conversations"],
      [`/conversations/${conversation.id}`, "/conversations/{conversation_id}"],
      [`/conversations/${quiet.id}`, "/conversations/{conversation_id}"],
      [
        `/conversations/${conversation.id}/messages`,
        "/conversations/{conversation_id}/messages",
      ],
      [`/conversations/${quiet.id}/messages`, "/conversations/{conversation_id}/messages"],
      ["/contacts?sort=created_at&page=1", "/contacts"],
      [`/contacts/${visitor.id}`, "/contacts/{id}"],
      [`/contacts/${visitor.id}/conversations`, "/contacts/{id}/conversations"],
      ["/inboxes", "/inboxes"],
      ["/agents", "/agents"],
      ["/labels", "/labels"],
      ["/teams", "/teams"],
      ["/custom_attribute_definitions", "/custom_attribute_definitions"],
      ["/webhooks", "/webhooks"],
    ];
    for (const [path, template] of reads) {
      await t.step(`GET ${path}`, async () => {
        const reply = await ask(path);
        assert.equal(reply.status, 200);
        const body = await reply.json();
        assert.deepEqual(contract!.violations("GET", account + template, 200, body), []);
      });
    }
    await t.step("GET /profile", async () => {
      const body = await (await ask("//api/v1/profile")).json();
      assert.deepEqual(contract!.violations("GET", "/api/v1/profile", 200, body), []);
    });
  },
});

Deno.test({
  name: "replies to writes keep to Chatwoot's contract",
  ignore: contract === null,
  async fn(t) {
    const { ask, conversation } = eventfulAccount();
    const writes: [path: string, template: string, body: unknown][] = [
      [
        `/conversations/${conversation.id}/messages`,
        "/conversations/{conversation_id}/messages",
        { content: "Done", message_type: "outgoing", private: false },
      ],
      ["/webhooks", "/webhooks", {
        url: "https://tower.test/hook",
        name: "Tower",
        subscriptions: ["message_created"],
      }],
    ];
    for (const [path, template, sent] of writes) {
      await t.step(`POST ${path}`, async () => {
        const reply = await ask(path, { method: "POST", body: sent });
        assert.equal(reply.status, 200);
        const body = await reply.json();
        assert.deepEqual(contract!.violations("POST", account + template, 200, body), []);
      });
    }
  },
});

Deno.test({
  name: "the contract's check refuses what Chatwoot would not send",
  ignore: contract === null,
  async fn() {
    const { get, conversation } = eventfulAccount();
    const path = `${account}/conversations/{conversation_id}`;
    const row = await get<JsonObject>(`/conversations/${conversation.id}`);
    assert.equal(row.status, "snoozed");
    const broken: JsonObject[] = [
      { status: "closed" },
      { snoozed_until: 1_795_000_000 },
      { created_at: "2026-03-02T09:00:00Z" },
      { labels: null },
    ];
    for (const change of broken) {
      assert.notDeepEqual(contract!.violations("GET", path, 200, { ...row, ...change }), []);
    }
    const { uuid: _, ...partial } = row;
    assert.notDeepEqual(contract!.violations("GET", path, 200, partial), []);
  },
});

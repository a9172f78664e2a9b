import { deepEqual, equal, match, notEqual, throws } from "node:assert/strict";
import { z } from "zod";
import {
  decodeAgent,
  decodeContact,
  decodeConversation,
  decodeInbox,
  decodeLabel,
  decodeMessage,
} from "./decode.ts";

const conversation = {
  id: 17,
  account_id: 1,
  uuid: "3c9f8a52-0000-4000-8000-000000000000",
  inbox_id: 3,
  status: "open",
  priority: null,
  labels: ["billing"],
  created_at: 1_794_000_000,
  updated_at: 1_795_000_000.123456,
  last_activity_at: 1_795_000_000,
  timestamp: 1_795_000_000,
  waiting_since: 1_794_000_000,
  first_reply_created_at: 0,
  snoozed_until: null,
  messages: [{ id: 9001, content: "Hi", message_type: 0 }],
  meta: {
    sender: { id: 41, name: "Ada", email: "ada@example.com", created_at: 1_790_000_000 },
    channel: "Channel::WebWidget",
    assignee: { id: 5, name: "Bo", role: "agent" },
    hmac_verified: false,
  },
};
const message = {
  id: 9001,
  content: "Hi",
  inbox_id: 3,
  conversation_id: 17,
  message_type: 0,
  content_type: "text",
  status: "sent",
  content_attributes: {},
  created_at: 1_795_000_000,
  private: false,
  source_id: null,
  sender: { id: 41, name: "Ada", type: "contact" },
};
const contact = {
  id: 41,
  name: "Ada",
  email: "ada@example.com",
  phone_number: null,
  identifier: null,
  created_at: 1_790_000_000,
  additional_attributes: { company_name: "Client Ltd" },
};

Deno.test("a conversation's fields, as the contract's example has them", () => {
  const { data, content_hash, ...row } = decodeConversation(conversation);
  deepEqual(row, {
    external_id: "17",
    inbox_external_id: "3",
    contact_external_id: "41",
    assignee_external_id: "5",
    status: "open",
    priority: null,
    labels: ["billing"],
    vendor_created_at: "2026-11-06T21:20:00.000Z",
    last_activity_at: "2026-11-18T11:06:40.000Z",
    waiting_since: "2026-11-06T21:20:00.000Z",
    first_reply_at: null,
    snoozed_until: null,
    vendor_updated_at: "2026-11-18T11:06:40.123Z",
    last_message_external_id: "9001",
  });
  deepEqual(data, conversation);
  match(content_hash, /^[0-9a-f]{64}$/);
});

/** What one changed field of a row makes of one decoded field. */
type Case = [name: string, change: Record<string, unknown>, field: string, wanted: unknown];

const conversationCases: Case[] = [
  ["0 means never", { waiting_since: 0 }, "waiting_since", null],
  ["an absent time is none", { first_reply_created_at: undefined }, "first_reply_at", null],
  [
    "updated_at may be a whole number",
    { updated_at: 1 },
    "vendor_updated_at",
    "1970-01-01T00:00:01.000Z",
  ],
  [
    "updated_at keeps its milliseconds",
    { updated_at: 1_795_000_000.9996 },
    ...["vendor_updated_at", "2026-11-18T11:06:41.000Z"] as const,
  ],
  [
    "snoozed_until is an ISO time",
    { snoozed_until: "2026-12-01T10:00:00.000Z" },
    ...["snoozed_until", "2026-12-01T10:00:00.000Z"] as const,
  ],
  [
    "snoozed_until with an offset is the same moment in UTC",
    { snoozed_until: "2026-12-01T13:00:00+03:00" },
    ...["snoozed_until", "2026-12-01T10:00:00.000Z"] as const,
  ],
  [
    "snoozed_until as a number, as the contract says",
    { snoozed_until: 1_795_000_000 },
    ...["snoozed_until", "2026-11-18T11:06:40.000Z"] as const,
  ],
  ["snoozed_until 0 is never", { snoozed_until: 0 }, "snoozed_until", null],
  ["the status snoozed, which the contract lacks", { status: "snoozed" }, "status", "snoozed"],
  ["a status nobody has heard of", { status: "escalated" }, "status", "escalated"],
  ["a priority nobody has heard of", { priority: "asap" }, "priority", "asap"],
  ["no labels at all", { labels: undefined }, "labels", []],
  ["labels null", { labels: null }, "labels", []],
  ["no sender", { meta: {} }, "contact_external_id", null],
  ["a sender null", { meta: { sender: null } }, "contact_external_id", null],
  ["no assignee", { meta: {} }, "assignee_external_id", null],
  [
    "an assigned bot without an id",
    { meta: { assignee: { name: "Bot" } } },
    "assignee_external_id",
    null,
  ],
  ["no message yet", { messages: [] }, "last_message_external_id", null],
  ["messages absent", { messages: undefined }, "last_message_external_id", null],
];
for (const [name, change, field, wanted] of conversationCases) {
  Deno.test(`conversation: ${name}`, () => {
    const row = decodeConversation({ ...conversation, ...change });
    deepEqual(row[field as keyof typeof row], wanted);
  });
}

const messageCases: Case[] = [
  ["0 is incoming", { message_type: 0 }, "direction", "incoming"],
  ["1 is outgoing", { message_type: 1 }, "direction", "outgoing"],
  ["2 is activity", { message_type: 2 }, "direction", "activity"],
  ["3 is template", { message_type: 3 }, "direction", "template"],
  ["an unknown number is kept", { message_type: 17 }, "direction", "17"],
  ["a word, as webhooks send it", { message_type: "incoming" }, "direction", "incoming"],
  ["content may be null", { content: null }, "content", null],
  ["content may be absent", { content: undefined }, "content", null],
  ["an empty text stays empty", { content: "" }, "content", ""],
  ["no sender", { sender: undefined }, "sender_kind", null],
  ["an agent has no type of its own", { sender: { id: 5, name: "Bo" } }, "sender_kind", "user"],
  [
    "a bot without an id",
    { sender: { name: "Bot", type: "agent_bot" } },
    "sender_external_id",
    null,
  ],
  ["deleted at the source", { content_attributes: { deleted: true } }, "deleted", true],
  ["not deleted", { content_attributes: { deleted: false } }, "deleted", false],
  ["attributes of any shape", { content_attributes: "{}" }, "deleted", false],
  ["attributes with an odd mark", { content_attributes: { deleted: "yes" } }, "deleted", false],
  ["no content type", { content_type: null }, "content_type", "text"],
  ["a content type nobody has heard of", { content_type: "hologram" }, "content_type", "hologram"],
  ["no attachments", {}, "attachments", []],
  ["attachments as they are", { attachments: [{ id: 1, a: "\u0000" }] }, "attachments", [{
    id: 1,
    a: "",
  }]],
  ["epoch seconds", { created_at: 1 }, "vendor_created_at", "1970-01-01T00:00:01.000Z"],
];
for (const [name, change, field, wanted] of messageCases) {
  Deno.test(`message: ${name}`, () => {
    const row = decodeMessage({ ...message, ...change });
    deepEqual(row[field as keyof typeof row], wanted);
  });
}

const contactCases: Case[] = [
  ["a company among the attributes", {}, "company_name", "Client Ltd"],
  [
    "a company that is no text",
    { additional_attributes: { company_name: 5 } },
    "company_name",
    null,
  ],
  ["attributes that are a list", { additional_attributes: [] }, "company_name", null],
  ["no attributes", { additional_attributes: undefined }, "company_name", null],
  ["an e-mail makes it resolved", {}, "resolved", true],
  ["a phone number does too", { email: null, phone_number: "+1" }, "resolved", true],
  ["an identifier does too", { email: null, identifier: "x" }, "resolved", true],
  ["nothing of these does not", { email: null }, "resolved", false],
  ["empty texts are nothing", { email: "", phone_number: "" }, "resolved", false],
  ["no name", { name: null }, "name", null],
  ["never active", { last_activity_at: 0 }, "last_activity_at", null],
  ["last_activity_at absent", {}, "last_activity_at", null],
];
for (const [name, change, field, wanted] of contactCases) {
  Deno.test(`contact: ${name}`, () => {
    const row = decodeContact({ ...contact, ...change });
    deepEqual(row[field as keyof typeof row], wanted);
  });
}

Deno.test("inboxes, agents and labels; unknown channels and roles are kept", () => {
  const { data: _inbox, content_hash: _, ...inbox } = decodeInbox({
    ...{ id: 3, name: "Web", channel_type: "Channel::Brand::New", extra: 1 },
  });
  deepEqual(inbox, { external_id: "3", name: "Web", channel: "Channel::Brand::New" });
  const agent = decodeAgent({ id: 5, name: "Bo", role: "conductor" });
  deepEqual([agent.external_id, agent.email, agent.role], ["5", null, "conductor"]);
  const label = decodeLabel({ id: 2, title: "vip", color: null });
  deepEqual([label.external_id, label.title, label.color], ["2", "vip", null]);
});

/** Rows that must not be taken, with the field the error names. */
const refused: [string, (raw: unknown) => unknown, object, Record<string, unknown>, string][] = [
  ["a conversation without an id", decodeConversation, conversation, { id: undefined }, "id"],
  ["an id as text", decodeConversation, conversation, { id: "17" }, "id"],
  ["an id 0", decodeConversation, conversation, { id: 0 }, "id"],
  ["an id with a fraction", decodeConversation, conversation, { id: 1.5 }, "id"],
  ["an id beyond what numbers hold", decodeConversation, conversation, { id: 2 ** 60 }, "id"],
  ["no inbox", decodeConversation, conversation, { inbox_id: null }, "inbox_id"],
  ["no status", decodeConversation, conversation, { status: null }, "status"],
  ["a time as text", decodeConversation, conversation, { created_at: "2026-11-01" }, "created_at"],
  [
    "a time in milliseconds",
    decodeConversation,
    conversation,
    { updated_at: 1.795e15 },
    "updated_at",
  ],
  ["a time before 1970", decodeConversation, conversation, { updated_at: -1 }, "updated_at"],
  [
    "a snooze that is no time",
    decodeConversation,
    conversation,
    { snoozed_until: "later" },
    "snoozed_until",
  ],
  [
    "labels that are no texts",
    decodeConversation,
    conversation,
    { labels: [{ t: 1 }] },
    "labels.0",
  ],
  ["no meta", decodeConversation, conversation, { meta: undefined }, "meta"],
  [
    "a sender without an id",
    decodeConversation,
    conversation,
    { meta: { sender: {} } },
    "meta.sender.id",
  ],
  [
    "a message without its conversation",
    decodeMessage,
    message,
    { conversation_id: null },
    "conversation_id",
  ],
  [
    "a message that may be private or not",
    decodeMessage,
    message,
    { private: undefined },
    "private",
  ],
  ["content that is no text", decodeMessage, message, { content: { html: "" } }, "content"],
  ["a negative kind", decodeMessage, message, { message_type: -1 }, "message_type"],
  ["no time", decodeMessage, message, { created_at: null }, "created_at"],
  ["a contact's e-mail that is no text", decodeContact, contact, { email: 5 }, "email"],
];
for (const [name, decode, row, change, field] of refused) {
  Deno.test(`refused: ${name}`, () => {
    throws(() => decode({ ...row, ...change }), (error) => {
      equal(error instanceof z.ZodError, true);
      equal((error as z.ZodError).issues[0]!.path.join("."), field);
      return true;
    });
  });
}

for (const raw of [null, undefined, 5, "row", []]) {
  Deno.test(`refused: ${JSON.stringify(raw) ?? "undefined"} in place of a row`, () => {
    throws(() => decodeMessage(raw), (error) => error instanceof z.ZodError);
  });
}

Deno.test("unknown fields are kept in the raw JSON, and a change of them is a change", () => {
  const before = decodeConversation(conversation);
  const after = decodeConversation({ ...conversation, custom_attributes: { plan: "gold" } });
  deepEqual((after.data as { custom_attributes: unknown }).custom_attributes, { plan: "gold" });
  notEqual(after.content_hash, before.content_hash);
});

const unchanged: [string, (raw: unknown) => { content_hash: string }, object, object][] = [
  ["who is online", decodeAgent, { id: 1, name: "Bo" }, {
    ...{ id: 1, name: "Bo", availability_status: "online", thumbnail: "https://x/1" },
  }],
  [
    "the order of keys",
    decodeMessage,
    message,
    Object.fromEntries(Object.entries(message).reverse()),
  ],
  ["the inboxes a contact is listed with", decodeContact, contact, {
    ...{ ...contact, contact_inboxes: [{ source_id: "1" }] },
  }],
  ["when the writer of a message was last there", decodeMessage, message, {
    ...{ ...message, sender: { ...message.sender, last_activity_at: 5 } },
  }],
];
for (const [name, decode, before, after] of unchanged) {
  Deno.test(`no change of the row: ${name}`, () =>
    equal(decode(after).content_hash, decode(before).content_hash));
}

Deno.test("a changed name of the writer is a change of the message", () => {
  const renamed = { ...message, sender: { ...message.sender, name: "Ada L." } };
  notEqual(decodeMessage(renamed).content_hash, decodeMessage(message).content_hash);
});

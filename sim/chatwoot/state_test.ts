import assert from "node:assert/strict";
import type { ChatwootState, StateEvent } from "./account.ts";
import { UnknownRow } from "./account.ts";
import { createState } from "./state.ts";
import type { Conversation } from "./tables.ts";

const start = Date.parse("2026-03-02T09:00:00.500Z");

/** An account with one inbox, one agent and one conversation of a contact, on a clock that is set. */
function account() {
  const clock = { at: start, now: () => clock.at };
  const state = createState({ accountId: 1, clock });
  const inbox = state.createInbox({ name: "Web" });
  const agent = state.createAgent({
    name: "Bo",
    email: "bo@agency.example",
    role: "agent",
    token: "t",
    inboxIds: [inbox.id],
  });
  const contact = state.createContact({ name: "Ada", email: "ada@client.example" });
  const conversation = state.createConversation({ inboxId: inbox.id, contactId: contact.id });
  return { clock, state, inbox, agent, contact, conversation };
}

const say = (state: ChatwootState, row: Conversation, content: string) =>
  state.createMessage({ conversationId: row.id, content });

Deno.test("ids are sequential and never used again", () => {
  const { state, conversation, contact, inbox } = account();
  assert.equal(conversation.id, 1);
  state.deleteConversation(conversation.id);
  const next = state.createConversation({ inboxId: inbox.id, contactId: contact.id });
  assert.equal(next.id, 2);
  assert.notEqual(next.uuid, conversation.uuid);
  state.deleteContact(contact.id);
  assert.equal(state.createContact({ name: "New" }).id, contact.id + 1);
});

Deno.test("what moves a conversation's updated_at", async (t) => {
  const moving: [string, (world: ReturnType<typeof account>) => void][] = [
    ["a new message", ({ state, conversation }) => say(state, conversation, "Hi")],
    ["a private note", ({ state, conversation }) =>
      state.createMessage({
        conversationId: conversation.id,
        content: "n",
        type: "outgoing",
        private: true,
      })],
    ["a status", ({ state, conversation }) => state.setStatus(conversation.id, "resolved")],
    [
      "a snooze",
      ({ state, conversation, clock }) =>
        state.setStatus(conversation.id, "snoozed", clock.at + 1000),
    ],
    ["an assignee", ({ state, conversation, agent }) => state.assign(conversation.id, agent.id)],
    ["labels", ({ state, conversation }) => state.setLabels(conversation.id, ["billing"])],
    ["a priority", ({ state, conversation }) => state.setPriority(conversation.id, "high")],
    [
      "a merge of its contact",
      ({ state, contact }) =>
        state.mergeContacts(state.createContact({ name: "Other" }).id, contact.id),
    ],
  ];
  for (const [name, change] of moving) {
    await t.step(name, () => {
      const world = account();
      world.clock.at += 60_000;
      change(world);
      assert.equal(world.conversation.updatedAt, start + 60_000);
    });
  }
});

Deno.test("what does not move a conversation's updated_at", async (t) => {
  const resting: [string, (world: ReturnType<typeof account>) => void][] = [
    ["a message edited", ({ state, conversation }) => state.editMessage(conversation.id, 1, "Ho")],
    ["a message deleted", ({ state, conversation }) => state.deleteMessage(conversation.id, 1)],
    [
      "a delivery status",
      ({ state, conversation }) => state.setMessageStatus(conversation.id, 1, "read"),
    ],
    [
      "the contact's fields",
      ({ state, contact }) =>
        state.updateContact(contact.id, { name: "Ada L.", phoneNumber: "+491" }),
    ],
    ["a merge of other contacts", ({ state }) => {
      const [a, b] = [state.createContact({ name: "A" }), state.createContact({ name: "B" })];
      state.mergeContacts(a.id, b.id);
    }],
    ["a renamed inbox", ({ state, inbox }) => state.renameInbox(inbox.id, "Shop")],
  ];
  for (const [name, change] of resting) {
    await t.step(name, () => {
      const world = account();
      say(world.state, world.conversation, "Hi");
      world.clock.at += 60_000;
      change(world);
      assert.equal(world.conversation.updatedAt, start);
    });
  }
});

Deno.test("a contact's last activity moves only when the contact writes", () => {
  const { state, clock, conversation, contact } = account();
  assert.equal(contact.lastActivityAt, null);
  say(state, conversation, "Hi");
  assert.equal(contact.lastActivityAt, start);
  clock.at += 60_000;
  state.createMessage({ conversationId: conversation.id, content: "Hello", type: "outgoing" });
  state.createMessage({ conversationId: conversation.id, content: "Assigned", type: "activity" });
  assert.equal(contact.lastActivityAt, start);
});

Deno.test("last activity, waiting and first reply follow who wrote", () => {
  const { state, clock, conversation } = account();
  say(state, conversation, "Hi");
  assert.equal(conversation.waitingSince, start);
  clock.at += 1000;
  const note = { conversationId: conversation.id, content: "n", type: "outgoing" as const };
  state.createMessage({ ...note, private: true });
  assert.equal(conversation.firstReplyAt, null, "a private note is no reply");
  assert.equal(conversation.lastActivityAt, start);
  clock.at += 1000;
  state.createMessage(note);
  assert.equal(conversation.firstReplyAt, start + 2000);
  assert.equal(conversation.waitingSince, null);
  assert.equal(conversation.lastActivityAt, start + 2000);
  clock.at += 1000;
  say(state, conversation, "Thanks");
  assert.equal(conversation.waitingSince, start + 3000);
  state.createMessage(note);
  assert.equal(conversation.firstReplyAt, start + 2000, "the first reply stays the first");
});

Deno.test("a deleted message stays with replaced text and without files", () => {
  const { state, conversation } = account();
  const file = { fileType: "image", dataUrl: "https://files.example/1", fileSize: 10 };
  const message = state.createMessage({
    conversationId: conversation.id,
    content: "secret",
    attachments: [file],
  });
  assert.equal(message.attachments.length, 1);
  state.deleteMessage(conversation.id, message.id);
  assert.equal(conversation.messages.length, 1);
  assert.equal(message.deleted, true);
  assert.equal(message.content, "This message was deleted");
  assert.deepEqual(message.attachments, []);
});

Deno.test("a merge moves conversations and authorship, and the loser is gone", () => {
  const { state, conversation, contact } = account();
  const message = say(state, conversation, "Hi");
  const survivor = state.createContact({ name: "Ada King", email: "ada@king.example" });
  state.mergeContacts(survivor.id, contact.id);
  assert.equal(conversation.contactId, survivor.id);
  assert.deepEqual(message.sender, { type: "contact", id: survivor.id });
  assert.equal(state.tables.contacts.has(contact.id), false);
});

Deno.test("a merge gives the survivor what it lacked, and says so when there was something", () => {
  const { state, contact } = account();
  const heard: StateEvent[] = [];
  const survivor = state.createContact({ name: "Ada K.", phoneNumber: "+491" });
  state.onEvent((event) => heard.push(event));
  state.mergeContacts(survivor.id, contact.id);
  assert.equal(survivor.email, "ada@client.example");
  assert.equal(survivor.phoneNumber, "+491");
  assert.equal(heard.at(-1)?.name, "contact_updated");
  heard.length = 0;
  state.mergeContacts(survivor.id, state.createContact({ name: "Nobody" }).id);
  assert.deepEqual(heard.map((event) => event.name), ["contact_created"]);
});

Deno.test("a client who writes opens a resolved or snoozed conversation again", () => {
  const { state, conversation, clock } = account();
  for (const status of ["resolved", "snoozed"] as const) {
    state.setStatus(conversation.id, status, status === "snoozed" ? clock.at + 1000 : null);
    state.createMessage({ conversationId: conversation.id, content: "Done", type: "outgoing" });
    assert.equal(conversation.status, status, "the agency's own words do not");
    say(state, conversation, "Once more");
    assert.deepEqual([conversation.status, conversation.snoozedUntil], ["open", null]);
  }
  state.setStatus(conversation.id, "pending");
  say(state, conversation, "Hello?");
  assert.equal(conversation.status, "pending");
});

Deno.test("a deleted inbox takes its conversations along", () => {
  const { state, inbox, contact } = account();
  const other = state.createInbox({ name: "Mail" });
  const kept = state.createConversation({ inboxId: other.id, contactId: contact.id });
  state.deleteInbox(inbox.id);
  assert.deepEqual([...state.tables.conversations.keys()], [kept.id]);
});

Deno.test("a deleted contact takes its conversations along, and no others", () => {
  const { state, contact, inbox } = account();
  const other = state.createContact({ name: "Other" });
  const kept = state.createConversation({ inboxId: inbox.id, contactId: other.id });
  state.deleteContact(contact.id);
  assert.deepEqual([...state.tables.conversations.keys()], [kept.id]);
});

Deno.test("a reserved id appears late, below ids already seen, at its place", () => {
  const { state, conversation, clock } = account();
  const reserved = state.reserveMessageId();
  const reservedAt = clock.at;
  const first = say(state, conversation, "second");
  clock.at += 2000;
  const late = state.createMessage({
    conversationId: conversation.id,
    content: "first",
    id: reserved,
    at: reservedAt,
  });
  assert.ok(late.id < first.id);
  assert.deepEqual(conversation.messages.map((row) => row.id), [late.id, first.id]);
  assert.equal(late.createdAt, reservedAt);
});

Deno.test("each change tells its event, and the version grows with it", () => {
  const { state, conversation, contact, inbox } = account();
  const heard: StateEvent[] = [];
  state.onEvent((event) => heard.push(event));
  const before = state.version();
  const message = say(state, conversation, "Hi");
  state.createMessage({ conversationId: conversation.id, content: "Joined", type: "activity" });
  state.editMessage(conversation.id, message.id, "Ho");
  state.setStatus(conversation.id, "resolved");
  state.setLabels(conversation.id, ["x"]);
  state.updateContact(contact.id, { name: "A" });
  state.renameInbox(inbox.id, "Shop");
  assert.deepEqual(heard.map((event) => event.name), [
    "message_created",
    "contact_updated",
    "message_updated",
    "conversation_status_changed",
    "conversation_updated",
    "contact_updated",
    "inbox_updated",
  ], "activity messages send none; a contact that writes is touched by it");
  assert.deepEqual(heard.map((event) => event.changes), [
    undefined,
    { last_activity_at: { previous_value: null, current_value: start } },
    undefined,
    { status: { previous_value: "open", current_value: "resolved" } },
    { label_list: { previous_value: [], current_value: ["x"] } },
    { name: { previous_value: "Ada", current_value: "A" } },
    undefined,
  ]);
  heard.length = 0;
  state.deleteConversation(conversation.id);
  state.deleteContact(contact.id);
  assert.deepEqual(heard, [], "there is no event for deleted rows");
  assert.equal(state.version(), before + 10);
});

Deno.test("changes to rows that are not there are refused", () => {
  const { state, inbox, contact, conversation } = account();
  const attempts = [
    () => state.setStatus(99, "open"),
    () => state.editMessage(conversation.id, 99, "x"),
    () => state.createMessage({ conversationId: 99, content: "x" }),
    () => state.createConversation({ inboxId: 99, contactId: contact.id }),
    () => state.createConversation({ inboxId: inbox.id, contactId: 99 }),
    () => state.mergeContacts(contact.id, 99),
    () => state.deleteContact(99),
    () => state.deleteConversation(99),
  ];
  for (const attempt of attempts) assert.throws(attempt, UnknownRow);
  assert.equal(state.tables.conversations.size, 1);
});

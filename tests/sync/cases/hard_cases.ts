/** What makes rows slip through: shifting pages, equal times, late rows, odd values, bad rows. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { addConversations, fillEverything } from "../account.ts";
import { errorsOf, lastRun, stateOf, tellingFetch, tombstones } from "../looks.ts";
import { equalMirrors } from "../mirror.ts";
import { collect } from "../case.ts";

const { cases, test } = collect();

/** Cases of this file, for both stores. */
export const hardCases = cases;
const MINUTE = 60_000;
const DAY = 86_400_000;

test("a conversation deleted while the walk goes on hides none", async (world) => {
  const { state } = world.fake;
  const ids = addConversations(state, 80);
  const deletes = tellingFetch((url) => {
    if (url.searchParams.get("page") !== "2" || !url.pathname.endsWith("conversations")) return;
    if (state.tables.conversations.has(ids[0]!)) state.deleteConversation(ids[0]!);
  });
  equal(await world.sync("full", world.connect({ fetch: deletes })), "succeeded");
  equal(state.tables.conversations.size, 79);
  // the first page holds the deleted one: the sweep of a later walk finds out
  await world.sync("full");
  await equalMirrors(world);
});

test("the row that a deletion hid is found within the same sync", async (world) => {
  const { state } = world.fake;
  const ids = addConversations(state, 80);
  const deletes = tellingFetch((url) => {
    if (url.searchParams.get("page") !== "2" || !url.pathname.endsWith("conversations")) return;
    if (state.tables.conversations.has(ids[0]!)) state.deleteConversation(ids[0]!);
  });
  await world.sync("full", world.connect({ fetch: deletes }));
  const [row] = await world.sql<[{ here: number }]>`
    select count(*)::int as here from chatwoot_conversations
    where account_scope_id = ${world.scopeId} and external_id = any (${ids.slice(1).map(String)})`;
  equal(row.here, 79);
  equal((await stateOf(world)).status_detail, null);
});

test("a list that shifts during every walk is said to be incomplete", async (world) => {
  const { state } = world.fake;
  const ids = addConversations(state, 80);
  const deletes = tellingFetch((url) => {
    if (url.searchParams.get("page") !== "2" || !url.pathname.endsWith("conversations")) return;
    state.deleteConversation(ids.shift()!);
  });
  equal(await world.sync("full", world.connect({ fetch: deletes })), "succeeded");
  const { status, status_detail } = await stateOf(world);
  deepEqual([status, status_detail?.code], ["ok", "walk_incomplete"]);
  await world.sync();
  equal((await stateOf(world)).status_detail?.code, "walk_incomplete");
  await world.sync("full");
  await equalMirrors(world);
  equal((await stateOf(world)).status_detail, null);
});

test("conversations and messages that come while the walk goes on are not lost", async (world) => {
  const { state } = world.fake;
  const ids = addConversations(state, 60);
  const writes = tellingFetch((url) => {
    if (!url.pathname.endsWith("conversations") || !url.searchParams.has("page")) return;
    addConversations(state, 1);
    state.createMessage({ conversationId: ids[0]!, content: "Meanwhile" });
  });
  await world.sync("full", world.connect({ fetch: writes }));
  await world.sync();
  await equalMirrors(world);
});

test("equal times across page edges lose and double nothing", async (world) => {
  const { state } = world.fake;
  const at = world.clock.now() - DAY;
  const inbox = state.createInbox({ name: "Import" });
  for (let count = 0; count < 70; count++) {
    const contact = state.createContact({
      name: "Same",
      email: `s${count}@x.example`,
      createdAt: at,
    });
    const { id } = state.createConversation({ inboxId: inbox.id, contactId: contact.id, at });
    const messages = count === 0 ? 230 : 1;
    for (let message = 0; message < messages; message++) {
      state.createMessage({ conversationId: id, content: `${message}`, at });
    }
  }
  await world.sync();
  await equalMirrors(world);
});

test("a message committed late, with a smaller id than one already read, arrives", async (world) => {
  const { state } = world.fake;
  const [id] = addConversations(state, 1, { messages: 3 }) as [number];
  const late = state.reserveMessageId();
  state.createMessage({ conversationId: id, content: "Came first", at: world.clock.now() });
  await world.sync();
  world.clock.advance(2 * MINUTE);
  state.createMessage({
    conversationId: id,
    id: late,
    content: "Late",
    at: world.clock.now() - MINUTE,
  });
  await world.sync();
  equal((await lastRun(world)).mode, "incremental");
  await equalMirrors(world);
});

test("a message that appears long after its time is found by the nightly walk", async (world) => {
  const { state } = world.fake;
  const [id] = addConversations(state, 1, { messages: 30 }) as [number];
  const late = state.reserveMessageId();
  for (let count = 0; count < 25; count++) {
    state.createMessage({ conversationId: id, content: `Later ${count}` });
  }
  world.clock.advance(20 * MINUTE);
  await world.sync();
  state.createMessage({
    conversationId: id,
    id: late,
    content: "Very late",
    at: world.clock.now() - DAY,
  });
  world.clock.advance(25 * 60 * MINUTE);
  await world.sync();
  await equalMirrors(world);
});

test("an import whose old messages have new ids is read whole", async (world) => {
  const { state } = world.fake;
  const [id] = addConversations(state, 1, { messages: 130, at: world.clock.now() - 9 * DAY }) as [
    number,
  ];
  for (let count = 0; count < 1500; count++) {
    const at = world.clock.now() - 300 * DAY + (count * 7919 % 1500) * MINUTE;
    state.createMessage({ conversationId: id, content: `Imported ${count}`, at });
  }
  await world.sync();
  await equalMirrors(world);
});

test("values that nobody has heard of are kept as they are", async (world) => {
  const { state } = world.fake;
  const [id] = addConversations(state, 2, { messages: 2 }) as [number];
  const message = state.tables.conversations.get(id)!.messages[0]!.id;
  world.fake.faults.add({
    ...{ kind: "row", path: "conversations?status", id, times: -1 },
    set: { status: "escalated", priority: "asap", snoozed_until: 1_800_000_000, extra: { a: [1] } },
  });
  world.fake.faults.add({
    ...{ kind: "row", path: `/conversations/${id}/messages`, id: message, times: -1 },
    set: { message_type: 17, content_type: "hologram", status: "pondering", sender: undefined },
  });
  equal(await world.sync(), "succeeded");
  const [conversation] = await world.sql`
    select status, priority, snoozed_until, data -> 'extra' as extra from chatwoot_conversations
    where account_scope_id = ${world.scopeId} and external_id = ${String(id)}`;
  deepEqual({ ...conversation }, {
    ...{ status: "escalated", priority: "asap", extra: { a: [1] } },
    snoozed_until: new Date(1_800_000_000_000),
  });
  const [row] = await world.sql`
    select direction, content_type, status, sender_kind from chatwoot_messages
    where account_scope_id = ${world.scopeId} and external_id = ${String(message)}`;
  deepEqual({ ...row }, {
    ...{ direction: "17", content_type: "hologram", status: "pondering", sender_kind: null },
  });
  equal((await stateOf(world)).open_errors, 0);
});

test("text that no database stores loses those characters only", async (world) => {
  const { state } = world.fake;
  const [id] = addConversations(state, 1) as [number];
  state.createMessage({ conversationId: id, content: "a\u0000b \ud83d c \ud83d\ude00" });
  state.updateContact(1, { name: "N\u0000ul", companyName: "\udc00" });
  equal(await world.sync(), "succeeded");
  const rows = await world.sql<{ content: string }[]>`
    select content from chatwoot_messages where account_scope_id = ${world.scopeId} order by external_id`;
  equal(rows.at(-1)?.content, "ab \ufffd c \ud83d\ude00");
  const [contact] = await world.sql`
    select name, company_name from chatwoot_contacts where account_scope_id = ${world.scopeId}`;
  deepEqual({ ...contact }, { name: "Nul", company_name: "\ufffd" });
});

test("a row that does not decode is set aside, and the others go on", async (world) => {
  const { state } = world.fake;
  const { faults } = world.fake;
  const [bad, , third] = addConversations(state, 60, { messages: 2 }) as [number, number, number];
  const message = state.tables.conversations.get(third)!.messages[1]!.id;
  const label = state.createLabel("vip").id;
  faults.add({
    kind: "row",
    path: "conversations?status",
    id: bad,
    set: { inbox_id: "x" },
    times: -1,
  });
  faults.add({
    ...{ kind: "row", path: `/conversations/${third}/messages`, id: message, times: -1 },
    set: { created_at: null },
  });
  faults.add({ kind: "row", path: "/labels", id: label, set: { title: 7 }, times: -1 });
  equal(await world.sync(), "succeeded");
  deepEqual((await errorsOf(world)).sort(), [
    ["conversations", String(bad), 1],
    ["labels", String(label), 1],
    ["messages", String(message), 1],
  ]);
  const [error] = (await world.connectors.errors.list(world.scopeId, { limit: 10 }))
    .filter((row) => row.stream === "conversations");
  match(error!.message, /^inbox_id: /);
  equal((error!.payload as { inbox_id: string }).inbox_id, "x");
  const { reconciliation, rows } = await stateOf(world);
  deepEqual([rows.conversations, rows.messages], [59, 117]);
  const { conversations, messages, labels } = reconciliation!.streams;
  deepEqual([conversations!.missing, conversations!.missing_ids], [1, [String(bad)]]);
  deepEqual(messages!.missing_ids, [String(message)]);
  deepEqual(labels!.missing_ids, [String(label)]);
  ok(reconciliation!.completeness_pct < 100);

  // mended at the source: the retry by id, not a walk, brings them
  faults.clear();
  world.clock.advance(30_000);
  equal(await world.sync(), "succeeded");
  equal((await lastRun(world)).mode, "incremental");
  deepEqual(await errorsOf(world), []);
  deepEqual((await errorsOf(world, "resolved")).length, 3);
  await equalMirrors(world);
});

test("a known row that stops decoding stays as it was, and counts as stale", async (world) => {
  const { state, faults } = world.fake;
  const [bad] = addConversations(state, 20) as [number];
  await world.sync();
  state.setStatus(bad, "resolved");
  faults.add({ kind: "row", path: "conversations", id: bad, set: { created_at: "x" }, times: -1 });
  await world.sync();
  const { conversations } = (await stateOf(world)).reconciliation!.streams;
  deepEqual([conversations!.missing, conversations!.extra, conversations!.stale], [0, 0, 1]);
  const [row] = await world.sql`
    select status from chatwoot_conversations
    where account_scope_id = ${world.scopeId} and external_id = ${String(bad)}`;
  equal(row?.status, "open");
});

test("a failing row is tried 30 s, 1, 2 and 4 min later, then is dead until a person retries", async (world) => {
  const { state, faults } = world.fake;
  const [bad] = addConversations(state, 3) as [number];
  const rule = { kind: "row" as const, path: "/conversations", id: bad, times: -1 };
  faults.add({ ...rule, set: { created_at: "x" } });
  await world.sync();
  for (const [attempts, wait] of [[1, 30], [2, 60], [3, 120], [4, 240]] as const) {
    deepEqual(await errorsOf(world, "waiting"), [["conversations", String(bad), attempts]]);
    world.clock.advance((wait - 2) * 1000);
    await world.sync();
    deepEqual(await errorsOf(world, "waiting"), [["conversations", String(bad), attempts]]);
    world.clock.advance(1000);
    await world.sync();
  }
  deepEqual(await errorsOf(world, "waiting"), []);
  deepEqual(await errorsOf(world, "dead_letter"), [["conversations", String(bad), 5]]);
  world.clock.advance(DAY / 2);
  await world.sync("full");
  deepEqual(await errorsOf(world, "dead_letter"), [["conversations", String(bad), 5]]);

  const [error] = await world.connectors.errors.list(world.scopeId, { limit: 10 });
  equal(error!.next_attempt_at, null);
  const actor = { accountScopeId: world.scopeId, actor: "owner", requestId: null };
  await world.connectors.errors.retry(actor, error!.id);
  await world.sync();
  deepEqual(await errorsOf(world, "waiting"), [["conversations", String(bad), 2]]);
  faults.clear();
  world.clock.advance(60_000);
  await world.sync();
  deepEqual(await errorsOf(world), []);
  await equalMirrors(world);
});

test("a failing row that is gone at the source is settled", async (world) => {
  const { state, faults } = world.fake;
  const [bad] = addConversations(state, 3) as [number];
  faults.add({ kind: "row", path: "/conversations", id: bad, set: { created_at: "x" } });
  await world.sync();
  equal((await errorsOf(world)).length, 1);
  state.deleteConversation(bad);
  world.clock.advance(30_000);
  await world.sync();
  deepEqual(await errorsOf(world), []);
  await equalMirrors(world);
});

test("a list that cannot be read keeps neither the others nor the conversations away", async (world) => {
  const { faults, state } = world.fake;
  fillEverything(state);
  for (const [status, code] of [[404, "not_found"], [503, "server_error"]] as const) {
    faults.add({ kind: "status", status, path: "/labels", times: -1 });
    equal(await world.sync(), "failed");
    const state = await stateOf(world);
    deepEqual([state.rows.labels, state.rows.conversations, state.rows.agents], [0, 4, 2]);
    deepEqual([state.status, state.status_detail?.code], ["needs_attention", code]);
    deepEqual((await errorsOf(world)).map(([stream, id]) => [stream, id]), [["labels", "*"]]);
    faults.clear();
    world.clock.advance(60_000);
  }
  await world.sync();
  deepEqual(await errorsOf(world), []);
  await equalMirrors(world);
});

test("a narrowed token keeps what it no longer sees, and says so", async (world) => {
  const { state } = world.fake;
  const kept = state.createInbox({ name: "Kept" }).id;
  const hidden = state.createInbox({ name: "Hidden" }).id;
  addConversations(state, 30, { inboxId: kept });
  // few enough to be believed, were they looked up with a token that may not see them
  addConversations(state, 5, { inboxId: hidden });
  await world.sync();
  state.createAgent({
    ...{ name: "Bo", email: "bo@x.example", role: "agent", token: "narrow", inboxIds: [kept] },
  });
  const narrowed = world.connect({ token: "narrow" });
  for (const mode of ["incremental", "full"] as const) {
    equal(await world.sync(mode, narrowed), "succeeded");
    equal((await stateOf(world)).status_detail?.code, "not_administrator");
    deepEqual(await tombstones(world, "conversations"), []);
    deepEqual(await tombstones(world, "inboxes"), []);
  }
  await world.sync("full");
  equal((await stateOf(world)).status_detail, null);
  await equalMirrors(world);
});

test("more than one in twenty gone stops the sweep, until a person confirms it", async (world) => {
  const { state } = world.fake;
  const ids = addConversations(state, 100);
  await world.sync();
  for (const id of ids.slice(0, 11)) state.deleteConversation(id);
  world.clock.advance(25 * 60 * MINUTE);
  equal(await world.sync(), "succeeded");
  const { status_detail, reconciliation } = await stateOf(world);
  equal(status_detail?.code, "too_many_suspects");
  match(status_detail!.message, /^11 conversations/);
  deepEqual(await tombstones(world, "conversations"), []);
  const { conversations } = reconciliation!.streams;
  equal(conversations!.extra, 11);
  deepEqual(conversations!.extra_ids, ids.slice(0, 11).map(String).sort());
  // the runs that look for changes only, and those that fail, do not take the warning away
  await world.sync();
  equal((await lastRun(world)).mode, "incremental");
  equal((await stateOf(world)).status_detail?.code, "too_many_suspects");
  world.fake.faults.add({ kind: "status", status: 401, times: 1 });
  equal(await world.sync(), "failed");
  equal((await stateOf(world)).status_detail?.code, "unauthorized");
  await world.sync();
  equal((await stateOf(world)).status_detail?.code, "too_many_suspects");
  equal(await world.sync("full"), "succeeded");
  equal((await tombstones(world, "conversations")).length, 11);
  equal((await stateOf(world)).status_detail, null);
  await equalMirrors(world);
});

test("a server that knows no window of changes is walked through", async (world) => {
  const { state } = world.fake;
  addConversations(state, 60, { at: world.clock.now() - DAY });
  const ignoring = world.connect({
    fetch: (input, init) => {
      const url = new URL(input as URL);
      url.searchParams.delete("updated_within");
      return fetch(url, init);
    },
  });
  await world.sync("incremental", ignoring);
  for (const id of state.tables.conversations.keys()) {
    state.createMessage({ conversationId: id, content: "All at once" });
  }
  world.clock.advance(10 * MINUTE);
  equal(await world.sync("incremental", ignoring), "succeeded");
  equal((await lastRun(world)).mode, "full");
  await equalMirrors(world);
});

test("what a contact's free attributes hold never keeps the contact away", async (world) => {
  const { faults, state } = world.fake;
  addConversations(state, 2);
  faults.add({
    ...{ kind: "row", path: "/contacts", id: 1, times: -1 },
    set: { additional_attributes: { company_name: { legal: "Ltd" } }, custom_attributes: [1] },
  });
  equal(await world.sync(), "succeeded");
  equal((await stateOf(world)).open_errors, 0);
});

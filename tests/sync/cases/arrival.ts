/** Everything the account holds arrives, and what changes there changes here. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { addConversations, fillEverything } from "../account.ts";
import { equalMirrors } from "../mirror.ts";
import { collect } from "../case.ts";
import { lastRun, stateOf, tombstones } from "../looks.ts";

const { cases, test } = collect();

/** Cases of this file, for both stores. */
export const arrival = cases;
const MINUTE = 60_000;

test("a first sync brings the whole account, and says so", async (world) => {
  fillEverything(world.fake.state);
  equal(await world.sync(), "succeeded");
  await equalMirrors(world);
  const state = await stateOf(world);
  equal(state.status, "ok");
  equal(state.status_detail, null);
  equal(state.last_synced_at?.getTime(), world.clock.now());
  equal(state.last_run?.mode, "full");
  equal(state.open_errors, 0);
  const { streams, joins, completeness_pct } = state.reconciliation!;
  equal(completeness_pct, 100);
  deepEqual(
    Object.entries(streams).map(([name, { source, local, missing, extra, stale, duplicates }]) => [
      name,
      source,
      local,
      missing + extra + stale + duplicates,
    ]).sort(),
    [
      ["agents", 2, 2, 0],
      ["contacts", 2, 2, 0],
      ["conversations", 4, 4, 0],
      ["inboxes", 3, 3, 0],
      ["labels", 3, 3, 0],
      ["messages", 3, 3, 0],
    ],
  );
  deepEqual(joins, {
    conversations_with_contact: { total: 4, joined: 4 },
    conversations_with_inbox: { total: 4, joined: 4 },
  });
  deepEqual(state.rows, {
    ...{ inboxes: 3, agents: 2, labels: 3, contacts: 3, conversations: 4 },
    messages: 9,
  });
});

test("an empty account is complete", async (world) => {
  equal(await world.sync(), "succeeded");
  await equalMirrors(world);
  equal((await stateOf(world)).reconciliation?.completeness_pct, 100);
});

test("a sync that finds nothing new writes nothing", async (world) => {
  fillEverything(world.fake.state);
  await world.sync();
  for (const mode of ["incremental", "full"] as const) {
    equal(await world.sync(mode), "succeeded");
    const { streams } = await lastRun(world);
    ok(streams.conversations!.records > 0 || mode === "incremental");
    for (const counts of Object.values(streams)) equal(counts.upserted + counts.tombstoned, 0);
  }
});

test("new conversations, messages and states come with the next sync, without a full walk", async (world) => {
  const { state } = world.fake;
  fillEverything(state);
  addConversations(state, 30, { at: world.clock.now() - 30 * 86_400_000 });
  await world.sync();
  world.clock.advance(15 * MINUTE);
  const [first, second, third] = [...state.tables.conversations.keys()] as [number, number, number];
  state.createMessage({ conversationId: first, content: "And now?" });
  state.setStatus(second, "open");
  state.assign(third, 2);
  state.setLabels(third, ["билет", "billing"]);
  state.setPriority(third, "low");
  addConversations(state, 1, { messages: 3 });
  world.clock.advance(MINUTE);
  equal(await world.sync(), "succeeded");
  await equalMirrors(world);
  const run = await lastRun(world);
  equal(run.mode, "incremental");
  equal(run.streams.conversations!.upserted, 1 + 4 + 4 + 1, "contact, conversations, messages");
});

test("more than sixty busy conversations all arrive in one window", async (world) => {
  const { state } = world.fake;
  const ids = addConversations(state, 90, { at: world.clock.now() - 86_400_000 });
  await world.sync();
  world.clock.advance(MINUTE);
  for (const conversationId of ids) state.createMessage({ conversationId, content: "Busy" });
  equal(await world.sync(), "succeeded");
  equal((await lastRun(world)).mode, "incremental");
  await equalMirrors(world);
});

test("resolved, pending and snoozed threads arrive and stay in step", async (world) => {
  const { state } = world.fake;
  const [a, b, c] = addConversations(state, 3) as [number, number, number];
  await world.sync();
  state.setStatus(a, "resolved");
  state.setStatus(b, "pending");
  state.setStatus(c, "snoozed", world.clock.now() + 86_400_000);
  await world.sync();
  await equalMirrors(world);
  state.setStatus(c, "open");
  await world.sync();
  await equalMirrors(world);
});

test("edits, deletions and delivery states of the newest messages come with any change", async (world) => {
  const { state } = world.fake;
  const [id] = addConversations(state, 1, { messages: 30 }) as [number];
  await world.sync();
  const ids = state.tables.conversations.get(id)!.messages.map((message) => message.id);
  state.editMessage(id, ids.at(-2)!, "Corrected");
  state.deleteMessage(id, ids.at(-3)!);
  state.setMessageStatus(id, ids.at(-1)!, "read");
  await world.sync();
  await equalMirrors(world);
});

test("a private note in a thread long silent arrives, though no activity moves", async (world) => {
  const { state } = world.fake;
  const at = world.clock.now() - 40 * 86_400_000;
  const [id] = addConversations(state, 1, { messages: 3, at }) as [number];
  await world.sync();
  world.clock.advance(2 * MINUTE);
  state.createMessage({
    conversationId: id,
    content: "Ask again?",
    type: "outgoing",
    private: true,
  });
  world.clock.advance(10 * MINUTE);
  equal(await world.sync(), "succeeded");
  equal((await lastRun(world)).mode, "incremental");
  await equalMirrors(world);
});

test("an edit deep in an old thread comes with the full sync a person asks for", async (world) => {
  const { state } = world.fake;
  const at = world.clock.now() - 40 * 86_400_000;
  const [id] = addConversations(state, 1, { messages: 150, at }) as [number];
  await world.sync();
  const ids = state.tables.conversations.get(id)!.messages.map((message) => message.id);
  state.editMessage(id, ids[3]!, "Corrected");
  state.deleteMessage(id, ids[4]!);
  await world.sync("full");
  await equalMirrors(world);
});

test("a deep edit in a thread of this week comes with the nightly walk", async (world) => {
  const { state } = world.fake;
  const [id] = addConversations(state, 1, { messages: 50 }) as [number];
  await world.sync();
  state.editMessage(id, state.tables.conversations.get(id)!.messages[2]!.id, "Corrected");
  for (let hour = 0; hour < 25; hour++) {
    world.clock.advance(60 * MINUTE);
    equal(await world.sync(), "succeeded");
  }
  await equalMirrors(world);
});

test("a deleted conversation is marked with its messages, and its evidence goes", async (world) => {
  const { state } = world.fake;
  const [gone] = addConversations(state, 12, { messages: 3 }) as [number];
  await world.sync();
  state.deleteConversation(gone);
  world.clock.advance(61 * MINUTE);
  // the counts differ, so the next sync looks everywhere
  equal(await world.sync(), "succeeded");
  equal((await lastRun(world)).mode, "full");
  await equalMirrors(world);
  deepEqual(await tombstones(world, "conversations"), [[String(gone), "deleted"]]);
  deepEqual((await tombstones(world, "messages")).map(([, reason]) => reason), [
    ...["deleted", "deleted", "deleted"],
  ]);
});

test("a conversation that comes back is alive again, with its evidence", async (world) => {
  const { state } = world.fake;
  const [id] = addConversations(state, 12, { messages: 3 }) as [number];
  await world.sync();
  const row = state.tables.conversations.get(id)!;
  state.tables.conversations.delete(id);
  await world.sync("full");
  equal((await tombstones(world, "conversations")).length, 1);
  state.tables.conversations.set(id, row);
  state.setPriority(id, "high");
  await world.sync();
  await equalMirrors(world);
});

test("a merge moves the conversations and buries the loser at once, as merged", async (world) => {
  const { state } = world.fake;
  addConversations(state, 2);
  addConversations(state, 3);
  await world.sync();
  state.mergeContacts(2, 1);
  await world.sync();
  equal((await lastRun(world)).mode, "incremental");
  await equalMirrors(world);
  deepEqual(await tombstones(world, "contacts"), [["1", "merged"]]);
});

test("a changed contact comes with its conversation or with the nightly walk", async (world) => {
  const { state } = world.fake;
  fillEverything(state);
  await world.sync();
  state.updateContact(1, { name: "Ada Lovelace", companyName: null });
  state.updateContact(3, { email: "new@client.example", phoneNumber: "+15551234" });
  state.setPriority(1, "low");
  await world.sync("full");
  await equalMirrors(world);
});

test("a deleted contact goes with its conversations", async (world) => {
  const { state } = world.fake;
  addConversations(state, 5);
  addConversations(state, 2);
  await world.sync();
  state.deleteContact(2);
  await world.sync("full");
  await equalMirrors(world);
  deepEqual(await tombstones(world, "contacts"), [["2", "deleted"]]);
});

test("inboxes, agents and labels follow at once, gone ones included", async (world) => {
  const { state } = world.fake;
  fillEverything(state);
  await world.sync();
  state.renameInbox(1, "Website");
  state.createInbox({ name: "New" });
  state.deleteLabel(3);
  state.createLabel("fresh", "#000000");
  state.deleteInbox(3);
  await world.sync();
  await equalMirrors(world);
  const { streams } = await lastRun(world);
  deepEqual([streams.inboxes!.upserted, streams.inboxes!.tombstoned], [2, 1]);
  deepEqual([streams.labels!.upserted, streams.labels!.tombstoned], [1, 1]);
});

test("a pause of more than six hours is caught up by a walk", async (world) => {
  const { state } = world.fake;
  addConversations(state, 3, { messages: 2 });
  await world.sync();
  addConversations(state, 30, { messages: 2 });
  world.clock.advance(7 * 60 * MINUTE);
  equal(await world.sync(), "succeeded");
  equal((await lastRun(world)).mode, "full");
  await equalMirrors(world);
});

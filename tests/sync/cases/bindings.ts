/** Which project a conversation is in, and that messages and evidence go with it. */
import { deepEqual, equal, rejects } from "node:assert/strict";
import { ApiError } from "@/lib/platform/mod.ts";
import type { BindingKind } from "@/lib/connectors/mod.ts";
import type { Conversation } from "../../../sim/chatwoot/tables.ts";
import { makeProject, makeScope, type SyncWorld } from "../../support/sync_world.ts";
import { addConversations } from "../account.ts";
import { equalMirrors } from "../mirror.ts";
import { collect } from "../case.ts";

const { cases, test } = collect();

/** Cases of this file, for both stores. */
export const bindings = cases;

const actorOf = (world: SyncWorld) => ({
  ...{ accountScopeId: world.scopeId, actor: "owner", requestId: "r1" },
});

async function bind(world: SyncWorld, project: string, kind: BindingKind, external_id: string) {
  const connection_id = await world.connectionId();
  return await world.connectors.bindings.create(actorOf(world), {
    ...{ connection_id, project_id: project, kind, external_id },
  });
}

/** Two inboxes and three kinds of conversations: 4 in each inbox, 2 of them labelled. */
async function boundWorld(world: SyncWorld) {
  const { state } = world.fake;
  const web = state.createInbox({ name: "Web" }).id;
  const mail = state.createInbox({ name: "Mail" }).id;
  const [first, second] = addConversations(state, 4, { inboxId: web, messages: 3 }) as number[];
  addConversations(state, 4, { inboxId: mail, messages: 3 });
  for (const id of [first!, second!]) state.setLabels(id, ["acme", "vip"]);
  state.updateContact(2, { companyName: "Client Ltd" });
  await world.sync();
  const project = (slug: string) => makeProject(world.sql, world.scopeId, slug);
  const projects = { one: await project("one"), two: await project("two") };
  return { web, mail, first: first!, second: second!, ...projects };
}

const code = (status: number, name: string) => (error: unknown) =>
  error instanceof ApiError && error.status === status && error.code === name;

test("without bindings everything is unassigned, and offered for binding", async (world) => {
  await boundWorld(world);
  equal(await world.connectors.bindings.unassigned(world.scopeId), 8);
  const candidates = await world.connectors.bindings.candidates(world.scopeId);
  deepEqual(
    candidates.map((row) => [row.kind, row.name, row.items, row.unassigned]),
    [
      ["inbox", "Mail", 4, 4],
      ["inbox", "Web", 4, 4],
      ["contact_company", "Client Ltd", 4, 4],
      ["label", "acme", 2, 2],
      ["label", "vip", 2, 2],
      ["account", "1", 8, 8],
    ],
  );
});

test("binding an inbox moves its conversations with messages and evidence, and says how many", async (world) => {
  const { web, one } = await boundWorld(world);
  const { moved } = await bind(world, one, "inbox", String(web));
  equal(moved, 4);
  await equalMirrors(world, (row) => row.inboxId === web ? "one" : "unassigned");
  equal(await world.connectors.bindings.unassigned(world.scopeId), 4);
  const [audit] = await world.sql`
    select action, actor, request_id, project_id, after ->> 'moved' as moved from audit_events
    where account_scope_id = ${world.scopeId}`;
  deepEqual({ ...audit }, {
    ...{ action: "binding.created", actor: "owner", request_id: "r1", project_id: one },
    moved: "4",
  });
});

test("a label goes before the inbox, the inbox before the company, all before the account", async (world) => {
  const { web, one, two, first, second } = await boundWorld(world);
  const labelled = (row: Conversation) => row.labels.includes("acme");
  await bind(world, one, "account", "anything");
  await equalMirrors(world, () => "one");
  await bind(world, two, "contact_company", "Client Ltd");
  await equalMirrors(world, (row) => row.contactId === 2 ? "two" : "one");
  const { binding } = await bind(world, two, "inbox", String(web));
  await equalMirrors(world, () => "two");
  await bind(world, one, "label", "acme");
  await equalMirrors(world, (row) => labelled(row) ? "one" : "two");
  deepEqual([first, second].length, 2);
  const { moved } = await world.connectors.bindings.remove(actorOf(world), binding.id);
  equal(moved, 2);
  await equalMirrors(world, (row) => row.contactId === 2 ? "two" : "one");
});

test("a change at the source moves a conversation with the next sync", async (world) => {
  const { state } = world.fake;
  const { web, one, two, first } = await boundWorld(world);
  await bind(world, one, "inbox", String(web));
  await bind(world, two, "label", "moving");
  state.setLabels(first, ["moving"]);
  state.createMessage({ conversationId: first, content: "In the new project" });
  await world.sync();
  const now = (row: Conversation) =>
    row.labels.includes("moving") ? "two" : row.inboxId === web ? "one" : "unassigned";
  await equalMirrors(world, now);
  state.setLabels(first, []);
  await world.sync();
  await equalMirrors(world, now);
});

test("new conversations go straight to their project", async (world) => {
  const { mail, one } = await boundWorld(world);
  await bind(world, one, "inbox", String(mail));
  addConversations(world.fake.state, 3, { inboxId: mail, messages: 2 });
  await world.sync();
  await equalMirrors(world, (row) => row.inboxId === mail ? "one" : "unassigned");
});

test("a binding made while a sync runs loses nothing", async (world) => {
  const { state } = world.fake;
  const { web, one } = await boundWorld(world);
  addConversations(state, 120, { inboxId: web, messages: 2 });
  const syncing = world.sync("full");
  await bind(world, one, "inbox", String(web));
  equal(await syncing, "succeeded");
  await equalMirrors(world, (row) => row.inboxId === web ? "one" : "unassigned");
});

test("one thing belongs to one project only", async (world) => {
  const { web, one, two } = await boundWorld(world);
  await bind(world, one, "inbox", String(web));
  await rejects(bind(world, two, "inbox", String(web)), code(409, "already_bound"));
});

test("nothing of another scope can be bound, and no project that is not there", async (world) => {
  const { web, one } = await boundWorld(world);
  const other = await makeScope(world.sql, `other-${world.scopeId}`);
  const foreign = await makeProject(world.sql, other, "foreign");
  await rejects(bind(world, foreign, "inbox", String(web)), code(404, "not_found"));
  const [unassigned] = await world.sql<[{ id: string }]>`
    select id from projects where account_scope_id = ${world.scopeId} and kind = 'unassigned'`;
  await rejects(bind(world, unassigned.id, "inbox", String(web)), code(404, "not_found"));
  const { binding } = await bind(world, one, "inbox", String(web));
  const stranger = { ...actorOf(world), accountScopeId: other };
  await rejects(world.connectors.bindings.remove(stranger, binding.id), code(404, "not_found"));
  deepEqual(await world.connectors.bindings.candidates(other), []);
  equal(await world.connectors.bindings.unassigned(other), 0);
});

test("a kind that the vendor does not have is refused", async (world) => {
  const { one } = await boundWorld(world);
  await rejects(bind(world, one, "team" as BindingKind, "1"), code(422, "wrong_kind"));
});

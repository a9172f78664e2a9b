/** Attio's doorbell: before, after, twice, never. */
import { deepEqual, equal, rejects } from "node:assert/strict";
import type { ApiError, VendorError } from "@/lib/platform/mod.ts";
import { attioSignature } from "@/sim/mod.ts";
import { ATTIO_TOKEN, attioCases, type AttioWorld } from "../support/attio_world.ts";
import { equalAttioMirrors } from "./attio_mirror.ts";
import {
  cursorOf,
  DAY,
  deal,
  fillEverything,
  people,
  tombstones,
  warningsOf,
} from "./attio_looks.ts";

const signal = new AbortController().signal;

/** A webhook whose deliveries come here, through the product's own door. */
interface Bell {
  /** What became of the deliveries so far. */
  rung(): Promise<string[]>;
  /** Rings again with the same bodies and keys. */
  again(): Promise<string[]>;
  process(): Promise<{ processed: number; left: number }>;
  hookId: string;
  connectionId: string;
}

type Delivered = [token: string, headers: Headers, body: Uint8Array];

/** Registers a webhook at a stand-in that delivers into the product. */
async function withBell(
  world: AttioWorld,
  use: (bell: Bell) => Promise<void>,
): Promise<void> {
  const taken: Promise<string>[] = [];
  const delivered: Delivered[] = [];
  const take = ([token, headers, body]: Delivered) => {
    const outcome = world.connectors.webhooks.receive("attio", token, { headers, body })
      .then(({ outcome }) => outcome, (error: ApiError) => error.code);
    taken.push(outcome);
    return outcome;
  };
  doors.set(world, async (input, init) => {
    const request = new Request(input, init);
    const token = new URL(request.url).pathname.split("/").at(-1)!;
    const body = new Uint8Array(await request.arrayBuffer());
    delivered.push([token, request.headers, body]);
    await take([token, request.headers, body]);
    return new Response();
  });
  const connectionId = await world.connectionId();
  const actor = { accountScopeId: world.scopeId, actor: "owner", requestId: null };
  await world.connectors.webhooks.register(actor, connectionId, "https://ct.example");
  const [hookId] = world.state.tables.webhooks.keys();
  await use({
    ...{ connectionId, hookId: hookId! },
    async rung() {
      await world.fake.deliveries.sent();
      return await Promise.all(taken.splice(0));
    },
    async again() {
      const outcomes = await Promise.all(delivered.map(take));
      taken.length = 0;
      return outcomes;
    },
    process: () => world.connectors.webhooks.process(world.scopeId, signal),
  });
}

/** Where each world's deliveries go. */
const doors = new WeakMap<AttioWorld, typeof fetch>();

/** Worlds whose stand-in delivers through their door; set before the first event. */
let current: AttioWorld | null = null;
const deliver: typeof fetch = (input, init) => {
  const door = current === null ? undefined : doors.get(current);
  return door === undefined ? Promise.resolve(new Response()) : door(input, init);
};

const cases: Record<string, (world: AttioWorld, bell: Bell) => Promise<void>> = {
  async "what changed is read by its id, whatever kind it is, without a sync"(world, bell) {
    const { state, member } = world;
    const filled = [...state.tables.objects.get("companies")!.records.keys()];
    state.updateRecord("companies", filled[0]!, { name: "Renamed", description: "x" });
    const offer = deal(world, "Offer", { associated_company: filled[0]! });
    const entry = state.createEntry("clients", filled[1]!);
    const note = state.createNote({ object: "deals", recordId: offer, title: "A", content: "B" });
    const task = state.createTask({ content: "New", assignees: [member] });
    const rung = await bell.rung();
    deepEqual([...new Set(rung)], ["stored"]);
    equal((await bell.process()).left, 0);
    await equalAttioMirrors(world);
    state.updateNote(note.id, { content: "Changed" });
    state.updateTask(task.id, { completed: true });
    state.updateEntry("clients", entry.id, { mood: "Worried" });
    state.updateRecord("deals", offer, { stage: "Lost" });
    await bell.rung();
    await bell.process();
    await equalAttioMirrors(world);
    state.deleteTask(task.id);
    state.deleteNote(note.id);
    state.deleteEntry("clients", entry.id);
    state.deleteRecord("deals", offer);
    await bell.rung();
    await bell.process();
    await equalAttioMirrors(world);
    deepEqual(await tombstones(world, "entries"), [[entry.id, "deleted", null]]);
  },

  async "a delivery that comes twice, late or out of order is read once and does no harm"(
    world,
    bell,
  ) {
    const { state } = world;
    const [id] = people(world, 1, { at: world.clock.now() }) as [string];
    state.updateRecord("people", id, { job_title: "One" });
    await bell.rung();
    state.updateRecord("people", id, { job_title: "Two" });
    deepEqual(await bell.rung(), ["stored"]);
    deepEqual([...new Set(await bell.again())], ["known"]);
    world.asked.length = 0;
    equal((await bell.process()).left, 0);
    // three events of one record are one request
    equal(world.asked.filter((line) => line.endsWith(`/records/${id}`)).length, 1);
    await equalAttioMirrors(world);
    // after the poll that brought it already
    await world.sync();
    deepEqual(await bell.process(), { processed: 0, left: 0 });
    await equalAttioMirrors(world);
  },

  async "a delivery before the row can be read waits for it"(world, bell) {
    const [first, second] = people(world, 2) as [string, string];
    await world.sync("full");
    await bell.rung();
    await bell.process();
    world.state.startMerge("people", first, second);
    world.state.updateRecord("people", first, { job_title: "New" });
    await bell.rung();
    deepEqual(await bell.process(), { processed: 0, left: 1 });
    deepEqual(await tombstones(world, "people"), []);
    const merged = world.state.mergeRecords("people", first, second);
    await bell.rung();
    equal((await bell.process()).left, 0);
    await equalAttioMirrors(world);
    deepEqual(
      await tombstones(world, "people"),
      [first, second].sort().map((id) => [id, "merged", merged.id]),
    );
  },

  async "a merge is told of, also where nothing in the records shows it"(world, bell) {
    const older = deal(world, "First");
    const newer = deal(world, "Second");
    await bell.rung();
    await bell.process();
    const merged = world.state.mergeRecords("deals", older, newer);
    await bell.rung();
    // the bell is not answered, but what it told stays known
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(
      await tombstones(world, "deals"),
      [older, newer].sort().map((id) => [id, "merged", merged.id]),
    );
  },

  async "what a lost delivery would have told comes by polling"(world, bell) {
    const { state } = world;
    for (const hook of state.tables.webhooks.values()) hook.subscriptions = [];
    const [id] = [...state.tables.objects.get("companies")!.records.keys()] as [string];
    state.updateRecord("companies", id, { name: "Never told" });
    deal(world, "Never told");
    deepEqual(await bell.rung(), []);
    await world.sync("full");
    await equalAttioMirrors(world);
  },

  async "events of objects and things that are not synced are passed over"(world, bell) {
    const hook = world.state.tables.webhooks.get(bell.hookId)!;
    const ring = async (events: unknown[], key: string, secret = hook.secret) => {
      const body = JSON.stringify({ webhook_id: hook.id, events });
      const headers = new Headers({
        "attio-signature": attioSignature(secret, body),
        "idempotency-key": key,
      });
      const token = new URL(hook.targetUrl).pathname.split("/").at(-1)!;
      return await world.connectors.webhooks.receive("attio", token, {
        headers,
        body: new TextEncoder().encode(body),
      }).then(({ outcome }) => outcome, (error: ApiError) => error.code);
    };
    const id = { workspace_id: "w", object_id: "custom", record_id: "r" };
    equal(await ring([{ event_type: "record.updated", id }], "k1"), "stored");
    equal(await ring([{ event_type: "list.created", id: { list_id: "l" } }], "k2"), "ignored");
    equal(await ring([{ event_type: "record.updated", id }], "k3", "other"), "bad_signature");
    world.asked.length = 0;
    equal((await bell.process()).left, 0);
    deepEqual(world.asked, ["GET /v2/self", "GET /v2/objects"]);
  },

  async "while the source is away deliveries wait, and one that cannot be read stops none"(
    world,
    bell,
  ) {
    const { state, fake } = world;
    const [id] = [...state.tables.objects.get("companies")!.records.keys()] as [string];
    state.updateRecord("companies", id, { name: "Later" });
    await bell.rung();
    fake.faults.add({ kind: "status", status: 503, times: -1 });
    equal((await bell.process()).processed, 0);
    fake.faults.clear();
    world.clock.advance(31_000);
    const note = state.createNote({ object: "companies", recordId: id, title: "N", content: "" });
    fake.faults.add({
      ...{ kind: "row", id: note.id, path: "/v2/notes", set: { title: 7 }, times: 1 },
    });
    await bell.rung();
    equal((await bell.process()).left, 0);
    equal((await world.look()).open_errors, 1);
    world.clock.advance(60_000);
    await world.sync();
    await equalAttioMirrors(world);
    equal((await world.look()).open_errors, 0);
  },

  async "a webhook that Attio has given up is told of"(world, bell) {
    equal(await world.sync(), "succeeded");
    deepEqual(await warningsOf(world), []);
    world.state.updateWebhook(bell.hookId, {
      ...{ status: "degraded", degradedAt: world.clock.now() },
    });
    await world.sync();
    deepEqual(await warningsOf(world), ["webhook_failing"]);
    world.clock.advance(8 * DAY);
    await world.sync();
    equal((await world.look()).status_detail?.message.includes("inactive"), true);
    world.state.deleteWebhook(bell.hookId);
    await world.sync();
    equal((await world.look()).status_detail?.message.includes("deleted"), true);
  },

  async "without the scope a webhook is refused"(world, bell) {
    const { webhooks } = world.connectors;
    const actor = { accountScopeId: world.scopeId, actor: "owner", requestId: null };
    await webhooks.remove(actor, bell.connectionId);
    world.state.grant({ token: ATTIO_TOKEN, scopes: ["record_permission:read"] });
    await rejects(
      webhooks.register(actor, bell.connectionId, "https://ct.example"),
      (error: VendorError) =>
        error.code === "forbidden" && /webhook:read-write/.test(error.message),
    );
    deepEqual(await webhooks.list(world.scopeId), []);
  },

  async "reading by id moves no watermark"(world, bell) {
    const before = await cursorOf(world, "people");
    people(world, 2, { at: world.clock.now() });
    await bell.rung();
    await bell.process();
    deepEqual(await cursorOf(world, "people"), before);
  },
};

attioCases(
  "webhooks of Attio",
  Object.fromEntries(
    Object.entries(cases).map(([name, run]) => [
      name,
      async (world: AttioWorld) => {
        current = world;
        try {
          fillEverything(world);
          equal(await world.sync(), "succeeded");
          await withBell(world, (bell) => run(world, bell));
        } finally {
          await world.fake.deliveries.sent();
          current = null;
        }
      },
    ]),
  ),
  { fetch: deliver },
);

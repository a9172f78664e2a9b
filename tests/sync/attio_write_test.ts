/** Looking at a workspace with a token, and writing into it. */
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import {
  createHttpClient,
  createLogger,
  type HttpClient,
  manualClock,
  openCache,
  type VendorError,
} from "@/lib/platform/mod.ts";
import { fillWithAttioHistory } from "@/sim/mod.ts";
import {
  attio,
  attioCalls,
  createNote,
  createTask,
  updateRecord,
} from "../../lib/connectors/attio/mod.ts";
import { countByEnd } from "../../lib/connectors/attio/probe.ts";
import { attioWorkspace, start } from "../support/attio_workspace.ts";

const baseUrl = "http://attio.test";
const signal = new AbortController().signal;
type Workspace = ReturnType<typeof attioWorkspace>;

/** A workspace, and a client that asks it without a port. */
async function withClient(
  use: (workspace: Workspace, http: HttpClient, asked: string[]) => Promise<void>,
): Promise<void> {
  const workspace = attioWorkspace();
  const clock = manualClock(start);
  const log = createLogger({ level: "silent" });
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
  const asked: string[] = [];
  try {
    const http = createHttpClient({
      ...{ clock, cache, log, random: () => 0.5 },
      async fetch(input, init) {
        const request = new Request(input, init);
        const { pathname, search } = new URL(request.url);
        asked.push(`${request.method} ${pathname}${search}`);
        return await workspace.handler(request);
      },
    });
    await use(workspace, http, asked);
  } finally {
    await cache.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

const callsOf = (http: HttpClient, token = "full") =>
  attioCalls({ http, pace: () => Promise.resolve(), config: { baseUrl, token } });

Deno.test("a look at a workspace tells whose it is and what is there", async () => {
  await withClient(async (workspace, http) => {
    fillWithAttioHistory(workspace.state, { seed: 2, token: "full" });
    const probe = await attio.probe(http, { baseUrl, token: "full", accountId: null }, signal);
    const id = workspace.state.workspaceId;
    deepEqual([probe.accounts, probe.account], [[{ id, name: "Agency" }], {
      id,
      name: "Agency",
    }]);
    const { tables } = workspace.state;
    const records = (slug: string) => tables.objects.get(slug)!.records.size;
    deepEqual(Object.fromEntries(probe.sees.map(({ stream, count }) => [stream, count])), {
      companies: records("companies"),
      people: records("people"),
      deals: records("deals"),
      lists: 2,
      notes: tables.notes.size,
      tasks: tables.tasks.size,
      workspace_members: tables.members.size,
    });
    ok(tables.notes.size > 50);
    const [companies] = probe.sees;
    equal(companies!.names.length, 8);
    deepEqual([probe.missing, probe.warnings], [[], []]);
  });
});

Deno.test("a look with few scopes says which are missing, and leaves out what it cannot see", async () => {
  await withClient(async ({ state }, http) => {
    state.grant({
      token: "few",
      scopes: ["record_permission:read", "object_configuration:read", "task:read-write"],
    });
    const { sees, missing } = await attio.probe(
      ...[http, { baseUrl, token: "few", accountId: null }, signal] as const,
    );
    deepEqual(sees.map(({ stream }) => stream), ["companies", "people", "deals"]);
    deepEqual(missing.toSorted(), [
      ...["list_configuration:read", "list_entry:read", "note:read", "user_management:read"],
      "webhook:read-write",
    ]);
  });
});

Deno.test("a look with a wrong token, or at another workspace, says so", async () => {
  await withClient(async (_workspace, http) => {
    const code = (wanted: string) => (error: VendorError) =>
      error.errorClass === "config" && error.code === wanted;
    await rejects(
      attio.probe(http, { baseUrl, token: "wrong", accountId: null }, signal),
      code("unauthorized"),
    );
    await rejects(
      attio.probe(http, { baseUrl, token: "full", accountId: "other" }, signal),
      code("wrong_account"),
    );
  });
});

for (const rows of [0, 1, 9, 10, 11, 19, 20, 21, 100, 12_345]) {
  Deno.test(`a list of ${rows} rows that tells no number is counted with few looks`, async () => {
    let looks = 0;
    const { count, first } = await countByEnd((limit, offset) => {
      looks++;
      const left = Math.max(0, Math.min(limit, rows - offset));
      return Promise.resolve(Array.from({ length: left }, (_, index) => offset + index));
    }, 10);
    deepEqual([count, first.length], [rows, Math.min(rows, 10)]);
    ok(looks <= 2 + 2 * Math.log2(rows + 2), `${looks} looks`);
  });
}

Deno.test("a note is made once, however often it is asked for", async () => {
  await withClient(async ({ state, clock }, http) => {
    const { id } = state.createRecord("companies", { name: "Acme" });
    const calls = callsOf(http);
    const input = {
      ...{ object: "companies", recordId: id, title: "Call", content: "They **like** it" },
      ...{ format: "markdown" as const, requestedAt: clock.at - 5000 },
    };
    const first = await createNote(calls, input, signal);
    deepEqual(await createNote(calls, input, signal), { id: first.id, created: false });
    equal(first.created, true);
    const other = await createNote(calls, { ...input, requestedAt: clock.at - 4000 }, signal);
    ok(other.created && other.id !== first.id);
    equal(state.tables.notes.size, 2);
    equal(state.tables.notes.get(first.id)!.content, "They **like** it");
    for (let place = 0; place < 60; place++) {
      state.createNote({ object: "companies", recordId: id, title: "Later", content: "" });
    }
    equal((await createNote(calls, input, signal)).id, first.id);
  });
});

Deno.test("a note whose reply got lost is found by the next try", async () => {
  await withClient(async ({ state, faults, clock }, http) => {
    const { id } = state.createRecord("companies", { name: "Acme" });
    const calls = callsOf(http);
    const input = {
      ...{ object: "companies", recordId: id, title: "Call", content: "x" },
      ...{ format: "plaintext" as const, requestedAt: clock.at },
    };
    faults.add({ kind: "cut", path: "/v2/notes", after: 1, times: 1 });
    await rejects(
      createNote(calls, input, signal),
      (error: VendorError) => error.errorClass === "transient",
    );
    equal(state.tables.notes.size, 1, "Attio has made it");
    equal((await createNote(calls, input, signal)).created, false);
    equal(state.tables.notes.size, 1);
  });
});

Deno.test("a task is made once, and another one like it is another one", async () => {
  await withClient(async ({ state, clock, member }, http) => {
    const { id } = state.createRecord("people", { name: "Ada" });
    const calls = callsOf(http);
    const input = {
      ...{ content: "Call Ada", deadlineAt: clock.at + 86_400_000, assignees: [member.id] },
      ...{ linked: [{ object: "people", recordId: id }], requestedAt: clock.at },
    };
    const first = await createTask(calls, input, signal);
    equal(first.created, true);
    deepEqual(await createTask(calls, input, signal), { id: first.id, created: false });
    clock.at += 60_000;
    const later = await createTask(calls, { ...input, requestedAt: clock.at }, signal);
    equal(later.created, true);
    equal(
      (await createTask(calls, { ...input, linked: [], requestedAt: clock.at }, signal)).created,
      true,
    );
    const { deadlineAt, assignees } = state.tables.tasks.get(first.id)!;
    deepEqual([deadlineAt, assignees], ["2026-03-03T09:00:00.500000000Z", [member.id]]);
  });
});

Deno.test("a deal's stage is set, and values are cleared, the same twice", async () => {
  await withClient(async ({ state, member }, http) => {
    const { id } = state.createRecord("deals", {
      ...{ name: "Website", stage: "Lead", owner: member.id, value: 100 },
    });
    const calls = callsOf(http);
    const ref = { object: "deals", recordId: id };
    for (let time = 0; time < 2; time++) {
      await updateRecord(calls, ref, { stage: "Won 🎉", value: [] }, signal);
    }
    const { values } = state.tables.objects.get("deals")!.records.get(id)!;
    equal(values.value, undefined);
    const stage = state.tables.objects.get("deals")!.attributes.get("stage")!.choices
      .find(({ title }) => title === "Won 🎉");
    equal(values.stage![0]!.data.status, stage!.id);
  });
});

Deno.test("writing says what is wrong: no such record, no right, being merged", async () => {
  await withClient(async ({ state }, http) => {
    const [one, two] = ["One", "Two"].map((name) => state.createRecord("companies", { name }).id);
    const write = (recordId: string, values: Record<string, unknown>, token?: string) =>
      updateRecord(callsOf(http, token), { object: "companies", recordId }, values, signal);
    const code = (errorClass: string, wanted: string) => (error: VendorError) =>
      error.errorClass === errorClass && error.code === wanted;
    await rejects(write(crypto.randomUUID(), { name: "x" }), code("permanent", "not_found"));
    await rejects(write(one!, { nothing: "x" }), code("permanent", "value_not_found"));
    state.grant({
      token: "reader",
      scopes: ["record_permission:read", "object_configuration:read"],
    });
    await rejects(write(one!, { name: "x" }, "reader"), code("config", "forbidden"));
    state.startMerge("companies", one!, two!);
    await rejects(write(one!, { name: "x" }), code("transient", "merge_in_progress"));
  });
});

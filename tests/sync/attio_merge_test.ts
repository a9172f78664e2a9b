/** Two records become a new one: what was known of both is known of it, and nothing is lost. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { makeProject } from "../support/sync_world.ts";
import { attioCases, type AttioWorld } from "../support/attio_world.ts";
import { equalAttioMirrors } from "./attio_mirror.ts";
import { company, DAY, deal, fillEverything, people, tombstones } from "./attio_looks.ts";

const HOURS = 3_600_000;

/** Binds a company to a new project. Returns the project's slug. */
async function bind(world: AttioWorld, external_id: string, slug: string): Promise<string> {
  const { sql, scopeId, connectors } = world;
  await connectors.bindings.create({ accountScopeId: scopeId, actor: "a", requestId: null }, {
    project_id: await makeProject(sql, scopeId, slug),
    connection_id: await world.connectionId(),
    ...{ kind: "attio_company", external_id },
  });
  return slug;
}

attioCases("records of Attio that are merged", {
  async "people: both old ones say what they became"(world) {
    const { ada, bo, acme } = fillEverything(world);
    const [first, second] = people(world, 2, { company: acme }) as [string, string];
    await world.sync();
    const { state, clock } = world;
    clock.advance(HOURS / 2);
    const merged = state.mergeRecords("people", first, second);
    clock.advance(HOURS / 2);
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
    deepEqual(
      await tombstones(world, "people"),
      [first, second].sort().map((id) => [id, "merged", merged.id]),
    );
    // those that nobody merged are as they were
    ok(state.tables.objects.get("people")!.records.has(ada));
    ok(state.tables.objects.get("people")!.records.has(bo));
  },

  async "companies: people, deals, entries and notes go with them"(world) {
    const { acme, globex } = fillEverything(world);
    const { state } = world;
    state.createNote({ object: "companies", recordId: acme, title: "At Acme", content: "" });
    await world.sync();
    world.clock.advance(1000);
    const merged = state.mergeRecords("companies", acme, globex);
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(
      await tombstones(world, "companies"),
      [acme, globex].sort().map((id) => [id, "merged", merged.id]),
    );
  },

  async "a binding follows its company into the new one; of two the older stays"(world) {
    const { acme, globex } = fillEverything(world);
    await world.sync();
    await bind(world, globex, "globex");
    await bind(world, acme, "acme");
    await equalAttioMirrors(world, { companies: { [acme]: "acme", [globex]: "globex" } });
    world.clock.advance(1000);
    const merged = world.state.mergeRecords("companies", acme, globex);
    await world.sync("full");
    await equalAttioMirrors(world, { companies: { [merged.id]: "globex" } });
    const bindings = await world.connectors.bindings.list(world.scopeId);
    deepEqual(bindings.map((row) => row.external_id), [merged.id]);
    const audits = await world.sql`
      select action from audit_events where account_scope_id = ${world.scopeId} and actor = 'system'
      and entity = 'binding' order by action`;
    deepEqual(audits.map((row) => row.action), ["binding.changed", "binding.removed"]);
  },

  async "while they are being merged they are neither gone nor written anew"(world) {
    const [first, second] = people(world, 2) as [string, string];
    people(world, 20);
    await world.sync();
    world.state.startMerge("people", first, second);
    // the list does not show them, and by their ids Attio says to come again
    const hidden = world.connect({
      async answered({ path }, reply) {
        if (!path.endsWith("/people/records/query")) return reply;
        const { data } = await reply.json();
        const left = data.filter((row: { id: { record_id: string } }) =>
          row.id.record_id !== first && row.id.record_id !== second
        );
        return Response.json({ data: left }, {
          headers: { date: new Date(world.clock.now()).toUTCString() },
        });
      },
    });
    equal(await world.sync("full", hidden), "succeeded");
    deepEqual(await tombstones(world, "people"), []);
    world.clock.advance(1000);
    const merged = world.state.mergeRecords("people", first, second);
    await world.sync("full");
    deepEqual((await tombstones(world, "people")).map(([, , into]) => into), [
      ...[merged.id, merged.id],
    ]);
    await equalAttioMirrors(world);
  },

  async "what was merged may be merged again"(world) {
    const [a, b, c] = people(world, 3) as [string, string, string];
    await world.sync();
    world.clock.advance(1000);
    const first = world.state.mergeRecords("people", a, b);
    await world.sync("full");
    world.clock.advance(1000);
    const second = world.state.mergeRecords("people", first.id, c);
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(
      new Map((await tombstones(world, "people")).map(([id, , into]) => [id, into])),
      new Map([[a, first.id], [b, first.id], [first.id, second.id], [c, second.id]]),
    );
  },

  async "a record that was deleted has become nothing, however like another it was"(world) {
    const at = world.clock.now() - 30 * DAY;
    const [first] = people(world, 12, { at }) as [string];
    await world.sync();
    world.state.deleteRecord("people", first);
    // as old as the one that is gone, but not come of it
    world.state.createRecord("people", { name: "One", email_addresses: ["o@x.example"] }, { at });
    world.state.createRecord("people", { name: "Two", email_addresses: ["t@x.example"] }, { at });
    world.state.createRecord("people", { name: "Person 0", email_addresses: ["p0@x.example"] });
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(await tombstones(world, "people"), [[first, "deleted", null]]);
  },

  async "of two records as old as the gone ones, that with their addresses is what they became"(
    world,
  ) {
    const at = world.clock.now() - 30 * DAY;
    const [first, second] = people(world, 12, { at, apart: 1000 }) as [string, string];
    await world.sync();
    world.clock.advance(1000);
    const merged = world.state.mergeRecords("people", first, second);
    people(world, 1, { at });
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(
      await tombstones(world, "people"),
      [first, second].sort().map((id) => [id, "merged", merged.id]),
    );
  },

  async "a record that comes back is what it was, and has become nothing"(world) {
    const [id] = people(world, 3) as [string];
    await world.sync();
    await world.sql`
      update attio_people set deleted_at = now(), deleted_reason = 'merged', merged_into = 'other'
      where account_scope_id = ${world.scopeId} and external_id = ${id}`;
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(await tombstones(world, "people"), []);
  },

  async "deals: the older of the two says what it became"(world) {
    const older = deal(world, "First", { value: 100 });
    world.clock.advance(DAY);
    const newer = deal(world, "Second");
    await world.sync();
    world.clock.advance(1000);
    const merged = world.state.mergeRecords("deals", older, newer);
    await world.sync("full");
    await equalAttioMirrors(world);
    const buried = await tombstones(world, "deals");
    deepEqual(buried.find(([id]) => id === older), [older, "merged", merged.id]);
    equal(buried.length, 2);
  },

  async "a company that lost its domain to a new one was not merged into it"(world) {
    const acme = company(world, "Acme", world.clock.now() - DAY);
    await world.sync();
    world.state.deleteRecord("companies", acme);
    world.clock.advance(1000);
    company(world, "Acme");
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(await tombstones(world, "companies"), [[acme, "deleted", null]]);
  },
});

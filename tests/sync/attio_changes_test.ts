/** Everything the workspace holds arrives, and what changes there changes here. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { fillWithAttioHistory } from "@/sim/mod.ts";
import { ATTIO_TOKEN, attioCases } from "../support/attio_world.ts";
import { embeddedStore, servedStore } from "../support/both_stores.ts";
import { equalAttioMirrors } from "./attio_mirror.ts";
import {
  company,
  DAY,
  deal,
  fillEverything,
  HOUR,
  MINUTE,
  people,
  tombstones,
  warningsOf,
  writtenBy,
} from "./attio_looks.ts";

const bothStores = { stores: [servedStore, embeddedStore] };

attioCases("what changes in an Attio workspace", {
  async "a first sync brings the whole workspace, and says so"(world) {
    fillWithAttioHistory(world.state, { seed: 3, token: ATTIO_TOKEN });
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
    const state = await world.look();
    equal(state.status, "ok");
    equal(state.status_detail, null);
    equal(state.name, "Agency");
    equal(state.last_run?.mode, "full");
    equal(state.open_errors, 0);
    const { streams, joins, completeness_pct } = state.reconciliation!;
    equal(completeness_pct, 100);
    for (const [name, { source, local, missing, extra, stale }] of Object.entries(streams)) {
      deepEqual([name, source, missing + extra + stale], [name, local, 0]);
      equal(local, state.rows[name]);
    }
    deepEqual(Object.keys(joins), ["deals_with_company", "people_with_company"]);
    for (const join of Object.values(joins)) {
      ok(join.total > 0);
      equal(join.joined, join.total);
    }
  },

  async "an empty workspace is complete"(world) {
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
    equal((await world.look()).reconciliation?.completeness_pct, 100);
  },

  async "rows of every kind arrive, and a sync that finds nothing new writes nothing"(world) {
    fillEverything(world);
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
    for (const [mode, run] of [["incremental", "incremental"], ["full", "full"]] as const) {
      equal(await world.sync(mode), "succeeded");
      deepEqual(await writtenBy(world), {});
      equal((await world.look()).last_run?.mode, run);
    }
  },

  async "new rows come with the next sync, without reading everything"(world) {
    const { acme } = fillEverything(world);
    await world.sync();
    world.clock.advance(15 * MINUTE);
    world.asked.length = 0;
    const initech = company(world, "Initech");
    people(world, 2, { at: world.clock.now(), company: initech });
    const offer = deal(world, "Offer", { associated_company: initech });
    world.state.createEntry("clients", initech, { mood: "Worried" });
    world.state.createNote({ object: "deals", recordId: offer, title: "New", content: "x" });
    world.state.createTask({ content: "New", linked: [{ object: "companies", recordId: acme }] });
    equal(await world.sync(), "succeeded");
    await world.sync();
    deepEqual(await writtenBy(world), {});
    // a company lists its people and deals: that change shows when all is read
    world.clock.advance(HOUR);
    await world.sync();
    await equalAttioMirrors(world);
    equal(world.asked.filter((line) => line.endsWith("/people/records/query")).length, 4);
  },

  async "a poll asks for few things"(world) {
    fillEverything(world);
    await world.sync();
    world.asked.length = 0;
    await world.sync();
    deepEqual(world.asked.toSorted(), [
      "GET /v2/lists",
      "GET /v2/notes?limit=50&offset=0",
      "GET /v2/objects",
      "GET /v2/self",
      "GET /v2/tasks?limit=500&offset=0&sort=created_at:desc",
      "GET /v2/workspace_members",
      `POST /v2/lists/${[...world.state.tables.lists.values()][0]!.id}/entries/query`,
      "POST /v2/objects/companies/records/query",
      "POST /v2/objects/deals/records/query",
      "POST /v2/objects/people/records/query",
    ]);
  },

  async "changed and cleared values show within the hour"(world) {
    const { acme, ada, website, entry, task } = fillEverything(world);
    await world.sync();
    const { state, clock } = world;
    state.updateRecord("companies", acme, { name: "Acme Ltd", description: "Makes things" });
    state.updateRecord("people", ada, { job_title: null, phone_numbers: [], company: null });
    state.updateRecord("deals", website, { stage: "In Progress", value: null, next_step: [] });
    state.updateEntry("clients", entry, { mood: null });
    state.updateTask(task, { completed: true, deadlineAt: null, linked: [], assignees: [] });
    const [note] = state.tables.notes.values();
    state.updateNote(note!.id, { title: "Звонок 2", content: "Changed" });
    clock.advance(HOUR);
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
    const [row] = await world.sql`
      select stage, value, stage_since > vendor_created_at as moved from attio_deals
      where external_id = ${website} and account_scope_id = ${world.scopeId}`;
    deepEqual({ ...row }, { stage: "In Progress", value: null, moved: true });
  },

  async "what Attio fills in by itself is no change"(world) {
    const { acme } = fillEverything(world);
    await world.sync();
    const { state, clock } = world;
    state.updateRecord("companies", acme, {
      last_interaction: {
        ...{ interaction_type: "email", interacted_at: new Date(clock.now()).toISOString() },
      },
      strongest_connection_strength: "Good",
      twitter_follower_count: 12,
    });
    await world.sync("full");
    deepEqual(await writtenBy(world), {});
    await equalAttioMirrors(world);
  },

  async "a renamed stage is renamed everywhere"(world) {
    fillEverything(world);
    await world.sync();
    world.state.changeChoice("objects", "deals", "stage", "Lead", { title: "Новая" });
    await world.sync("full");
    await equalAttioMirrors(world);
  },

  async "a member's new name stands at what the member wrote"(world) {
    fillEverything(world);
    await world.sync();
    world.state.tables.members.get(world.member)!.lastName = "Li";
    await world.sync();
    await equalAttioMirrors(world);
    deepEqual(await writtenBy(world), { workspace_members: 1 });
  },
}, bothStores);

attioCases("an Attio workspace without deals", {
  async "deals are not switched on: that is no error"(world) {
    people(world, 3);
    equal(await world.sync(), "succeeded");
    equal((await world.look()).status_detail, null);
    await equalAttioMirrors(world);
    ok(!world.asked.some((line) => line.includes("/deals/")));
  },
}, { objects: [] });

attioCases("what goes away in an Attio workspace", {
  async "deleted rows of every kind are buried, and their evidence goes"(world) {
    const { acme, globex, ada, entry, note, task, website } = fillEverything(world);
    await world.sync();
    const { state } = world;
    state.deleteNote(note);
    state.deleteTask(task);
    state.deleteEntry("clients", entry);
    state.deleteRecord("deals", website);
    state.deleteRecord("people", ada);
    state.deleteRecord("companies", globex);
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(await tombstones(world, "companies"), [[globex, "deleted", null]]);
    deepEqual(await tombstones(world, "people"), [[ada, "deleted", null]]);
    deepEqual(await tombstones(world, "deals"), [[website, "deleted", null]]);
    deepEqual(await tombstones(world, "notes"), [[note, "deleted", null]]);
    deepEqual(await tombstones(world, "tasks"), [[task, "deleted", null]]);
    // leaving a list is not the end of the record
    deepEqual(await tombstones(world, "entries"), [[entry, "deleted", null]]);
    ok(!(await tombstones(world, "companies")).some(([id]) => id === acme));
  },

  async "a list goes with its entries, its records stay"(world) {
    const { list, entry } = fillEverything(world);
    await world.sync();
    world.state.deleteList("clients");
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(await tombstones(world, "lists"), [[list, "deleted", null]]);
    deepEqual(await tombstones(world, "entries"), [[entry, "deleted", null]]);
    deepEqual(await tombstones(world, "companies"), []);
  },

  async "entries that are older than the list's coming into sight are read"(world) {
    fillEverything(world);
    world.state.grant({ token: ATTIO_TOKEN, lists: [] });
    await world.sync();
    equal((await world.look()).rows.entries, 0);
    world.clock.advance(20 * MINUTE);
    world.state.grant({ token: ATTIO_TOKEN, lists: null });
    await world.sync();
    equal((await world.look()).last_run?.mode, "incremental");
    await equalAttioMirrors(world);
  },

  async "a comparison reads the workspace whole before its time"(world) {
    const { website } = fillEverything(world);
    await world.sync();
    world.state.deleteRecord("deals", website);
    await world.sync();
    deepEqual(await tombstones(world, "deals"), []);
    const [result] = await world.connectors.sync(world.scopeId, {
      ...{ mode: "incremental", compare: true, trigger: "schedule" },
      signal: new AbortController().signal,
    });
    equal(result?.outcome, "succeeded");
    deepEqual(await tombstones(world, "deals"), [[website, "deleted", null]]);
    await equalAttioMirrors(world);
  },

  async "a small workspace is read whole every hour"(world) {
    fillEverything(world);
    await world.sync();
    const scans = () =>
      world.asked.filter((line) =>
        line === "GET /v2/objects/people/attributes?show_archived=true&limit=500&offset=0"
      ).length;
    equal(scans(), 1);
    for (let round = 1; round < 6; round++) {
      world.clock.advance(10 * MINUTE - 1000);
      await world.sync();
    }
    equal(scans(), 1);
    world.clock.advance(10 * MINUTE);
    await world.sync();
    equal(scans(), 2);
  },
}, bothStores);

attioCases("what makes rows of Attio slip through", {
  async "more rows of one time than a page holds lose none and double none"(world) {
    const at = world.clock.now() - DAY;
    people(world, 30, { at: at - MINUTE, apart: 100 });
    people(world, 1234, { at });
    people(world, 30, { at: at + MINUTE, apart: 100 });
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
    const { people: counted } = (await world.look()).reconciliation!.streams;
    deepEqual([counted!.source, counted!.local], [1294, 1294]);
    equal((await world.look()).last_run!.streams.people!.records, 1294);
    // and so does the poll that meets an import
    people(world, 700, { at: world.clock.now() });
    await world.sync();
    equal((await world.look()).last_run?.mode, "incremental");
    await equalAttioMirrors(world);
  },

  async "equal times across a page edge lose none"(world) {
    const at = world.clock.now() - DAY;
    people(world, 490, { at: at - DAY, apart: 1000 });
    people(world, 40, { at });
    people(world, 490, { at: at + 1000, apart: 1000 });
    people(world, 40, { at: at + DAY / 2 });
    await world.sync();
    await equalAttioMirrors(world);
  },

  async "a deletion while the scan goes on hides no row"(world) {
    const ids = people(world, 1300, { apart: 10 });
    const at = world.clock.now() - 2 * DAY;
    const import_ = people(world, 1300, { at });
    let pages = 0;
    const by = world.connect({
      told({ path }) {
        if (!path.endsWith("/people/records/query")) return;
        pages++;
        for (const list of [ids, import_]) world.state.deleteRecord("people", list.shift()!);
      },
    });
    equal(await world.sync("incremental", by), "succeeded");
    ok(pages > 5);
    await world.sync("full");
    await equalAttioMirrors(world);
  },

  async "a deletion while notes are paged hides no note"(world) {
    const acme = company(world, "Acme");
    const ids = Array.from({ length: 220 }, (_, place) =>
      world.state.createNote({
        ...{ object: "companies", recordId: acme, title: `Note ${place}`, content: "x" },
      }, { at: world.clock.now() - DAY + place * 1000 }).id);
    let pages = 0;
    const by = world.connect({
      told({ path }) {
        if (!path.startsWith("/v2/notes?") || ++pages !== 3) return;
        // the newest come first: those already read go
        for (const id of ids.splice(150)) world.state.deleteNote(id);
      },
    });
    equal(await world.sync("incremental", by), "succeeded");
    const [here] = await world.sql<[{ count: number }]>`
      select count(*)::int as count from attio_notes
      where account_scope_id = ${world.scopeId} and external_id = any (${ids})`;
    equal(here.count, ids.length);
    // so many are gone that a person has to confirm it
    await world.sync("full");
    deepEqual(await warningsOf(world), ["too_many_suspects"]);
    await world.sync("full");
    await equalAttioMirrors(world);
  },

  async "rows that come while the scan goes on are not lost"(world) {
    people(world, 1100, { apart: 10 });
    const by = world.connect({
      told({ path }) {
        if (path.endsWith("/people/records/query")) people(world, 1, { at: world.clock.now() });
      },
    });
    await world.sync("incremental", by);
    await world.sync();
    await equalAttioMirrors(world);
  },

  async "a row committed late comes with the overlap"(world) {
    people(world, 3);
    await world.sync();
    world.clock.advance(10 * MINUTE);
    await world.sync();
    people(world, 1, { at: world.clock.now() - 4 * MINUTE });
    await world.sync();
    equal((await world.look()).last_run?.mode, "incremental");
    await equalAttioMirrors(world);
  },

  async "notes in another order than newest first come with the scan"(world) {
    const acme = company(world, "Acme");
    const note = (at: number) =>
      world.state.createNote({ object: "companies", recordId: acme, title: `${at}`, content: "" }, {
        at,
      });
    for (let place = 0; place < 120; place++) note(world.clock.now() - DAY + place * MINUTE);
    const reversed = world.connect({
      async answered({ path }, reply) {
        if (!path.startsWith("/v2/notes?")) return reply;
        const { searchParams } = new URL(path, "http://x");
        const [limit, offset] = ["limit", "offset"].map((name) => Number(searchParams.get(name)));
        await reply.body?.cancel();
        const whole = await world.fake.handler(
          new Request("http://attio.test/v2/notes?limit=50&offset=0", {
            headers: { authorization: `Bearer ${ATTIO_TOKEN}` },
          }),
        );
        await whole.body?.cancel();
        const rows: unknown[] = [];
        for (let from = 0;; from += 50) {
          const page = await world.fake.handler(
            new Request(`http://attio.test/v2/notes?limit=50&offset=${from}`, {
              headers: { authorization: `Bearer ${ATTIO_TOKEN}` },
            }),
          );
          const { data } = await page.json();
          rows.push(...data);
          if (data.length < 50) break;
        }
        return Response.json({ data: rows.reverse().slice(offset!, offset! + limit!) }, {
          headers: { date: new Date(world.clock.now()).toUTCString() },
        });
      },
    });
    await world.sync("incremental", reversed);
    await equalAttioMirrors(world);
    note(world.clock.now());
    world.clock.advance(HOUR);
    await world.sync("incremental", reversed);
    await equalAttioMirrors(world);
    deepEqual(await warningsOf(world), []);
  },
});

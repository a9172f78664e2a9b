/** Which project rows of Attio are in. */
import { deepEqual, equal, rejects } from "node:assert/strict";
import type { BindingKind } from "@/lib/connectors/mod.ts";
import type { ApiError } from "@/lib/platform/mod.ts";
import { makeProject } from "../support/sync_world.ts";
import { attioCases, type AttioWorld } from "../support/attio_world.ts";
import { embeddedStore, servedStore } from "../support/both_stores.ts";
import { equalAttioMirrors } from "./attio_mirror.ts";
import { company, deal, fillEverything, people } from "./attio_looks.ts";

const actorOf = ({ scopeId }: AttioWorld) => ({
  accountScopeId: scopeId,
  actor: "owner",
  requestId: null,
});

/** Binds something to a new project. */
async function bind(world: AttioWorld, kind: BindingKind, external_id: string, slug: string) {
  return await world.connectors.bindings.create(actorOf(world), {
    project_id: await makeProject(world.sql, world.scopeId, slug),
    connection_id: await world.connectionId(),
    ...{ kind, external_id },
  });
}

attioCases("which project rows of Attio are in", {
  async "a company takes its people, deals, entries, notes and tasks along, and back"(world) {
    const { acme, ada, website } = fillEverything(world);
    world.state.createNote({ object: "companies", recordId: acme, title: "A", content: "" });
    world.state.createNote({ object: "people", recordId: ada, title: "B", content: "" });
    await world.sync();
    await equalAttioMirrors(world);
    const { binding, moved } = await bind(world, "attio_company", acme, "acme");
    // the company, Ada, the website, its entry, three notes and the task about Ada
    equal(moved, 8);
    await equalAttioMirrors(world, { companies: { [acme]: "acme" } });
    const removed = await world.connectors.bindings.remove(actorOf(world), binding.id);
    equal(removed.moved, 8);
    await equalAttioMirrors(world);
    equal(website.length > 0, true);
  },

  async "a list takes the records in it along, with all that follows them"(world) {
    const { acme, globex, list } = fillEverything(world);
    await world.sync();
    await bind(world, "attio_list", list, "clients");
    await equalAttioMirrors(world, { lists: { [list]: "clients" } });
    // what comes into the list comes into the project, what leaves it leaves it
    const entry = world.state.createEntry("clients", globex);
    await world.sync();
    await equalAttioMirrors(world, { lists: { [list]: "clients" } });
    world.state.deleteEntry("clients", entry.id);
    const [first] = world.state.tables.lists.get("clients")!.entries.keys();
    world.state.deleteEntry("clients", first!);
    await world.sync("full");
    await equalAttioMirrors(world, { lists: { [list]: "clients" } });
    equal((await world.look()).rows.companies, 2);
    equal(acme.length > 0, true);
  },

  async "the company's own binding wins over its list's, and that over the company of a deal"(
    world,
  ) {
    const { acme, globex, list, website } = fillEverything(world);
    const won = world.state.createList({ slug: "won", name: "Won", parentObject: "deals" });
    await world.sync();
    await bind(world, "attio_list", list, "clients");
    await bind(world, "attio_company", acme, "acme");
    const places = {
      companies: { [acme]: "acme" },
      lists: { [list]: "clients", [won.id]: "won" },
    };
    await equalAttioMirrors(world, { ...places, lists: { [list]: "clients" } });
    await bind(world, "attio_list", won.id, "won");
    world.state.createEntry("won", website);
    world.state.createEntry("clients", globex);
    await world.sync();
    await equalAttioMirrors(world, places);
    // of two lists the one that was bound first counts
    const late = world.state.createList({ slug: "late", name: "Late", parentObject: "companies" });
    world.state.createEntry("late", globex);
    await world.sync();
    await bind(world, "attio_list", late.id, "late");
    await equalAttioMirrors(world, {
      ...places,
      lists: { ...places.lists, [late.id]: "late" },
    });
  },

  async "a change at the source moves rows with the scan that sees it"(world) {
    const { acme, globex, ada, website, task } = fillEverything(world);
    await world.sync();
    await bind(world, "attio_company", acme, "acme");
    await bind(world, "attio_company", globex, "globex");
    const places = { companies: { [acme]: "acme", [globex]: "globex" } };
    await equalAttioMirrors(world, places);
    const { state } = world;
    state.updateRecord("deals", website, { associated_company: globex });
    state.updateRecord("people", ada, { company: null });
    await world.sync("full");
    await equalAttioMirrors(world, places);
    state.updateTask(task, { linked: [{ object: "companies", recordId: acme }] });
    state.updateRecord("people", ada, { company: acme });
    await world.sync("full");
    await equalAttioMirrors(world, places);
  },

  async "rows that come into a bound company go straight to its project"(world) {
    const { acme } = fillEverything(world);
    await world.sync();
    await bind(world, "attio_company", acme, "acme");
    const [bob] = people(world, 1, { at: world.clock.now(), company: acme }) as [string];
    const offer = deal(world, "Offer", { associated_company: acme });
    world.state.createNote({ object: "deals", recordId: offer, title: "New", content: "" });
    world.state.createNote({ object: "people", recordId: bob, title: "New", content: "" });
    world.state.createTask({ content: "New", linked: [{ object: "deals", recordId: offer }] });
    await world.sync();
    await equalAttioMirrors(world, { companies: { [acme]: "acme" } });
  },

  async "a whole workspace can be read into projects that are bound already"(world) {
    const { acme, list } = fillEverything(world);
    await bind(world, "attio_company", acme, "acme");
    await bind(world, "attio_list", list, "clients");
    await world.sync();
    await equalAttioMirrors(world, {
      companies: { [acme]: "acme" },
      lists: { [list]: "clients" },
    });
  },

  async "a binding made while a sync runs loses nothing"(world) {
    const acme = company(world, "Acme");
    people(world, 600, { company: acme, apart: 10 });
    await world.sync();
    people(world, 600, { company: acme, apart: 10, at: world.clock.now() });
    let bound: Promise<unknown> | null = null;
    const by = world.connect({
      told({ path }) {
        if (path.endsWith("/people/records/query")) {
          bound ??= bind(world, "attio_company", acme, "acme");
        }
      },
    });
    equal(await world.sync("full", by), "succeeded");
    await bound;
    await equalAttioMirrors(world, { companies: { [acme]: "acme" } });
  },

  async "companies and lists are there to choose from, with what they cover"(world) {
    const { acme, globex, list } = fillEverything(world);
    await world.sync();
    const { bindings } = world.connectors;
    // deals, notes and tasks: the website with its note and the task about Ada, and what is nobody's
    equal(await bindings.unassigned(world.scopeId), 6);
    const counts = async () =>
      (await bindings.candidates(world.scopeId)).map((row) => [
        ...[row.kind, row.external_id, row.name, row.items, row.unassigned],
        row.project_id !== null,
      ]);
    deepEqual(await counts(), [
      ["attio_company", acme, "Acme", 3, 3, false],
      ["attio_company", globex, "Глобэкс", 1, 1, false],
      ["attio_list", list, "Clients", 1, 1, false],
    ]);
    await bind(world, "attio_company", acme, "acme");
    deepEqual((await counts()).map((row) => row.slice(3)), [
      ...[[3, 0, true], [1, 1, false], [1, 0, false]],
    ]);
    equal(await bindings.unassigned(world.scopeId), 3);
  },

  async "of many companies those with most going on are shown, and those that are bound"(world) {
    const first = company(world, "First", world.clock.now() - 1000);
    for (let place = 0; place < 220; place++) {
      const id = company(world, `Company ${place}`);
      deal(world, `Deal ${place}`, { associated_company: id });
    }
    await world.sync();
    const names = async () => (await world.connectors.bindings.candidates(world.scopeId)).length;
    equal(await names(), 200);
    await bind(world, "attio_company", first, "first");
    equal(await names(), 201);
  },

  async "a kind of another vendor is refused, and one thing belongs to one project"(world) {
    const { acme } = fillEverything(world);
    await world.sync();
    const code = (wanted: string) => (error: ApiError) => error.code === wanted;
    await rejects(bind(world, "inbox", "1", "one"), code("wrong_kind"));
    await bind(world, "attio_company", acme, "two");
    await rejects(bind(world, "attio_company", acme, "three"), code("already_bound"));
  },
}, { stores: [servedStore, embeddedStore] });

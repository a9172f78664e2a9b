import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { listAudit } from "../audit/mod.ts";
import { ApiError } from "../platform/mod.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { changeProject, createProject, listProjects } from "./projects.ts";

const isError = (status: number) => (error: unknown) =>
  error instanceof ApiError && error.status === status;

async function names({ sql, accountScopeId }: Stores, archived = false): Promise<string[]> {
  return (await listProjects(sql, accountScopeId, { archived })).map(({ name }) => name);
}

testOnStores("projects", {
  "a project is made with a name and a slug, and audited": async (stores) => {
    const { sql, actor } = stores;
    const project = await createProject(sql, actor, "Щукин и Ко");
    const { id, createdAt, ...rest } = project;
    deepEqual(rest, { name: "Щукин и Ко", slug: "shchukin-i-ko", pinned: false, archived: false });
    ok(createdAt instanceof Date);
    const [event] = await listAudit(sql, actor.accountScopeId, 1);
    deepEqual(
      [event?.action, event?.entityId, event?.projectId, event?.after],
      ["project.created", id, id, { name: "Щукин и Ко", slug: "shchukin-i-ko" }],
    );
  },

  "the unassigned project is none of the list": async (stores) => {
    deepEqual(await names(stores), []);
    const [row] = await stores.sql<{ id: string }[]>`select id from projects`;
    await rejects(changeProject(stores.sql, stores.actor, row!.id, { name: "a" }), isError(404));
  },

  "a name is taken once, whatever its case, also by a rename": async (stores) => {
    const { sql, actor } = stores;
    await createProject(sql, actor, "Acme");
    await rejects(createProject(sql, actor, "ACME"), isError(409));
    const other = await createProject(sql, actor, "Чайка");
    await rejects(changeProject(sql, actor, other.id, { name: "acme" }), isError(409));
    await rejects(createProject(sql, actor, "ЧАЙКА"), isError(409));
    equal((await changeProject(sql, actor, other.id, { name: "чайка" })).name, "чайка");
    deepEqual((await names(stores)).toSorted(), ["Acme", "чайка"]);
  },

  "of projects of one name at the same time one is made": async (stores) => {
    const { sql, actor } = stores;
    for (let round = 0; round < 10; round++) {
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, () => createProject(sql, actor, `Acme ${round}`)),
      );
      const refused = results.filter((result) => result.status === "rejected");
      equal(refused.length, 7);
      for (const { reason } of refused) ok(isError(409)(reason), String(reason));
    }
  },

  "names that differ in no letter get slugs of their own": async (stores) => {
    const { sql, actor } = stores;
    const slugs = [];
    for (const name of ["A b", "A-b", "A.b"]) {
      slugs.push((await createProject(sql, actor, name)).slug);
    }
    deepEqual(slugs, ["a-b", "a-b-2", "a-b-3"]);
  },

  "another scope's names and projects are its own": async (stores) => {
    const { sql, actor } = stores;
    const [other] = await sql<{ id: string }[]>`
      insert into account_scopes (slug, name) values ('other', 'Other') returning id`;
    const stranger = { ...actor, accountScopeId: other!.id };
    const project = await createProject(sql, actor, "Acme");
    equal((await createProject(sql, stranger, "Acme")).slug, "acme");
    await rejects(changeProject(sql, stranger, project.id, { name: "Mine" }), isError(404));
    deepEqual(await names(stores), ["Acme"]);
  },

  "pinned projects come first, in the order they were pinned": async (stores) => {
    const { sql, actor } = stores;
    const [a, b, c] = [
      await createProject(sql, actor, "A"),
      await createProject(sql, actor, "B"),
      await createProject(sql, actor, "C"),
    ];
    await changeProject(sql, actor, c.id, { pinned: true });
    await changeProject(sql, actor, b.id, { pinned: true });
    await changeProject(sql, actor, c.id, { pinned: true });
    deepEqual(await names(stores), ["C", "B", "A"]);
    await changeProject(sql, actor, c.id, { pinned: false });
    deepEqual(await names(stores), ["B", "A", "C"]);
    equal(a.pinned, false);
  },

  "an archived project leaves the list and can only be restored": async (stores) => {
    const { sql, actor } = stores;
    const { id } = await createProject(sql, actor, "Acme");
    const archived = await changeProject(sql, actor, id, { archived: true });
    equal(archived.archived, true);
    deepEqual([await names(stores), await names(stores, true)], [[], ["Acme"]]);
    for (const change of [{ name: "B" }, { pinned: true }, { archived: true }, {}]) {
      await rejects(changeProject(sql, actor, id, change), isError(404));
    }
    await changeProject(sql, actor, id, { archived: false });
    deepEqual([await names(stores), await names(stores, true)], [["Acme"], []]);
  },

  "a name is free again when its project is archived, and must be free to restore it": async (
    stores,
  ) => {
    const { sql, actor } = stores;
    const { id } = await createProject(sql, actor, "Acme");
    await changeProject(sql, actor, id, { archived: true });
    const second = await createProject(sql, actor, "Acme");
    equal(second.slug, "acme-2");
    await rejects(changeProject(sql, actor, id, { archived: false }), isError(409));
    const restored = await changeProject(sql, actor, id, { archived: false, name: "Acme old" });
    deepEqual([restored.name, restored.archived], ["Acme old", false]);
  },

  "each change is audited by what it was": async (stores) => {
    const { sql, actor } = stores;
    const { id } = await createProject(sql, actor, "Acme");
    await changeProject(sql, actor, id, { name: "Acme Inc" });
    await changeProject(sql, actor, id, { archived: true });
    await changeProject(sql, actor, id, { archived: false });
    const events = await listAudit(sql, actor.accountScopeId, 10);
    deepEqual(events.map(({ action }) => action), [
      "project.restored",
      "project.archived",
      "project.changed",
      "project.created",
    ]);
    deepEqual([events[2]?.before, events[2]?.after], [
      { name: "Acme", pinned: false, archived: false },
      { name: "Acme Inc", pinned: false, archived: false },
    ]);
  },

  "a change of nothing changes nothing": async (stores) => {
    const { sql, actor } = stores;
    const project = await createProject(sql, actor, "Acme");
    deepEqual(await changeProject(sql, actor, project.id, { name: undefined }), project);
  },
});

import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type LinearWorkspace,
  linearWorkspace,
  type Page,
  start,
} from "../../../tests/support/linear_workspace.ts";
import type { LinearFakeOptions } from "../server.ts";

interface Issues {
  issues: Page<{ id: string; title: string }>;
}

/** A workspace with issues titled 1, 2, …, made a second apart or at one moment. */
function filled(count: number, options: LinearFakeOptions & { apart?: number } = {}) {
  const world = linearWorkspace(options);
  for (let number = 1; number <= count; number++) {
    world.state.createIssue({ teamId: world.team.id, title: String(number) });
    world.clock.at += options.apart ?? 1000;
  }
  return world;
}

async function page(world: LinearWorkspace, args: string) {
  const text = `{ issues(${args}) { nodes { id title } pageInfo { hasNextPage endCursor } } }`;
  return await world.ask<Issues>(text);
}

/** Titles of all pages in order, walked to the end. */
async function walk(world: LinearWorkspace, args: string, between?: (page: number) => void) {
  const titles: string[] = [];
  let after = "";
  for (let number = 1; number < 100; number++) {
    const { data } = await page(world, `${args}${after}`);
    titles.push(...data.issues.nodes.map(({ title }) => title));
    if (!data.issues.pageInfo.hasNextPage) return titles;
    after = `, after: "${data.issues.pageInfo.endCursor}"`;
    between?.(number);
  }
  throw new Error("the walk does not end");
}

const descending = (from: number, to = 1) =>
  Array.from({ length: from - to + 1 }, (_, index) => String(from - index));

Deno.test("rows come newest first, by creation unless asked otherwise", async () => {
  const world = filled(3);
  const [oldest] = world.state.tables.issues.values();
  world.state.updateIssue(oldest!.id, { priority: 1 });
  assert.deepEqual(await walk(world, "first: 2"), ["3", "2", "1"]);
  assert.deepEqual(await walk(world, "first: 2, orderBy: createdAt"), ["3", "2", "1"]);
  assert.deepEqual(await walk(world, "first: 2, orderBy: updatedAt"), ["1", "3", "2"]);
});

Deno.test("a page has 50 rows unless asked otherwise, and 250 at most", async () => {
  const world = filled(252);
  const sizes = async (args: string) => (await page(world, args)).data.issues.nodes.length;
  assert.equal(await sizes("orderBy: createdAt"), 50);
  assert.equal(await sizes("first: 250"), 250);
  const tooMany = await page(world, "first: 251");
  assert.equal(tooMany.status, 200);
  assert.equal(tooMany.data, null);
  assert.equal(tooMany.errors[0]?.extensions.code, "INVALID_INPUT");
  assert.equal(
    tooMany.errors[0]?.extensions.userPresentableMessage,
    "first must not be greater than 250",
  );
  assert.equal((await page(world, "first: 0")).errors[0]?.extensions.code, "INVALID_INPUT");
});

Deno.test("a walk over rows of one moment gives each once", async () => {
  for (const orderBy of ["createdAt", "updatedAt"]) {
    const world = filled(23, { apart: 0 });
    const titles = await walk(world, `first: 5, orderBy: ${orderBy}`);
    assert.equal(titles.length, 23);
    assert.deepEqual(titles.toSorted((a, b) => Number(b) - Number(a)), descending(23));
  }
});

Deno.test("the last page ends the walk, also when it is full, and an empty list has no cursor", async () => {
  const world = filled(4);
  const first = await page(world, "first: 2");
  assert.equal(first.data.issues.pageInfo.hasNextPage, true);
  const second = await page(world, `first: 2, after: "${first.data.issues.pageInfo.endCursor}"`);
  assert.equal(second.data.issues.pageInfo.hasNextPage, false);
  assert.ok(second.data.issues.pageInfo.endCursor);
  const third = await page(world, `first: 2, after: "${second.data.issues.pageInfo.endCursor}"`);
  assert.deepEqual(third.data.issues, {
    nodes: [],
    pageInfo: { hasNextPage: false, endCursor: null },
  });
});

Deno.test("pages backwards end where the cursor stands", async () => {
  const world = filled(5);
  const reply = await world.ask<
    { issues: { edges: { cursor: string; node: { title: string } }[] } }
  >(
    "{ issues(first: 5) { edges { cursor node { title } } } }",
  );
  const { edges } = reply.data.issues;
  assert.deepEqual(edges.map(({ node }) => node.title), descending(5));
  const before = await page(world, `last: 2, before: "${edges[3]!.cursor}"`);
  assert.deepEqual(before.data.issues.nodes.map(({ title }) => title), ["4", "3"]);
});

Deno.test("a cursor of another order is taken without complaint, and rows are skipped", async () => {
  const world = filled(10);
  for (const issue of [...world.state.tables.issues.values()].slice(0, 5).reverse()) {
    world.clock.at += 1000;
    world.state.updateIssue(issue.id, { priority: 1 });
  }
  const first = await page(world, "first: 3, orderBy: updatedAt");
  assert.deepEqual(first.data.issues.nodes.map(({ title }) => title), ["1", "2", "3"]);
  const cursor = first.data.issues.pageInfo.endCursor;
  const wrong = await page(world, `first: 3, orderBy: createdAt, after: "${cursor}"`);
  assert.deepEqual(wrong.errors, []);
  assert.deepEqual(wrong.data.issues.nodes.map(({ title }) => title), ["10", "9", "8"]);
  const back = await page(world, "first: 3, orderBy: createdAt");
  const other = await page(
    world,
    `first: 10, orderBy: updatedAt, after: "${back.data.issues.pageInfo.endCursor}"`,
  );
  assert.deepEqual(
    other.data.issues.nodes.map(({ title }) => title),
    ["7", "6"],
    "1 to 5 are lost",
  );
});

Deno.test("a text that is no cursor is refused", async () => {
  const reply = await page(filled(1), 'first: 1, after: "nonsense"');
  assert.equal(reply.errors[0]?.extensions.code, "INVALID_INPUT");
});

Deno.test("rows purged and made mid-walk hide no other row", async () => {
  const world = filled(12);
  const named = (title: string) =>
    [...world.state.tables.issues.values()].find((row) => row.title === title)!.id;
  const titles = await walk(world, "first: 4", (number) => {
    if (number === 1) {
      world.state.purgeIssue(named("9"));
      world.state.purgeIssue(named("11"));
      world.state.createIssue({ teamId: world.team.id, title: "13" });
    }
  });
  assert.deepEqual(titles, descending(12));
});

Deno.test("where a walk goes on when its anchor has changed", async (t) => {
  /** Walks by update; after the first page (6, 5, 4) issue 4, the anchor, is changed or purged. */
  async function walked(cursorAnchor: "value" | "row", change: "touch" | "purge") {
    const world = filled(6, { cursorAnchor });
    const anchor = [...world.state.tables.issues.values()].find(({ title }) => title === "4")!;
    return await walk(world, "first: 3, orderBy: updatedAt", (number) => {
      if (number !== 1) return;
      if (change === "purge") world.state.purgeIssue(anchor.id);
      else world.state.updateIssue(anchor.id, { priority: 1 });
    });
  }
  await t.step("value: from where the row stood", async () => {
    assert.deepEqual(await walked("value", "touch"), descending(6));
    assert.deepEqual(await walked("value", "purge"), descending(6));
  });
  await t.step("row: from where the row stands now, or at the end", async () => {
    const all = ["6", "5", "4", "6", "5", "3", "2", "1"];
    assert.deepEqual(await walked("row", "touch"), all);
    assert.deepEqual(await walked("row", "purge"), ["6", "5", "4"]);
  });
});

Deno.test("archived and trashed rows show only when asked for, in nested lists too", async () => {
  const world = filled(3);
  const [one, two, three] = [...world.state.tables.issues.values()];
  world.state.archiveIssue(one!.id);
  world.state.trashIssue(two!.id);
  world.state.updateIssue(one!.id, { parentId: three!.id });
  assert.deepEqual(await walk(world, "first: 2"), ["3"]);
  assert.deepEqual(await walk(world, "first: 2, includeArchived: false"), ["3"]);
  assert.deepEqual(await walk(world, "first: 2, includeArchived: true"), ["3", "2", "1"]);
  const fields = "nodes { title trashed archivedAt }";
  const { data } = await world.ask(
    `{ issue(id: "ENG-3") { open: children { ${fields} } all: children(includeArchived: true) { ${fields} } }
       trash: issue(id: "ENG-2") { trashed } kept: issue(id: "ENG-3") { trashed } }`,
  );
  assert.deepEqual(data, {
    issue: {
      open: { nodes: [] },
      all: { nodes: [{ title: "1", trashed: null, archivedAt: "2026-03-02T09:00:03.500Z" }] },
    },
    trash: { trashed: true },
    kept: { trashed: null },
  });
});

Deno.test("disabled users show only when asked for", async () => {
  const { state, ask, member } = linearWorkspace();
  state.updateUser(member.id, { active: false });
  const { data } = await ask(
    "{ users { nodes { name } } all: users(includeDisabled: true) { nodes { name active } } }",
  );
  assert.deepEqual(data, {
    users: { nodes: [{ name: "Ada" }] },
    all: { nodes: [{ name: "Bo", active: false }, { name: "Ada", active: true }].toSorted(byId) },
  });
  function byId(a: { name: string }, b: { name: string }) {
    const id = (name: string) => [...state.tables.users.values()].find((u) => u.name === name)!.id;
    return id(a.name) < id(b.name) ? 1 : -1;
  }
});

Deno.test("a list follows every change at once", async () => {
  const world = filled(2);
  const count = async () => (await page(world, "first: 10")).data.issues.nodes.length;
  assert.equal(await count(), 2);
  const late = world.state.createIssue({ teamId: world.team.id, title: "late" }, { at: start });
  assert.equal(await count(), 3);
  const { data } = await page(world, "first: 10");
  assert.equal(data.issues.nodes.some(({ id }) => id === late.id), true);
  world.state.purgeIssue(late.id);
  assert.equal(await count(), 2);
});

Deno.test("any walk over any times gives each row once, newest first", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom("createdAt" as const, "updatedAt" as const),
      async (times, first, orderBy) => {
        const world = linearWorkspace();
        for (const [created, later] of times) {
          const row = world.state.createIssue({ teamId: world.team.id, title: "x" }, {
            at: start + created,
          });
          world.state.updateIssue(row.id, { title: row.id }, { at: start + created + later });
        }
        const ids = await walk(world, `first: ${first}, orderBy: ${orderBy}`);
        const { issues } = world.state.tables;
        assert.deepEqual(ids.toSorted(), [...issues.values()].map(({ id }) => id).toSorted());
        ids.reduce((before, id) => {
          assert.ok(issues.find(before)[orderBy] >= issues.find(id)[orderBy]);
          return id;
        }, ids[0] ?? "");
      },
    ),
    { numRuns: 40, seed: 20_260_302 },
  );
});

import assert from "node:assert/strict";
import { attioWorkspace, start } from "../../tests/support/attio_workspace.ts";
import { stampOf } from "./stamp.ts";

interface Shown {
  id: { record_id: string };
  created_at: string;
}

const ascending = [{ attribute: "created_at", direction: "asc" }];

Deno.test("a query gives 500 rows at most, and says nothing of more", async () => {
  const { state, find, refusal } = attioWorkspace();
  for (let index = 0; index < 501; index++) state.createRecord("people", { name: `P ${index}` });
  const pages = [
    await find("people"),
    await find("people", { offset: 500 }),
    await find("people", { limit: 7, offset: 498 }),
    await find("people", { limit: 2, offset: 501 }),
  ];
  assert.deepEqual(pages.map((page) => page.length), [500, 1, 3, 0]);
  assert.deepEqual(pages[2], [...pages[0]!.slice(-2), ...pages[1]!]);
  for (
    const body of [{ limit: 501 }, { limit: 0 }, { limit: "5" }, { offset: -1 }, { offset: .5 }]
  ) {
    const answer = await refusal("/v2/objects/people/records/query", { method: "POST", body });
    assert.deepEqual(answer, [400, "validation_type"], JSON.stringify(body));
  }
});

Deno.test("rows sort by what is asked; without a value they come last, ties as they were made", async (t) => {
  const { state, find, member, clock } = attioWorkspace();
  const names: Record<string, string> = {};
  for (
    const [name, stage, value] of [
      ["b", "Lost", 3],
      ["a", "Lead", null],
      ["c", "Lead", 3],
      ["d", "In Progress", 1],
    ] as const
  ) {
    clock.at += 1000;
    const deal = state.createRecord("deals", { name, stage, value, owner: member.id });
    names[deal.id] = name;
  }
  const cases: [sorts: unknown[], wanted: string][] = [
    [[], "bacd"],
    [[{ attribute: "created_at", direction: "desc" }], "dcab"],
    [[{ attribute: "name", direction: "asc" }], "abcd"],
    [[{ attribute: "value", direction: "asc" }], "dbca"],
    [[{ attribute: "value", direction: "desc", field: "currency_value" }], "bcda"],
    [[{ attribute: "stage", direction: "asc" }, { attribute: "name", direction: "desc" }], "dcab"],
  ];
  for (const [sorts, wanted] of cases) {
    await t.step(JSON.stringify(sorts), async () => {
      const ids = await find("deals", { sorts });
      assert.equal(ids.map((id) => names[id]).join(""), wanted);
    });
  }
});

Deno.test("rows made at one instant of the clock differ below the millisecond only", async () => {
  const { state, data } = attioWorkspace();
  for (let index = 0; index < 3; index++) state.createRecord("people", { name: `P ${index}` });
  const rows = await data<Shown[]>("/v2/objects/people/records/query", {
    method: "POST",
    body: {},
  });
  const stamps = rows.map((row) => row.created_at);
  assert.equal(new Set(stamps).size, 3);
  assert.equal(new Set(stamps.map((stamp) => stamp.slice(0, 23))).size, 1);
  assert.ok(stamps.every((stamp) => /^2026-03-02T09:00:00\.5000\d{5}Z$/.test(stamp)), stamps[0]);
});

/** All ids, by the last `created_at` of each page, and by offset inside a page of one instant. */
async function scan(world: ReturnType<typeof attioWorkspace>, between: () => void = () => {}) {
  const seen = new Set<string>();
  const page = (filter: object, offset: number) =>
    world.data<Shown[]>("/v2/objects/people/records/query", {
      method: "POST",
      body: { sorts: ascending, limit: 500, offset, filter },
    });
  let from = "1970-01-01T00:00:00Z";
  for (;;) {
    const rows = await page({ created_at: { $gte: from } }, 0);
    for (const { id } of rows) seen.add(id.record_id);
    if (rows.length < 500) return seen;
    const last = rows.at(-1)!.created_at;
    if (rows[0]!.created_at === last) {
      for (let offset = 500;; offset += 500) {
        const more = await page({ created_at: { $gte: last, $lte: last } }, offset);
        for (const { id } of more) seen.add(id.record_id);
        if (more.length < 500) break;
      }
      const later = await page({ created_at: { $gt: last } }, 0);
      if (later.length === 0) return seen;
      from = later[0]!.created_at;
    } else from = last;
    between();
  }
}

Deno.test("a scan by created_at reads everything, also of an import of one instant", async () => {
  const world = attioWorkspace();
  const { state, clock } = world;
  const make = (count: number, at?: number) => {
    for (let index = 0; index < count; index++) {
      state.createRecord("people", { name: `P ${index}` }, at === undefined ? {} : { at });
    }
  };
  make(300);
  clock.at += 60_000;
  make(1201, clock.at);
  clock.at += 60_000;
  make(400);
  assert.equal((await scan(world)).size, 1901);
});

Deno.test("a deletion while scanning hides nothing that stays", async () => {
  const world = attioWorkspace();
  const { state } = world;
  const ids = Array.from({ length: 1100 }, (_, index) => {
    world.clock.at += 10;
    return state.createRecord("people", { name: `P ${index}` }).id;
  });
  const gone = ids.slice(0, 90);
  const seen = await scan(world, () => {
    for (const id of gone.splice(0, 45)) state.deleteRecord("people", id);
  });
  for (const id of ids.slice(90)) assert.ok(seen.has(id));
});

Deno.test("created_at bounds are inclusive or not, to the nanosecond", async () => {
  const { state, find } = attioWorkspace();
  const ids = [1, 2, 3].map((nanos) =>
    state.createRecord("people", { name: `P ${nanos}` }, { at: stampOf(start, nanos) }).id
  );
  const at = stampOf(start, 2);
  const found = (condition: object) => find("people", { filter: { created_at: condition } });
  assert.deepEqual(await found({ $gte: at }), ids.slice(1));
  assert.deepEqual(await found({ $gt: at }), ids.slice(2));
  assert.deepEqual(await found({ $lte: at }), ids.slice(0, 2));
  assert.deepEqual(await found({ $lt: at }), ids.slice(0, 1));
  assert.deepEqual(await found({ $eq: at }), ids.slice(1, 2));
  assert.deepEqual(
    await found({ $gte: "2026-03-02T09:00:00.500Z" }),
    ids,
    "a cut stamp is earlier",
  );
});

Deno.test("a record made late with an earlier time takes the place of its time", async () => {
  const { state, find, clock } = attioWorkspace();
  const first = state.createRecord("people", { name: "A" });
  clock.at += 10_000;
  const last = state.createRecord("people", { name: "B" });
  const late = state.createRecord("people", { name: "C" }, { at: start + 5000 });
  assert.deepEqual(await find("people", { sorts: ascending }), [first.id, late.id, last.id]);
});

/** What goes wrong on the way from Attio: nothing is lost, nothing is taken for what it is not. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { manualClock } from "@/lib/platform/mod.ts";
import type { FaultRule } from "@/sim/mod.ts";
import {
  ATTIO_TOKEN,
  attioCases,
  type AttioConnectOptions,
  type AttioWorld,
} from "../support/attio_world.ts";
import { breakingSql } from "../support/breaking_sql.ts";
import { START } from "../support/sync_world.ts";
import {
  company,
  cursorOf,
  DAY,
  errorsOf,
  fillEverything,
  HOUR,
  MINUTE,
  people,
  tombstones,
  warningsOf,
} from "./attio_looks.ts";
import { equalAttioMirrors, localMirror } from "./attio_mirror.ts";

/** What the connections page says of the last failure. */
async function explained(world: AttioWorld, code: string, cause: RegExp, fix: RegExp) {
  const { status, status_detail, last_run } = await world.look();
  deepEqual([status, status_detail?.code, last_run?.error?.code], [
    ...["needs_attention", code, code],
  ]);
  match(status_detail!.message, cause);
  match(status_detail!.fix ?? "", fix);
}

const wrongSetups: [string, (world: AttioWorld) => AttioConnectOptions, string, RegExp, RegExp][] =
  [
    [
      "a token that Attio does not know is 200 and active false",
      () => ({ token: "unknown" }),
      "unauthorized",
      /does not accept the access token/,
      /ATTIO_API_TOKEN/,
    ],
    [
      "a token that was deleted",
      ({ state }) => {
        state.grant({ token: "gone", active: false });
        return { token: "gone" };
      },
      "unauthorized",
      /not known/,
      /developer settings/,
    ],
    [
      "no token at all is 400 missing_value",
      () => ({ token: "" }),
      "unauthorized",
      /none was given/,
      /ATTIO_API_TOKEN/,
    ],
    [
      "a token without any scope that is needed",
      ({ state }) => {
        state.grant({ token: "bare", scopes: ["webhook:read-write"] });
        return { token: "bare" };
      },
      "missing_scopes",
      /lacks record_permission:read, object_configuration:read/,
      /scopes/,
    ],
    [
      "401 in the middle of a sync",
      () => ({
        told: ({ path }) =>
          path.endsWith("/people/records/query")
            ? Response.json({
              ...{ status_code: 401, type: "auth_error", code: "unauthorized", message: "Gone." },
            }, { status: 401 })
            : undefined,
      }),
      "unauthorized",
      /Gone/,
      /ATTIO_API_TOKEN/,
    ],
    [
      "403 for a part",
      () => ({
        told: ({ path }) =>
          path.startsWith("/v2/tasks")
            ? Response.json({
              ...{ status_code: 403, type: "auth_error", code: "unauthorized" },
              message: "Needs task:read.",
            }, { status: 403 })
            : undefined,
      }),
      "forbidden",
      /Needs task:read/,
      /scopes/,
    ],
    [
      "a redirect is not followed",
      () => ({
        told: () => new Response(null, { status: 302, headers: { location: "https://x.example" } }),
      }),
      "redirected",
      /302/,
      /ATTIO_BASE_URL/,
    ],
    [
      "a web page instead of data",
      () => ({
        told: () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } }),
      }),
      "not_json",
      /web page/,
      /address/,
    ],
    [
      "a web page that says 404 is no deletion",
      () => ({
        told: ({ path }) =>
          path.endsWith("/query")
            ? new Response("<html>not found</html>", { status: 404 })
            : undefined,
      }),
      "not_json",
      /web page/,
      /address/,
    ],
    [
      "a 404 of another make is no deletion either",
      () => ({
        told: ({ path }) =>
          path.endsWith("/query")
            ? Response.json({ error: "no route" }, { status: 404 })
            : undefined,
      }),
      "unexpected_shape",
      /records\/query/,
      /ATTIO_BASE_URL/,
    ],
    [
      "a list in another shape",
      () => ({
        told: ({ path }) => path === "/v2/objects" ? Response.json({ data: {} }) : undefined,
      }),
      "unexpected_shape",
      /\/objects.*data/,
      /ATTIO_BASE_URL/,
    ],
    [
      "rows without a time of creation cannot be walked",
      () => ({
        async answered({ path }, reply) {
          if (!path.endsWith("/companies/records/query")) return reply;
          const { data } = await reply.json();
          const rows = Array.from({ length: 500 }, (_, id) => ({
            ...{ ...data[0], id: { record_id: String(id) }, created_at: undefined },
          }));
          return Response.json({ data: rows });
        },
      }),
      "unexpected_shape",
      /bear no time of creation/,
      /ATTIO_BASE_URL/,
    ],
  ];

attioCases(
  "Attio set up or answering wrongly",
  Object.fromEntries(wrongSetups.map(([name, options, code, cause, fix]) => [
    name,
    async (world: AttioWorld) => {
      fillEverything(world);
      equal(await world.sync("incremental", world.connect(options(world))), "failed");
      await explained(world, code, cause, fix);
      world.clock.advance(31_000);
      equal(await world.sync(), "succeeded");
      await equalAttioMirrors(world);
      deepEqual(await errorsOf(world), []);
      deepEqual(await tombstones(world, "companies"), []);
    },
  ])),
);

attioCases("tokens of Attio that see less", {
  async "what the token may not read is told of, the rest is read"(world) {
    fillEverything(world);
    world.state.grant({
      token: ATTIO_TOKEN,
      scopes: ["record_permission:read", "object_configuration:read", "note:read"],
    });
    equal(await world.sync(), "succeeded");
    const { status_detail, rows } = await world.look();
    equal(status_detail?.code, "missing_scopes");
    match(
      status_detail!.message,
      /list_configuration:read, list_entry:read, task:read, user_management:read: lists, entries, tasks, workspace members are not read/,
    );
    deepEqual([rows.companies, rows.notes, rows.tasks, rows.entries], [2, 2, 0, 0]);
    world.state.grant({
      token: ATTIO_TOKEN,
      scopes: [
        ...["record_permission:read-write", "object_configuration:read", "note:read-write"],
        ...["list_configuration:read", "list_entry:read", "task:read", "user_management:read"],
      ],
    });
    await world.sync();
    await equalAttioMirrors(world);
    equal((await world.look()).status_detail, null);
  },

  async "a token narrowed to few records buries none of the others"(world) {
    people(world, 300, { apart: 1000 });
    const acme = company(world, "Acme");
    await world.sync();
    const before = await localMirror(world);
    world.state.grant({ token: ATTIO_TOKEN, records: [acme] });
    equal(await world.sync("full"), "succeeded");
    deepEqual(await warningsOf(world), ["too_many_suspects"]);
    match((await world.look()).status_detail!.message, /300 people.*5 %/);
    deepEqual(await localMirror(world), before);
    const { people: balance } = (await world.look()).reconciliation!.streams;
    deepEqual([balance!.source, balance!.local, balance!.extra], [0, 300, 300]);
    // nobody confirms it by waiting
    world.clock.advance(HOUR);
    await world.sync();
    deepEqual(await localMirror(world), before);
    world.state.grant({ token: ATTIO_TOKEN, records: null });
    await world.sync("full");
    deepEqual(await warningsOf(world), []);
    await equalAttioMirrors(world);
  },

  async "a token narrowed to one list keeps the entries of the others"(world) {
    const { state } = world;
    const ids = Array.from({ length: 40 }, (_, place) => company(world, `Company ${place}`));
    for (const slug of ["one", "two"]) {
      state.createList({ slug, name: slug, parentObject: "companies" });
      for (const id of ids) state.createEntry(slug, id);
    }
    await world.sync();
    world.state.grant({ token: ATTIO_TOKEN, lists: ["one"] });
    await world.sync("full");
    deepEqual(await warningsOf(world), ["too_many_suspects"]);
    equal((await world.look()).rows.entries, 80);
    world.state.grant({ token: ATTIO_TOKEN, lists: null });
    await world.sync("full");
    await equalAttioMirrors(world);
  },

  async "many lists out of sight at once are kept, few are gone"(world) {
    const { state } = world;
    const acme = company(world, "Acme");
    for (let place = 0; place < 15; place++) {
      state.createList({ slug: `l${place}`, name: `L ${place}`, parentObject: "companies" });
    }
    state.createEntry("l0", acme);
    await world.sync();
    state.grant({ token: ATTIO_TOKEN, lists: [] });
    await world.sync();
    deepEqual(await warningsOf(world), ["too_many_suspects"]);
    match((await world.look()).status_detail!.message, /15 lists/);
    equal((await world.look()).rows.lists, 15);
    state.grant({ token: ATTIO_TOKEN, lists: null });
    state.deleteList("l1");
    await world.sync();
    await equalAttioMirrors(world);
    deepEqual(await warningsOf(world), []);
  },

  async "an object out of sight is asked about before its rows are buried"(world) {
    const { state, member } = world;
    for (let place = 0; place < 30; place++) {
      state.createRecord("deals", { name: `Deal ${place}`, stage: "Lead", owner: member });
    }
    await world.sync();
    state.grant({ token: ATTIO_TOKEN, objects: ["people", "companies"] });
    await world.sync();
    deepEqual(await warningsOf(world), ["too_many_suspects"]);
    equal((await world.look()).rows.deals, 30);
    // a person knows that deals were switched off
    await world.sync("full");
    equal((await world.look()).rows.deals, 0);
    equal((await tombstones(world, "deals"))[0]![1], "no_access");
    state.grant({ token: ATTIO_TOKEN, objects: null });
    await world.sync("full");
    await equalAttioMirrors(world);
  },

  async "many rows that were really deleted are buried once a person says so"(world) {
    const ids = people(world, 100, { apart: 1000 });
    await world.sync();
    for (const id of ids.slice(0, 50)) world.state.deleteRecord("people", id);
    await world.sync("full");
    equal((await world.look()).rows.people, 100);
    await world.sync("full");
    await equalAttioMirrors(world);
    deepEqual(await warningsOf(world), []);
  },

  async "a token of another workspace is refused before it mixes two"(world) {
    fillEverything(world);
    await world.sync();
    const before = await localMirror(world);
    const other = world.connect({
      async answered({ path }, reply) {
        if (path !== "/v2/self") return reply;
        const body = await reply.json();
        return Response.json({ ...body, workspace_id: "other", workspace_name: "Other" });
      },
    });
    equal(await world.sync("full", other), "failed");
    await explained(
      world,
      "wrong_account",
      /another workspace of Attio: Other/,
      /connect this one/,
    );
    deepEqual(await localMirror(world), before);
  },
});

attioCases("limits and breaks on the way from Attio", {
  async "429 says when to come again as an HTTP date, by Attio's own clock"(world) {
    people(world, 40);
    const clock = manualClock(START + 20 * MINUTE);
    let refused = 0;
    const by = world.connect({
      clock,
      told({ path }) {
        if (!path.endsWith("/people/records/query") || refused++ > 0) return;
        const now = world.clock.now();
        return Response.json({
          ...{ status_code: 429, type: "rate_limit_error", code: "rate_limit_exceeded" },
          message: "Rate limit exceeded, please try again later",
        }, {
          status: 429,
          headers: {
            date: new Date(now).toUTCString(),
            "retry-after": new Date(now + 7000).toUTCString(),
          },
        });
      },
    });
    equal(await world.sync("incremental", by), "succeeded");
    equal(refused, 2);
    deepEqual(clock.slept, [7000]);
    await equalAttioMirrors(world);
    deepEqual(await warningsOf(world), ["clock_skew"]);
  },

  async "the limits of the stand-in are kept: one query at a time, at most five a second"(world) {
    people(world, 1200, { apart: 10 });
    fillEverything(world);
    Object.assign(world.fake.limits, { readsPerSecond: 5, windowScore: 400 });
    const slept = world.clock.slept.length;
    equal(await world.sync("incremental", world.connect({ requestsPerSecond: 5 })), "succeeded");
    const waits = world.clock.slept.slice(slept);
    ok(waits.length > 5);
    ok(waits.every((wait) => wait <= 200.5), "a request was refused and waited for");
    await equalAttioMirrors(world);
  },

  async "a longer limit breaks the sync off, and the next goes on where it stood"(world) {
    people(world, 1700, { apart: 10 });
    let pages = 0;
    const by = world.connect({
      told({ path }) {
        if (!path.endsWith("/people/records/query") || ++pages < 3) return;
        return Response.json({ status_code: 429 }, {
          status: 429,
          headers: { "retry-after": new Date(world.clock.now() + HOUR).toUTCString() },
        });
      },
    });
    equal(await world.sync("incremental", by), "failed");
    await explained(world, "rate_limited", /limits the rate/, /goes on from here/);
    deepEqual(await errorsOf(world), [["people.scan", "*", "stream"]]);
    const { position, watermark } = await cursorOf(world, "people.scan");
    deepEqual([position!.listed, watermark], [999, null]);
    world.asked.length = 0;
    equal(await world.sync(), "succeeded");
    equal(world.asked.filter((line) => line.endsWith("/people/records/query")).length, 2);
    await equalAttioMirrors(world);
    deepEqual(await errorsOf(world), []);
    equal((await world.look()).reconciliation!.completeness_pct, 100);
  },

  async "a scan that was taken up again does not hide what was deleted meanwhile"(world) {
    const ids = people(world, 1700, { apart: 10 });
    await world.sync();
    let pages = 0;
    const by = world.connect({
      told: ({ path }) =>
        path.endsWith("/people/records/query") && ++pages > 2
          ? new Response("{}", { status: 503 })
          : undefined,
    });
    equal(await world.sync("full", by), "failed");
    world.state.deleteRecord("people", ids[3]!);
    world.state.deleteRecord("people", ids[1600]!);
    world.clock.advance(31_000);
    equal(await world.sync(), "succeeded");
    // the first was met before it went: the next scan finds out
    deepEqual((await tombstones(world, "people")).map(([id]) => id), [ids[1600]]);
    world.clock.advance(HOUR);
    await world.sync();
    await equalAttioMirrors(world);
  },

  async "a full sync that a person asks for reads again what a broken one had read"(world) {
    const ids = people(world, 700, { apart: 10 });
    await world.sync();
    let pages = 0;
    const by = world.connect({
      told: ({ path }) =>
        path.endsWith("/people/records/query") && ++pages > 1
          ? new Response("{}", { status: 503 })
          : undefined,
    });
    equal(await world.sync("full", by), "failed");
    world.state.updateRecord("people", ids[0]!, { job_title: "Changed" });
    world.clock.advance(31_000);
    equal(await world.sync("full"), "succeeded");
    await equalAttioMirrors(world);
  },

  async "a process that dies between page and cursor loses nothing and doubles nothing"(world) {
    people(world, 1200, { apart: 10 });
    fillEverything(world);
    for (const at of [40, 41, 42, 43, 44, 45, 46, 47]) {
      const { sql } = breakingSql(world.sql, { at, when: "after", dead: true });
      await world.sync("incremental", world.connect({ sql })).catch(() => "died");
      await world.sql`
        update sync_runs set lease_until = now() - interval '1 second'
        where account_scope_id = ${world.scopeId} and status = 'running'`;
    }
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
    equal((await world.look()).reconciliation!.completeness_pct, 100);
  },

  async "one stream that cannot be read does not keep the others away"(world) {
    fillEverything(world);
    world.fake.faults.add({
      ...{ kind: "status", status: 200, body: '{"data":7}', path: "/v2/notes", times: -1 },
    });
    equal(await world.sync(), "failed");
    await explained(world, "unexpected_shape", /\/notes/, /ATTIO_BASE_URL/);
    const { rows } = await world.look();
    deepEqual([rows.companies, rows.tasks, rows.notes], [2, 2, 0]);
    deepEqual((await errorsOf(world)).map(([stream]) => stream), ["notes.scan"]);
    world.fake.faults.clear();
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
  },

  async "clocks that differ are told of, and nothing is lost by them"(world) {
    fillEverything(world);
    const by = world.connect({ clock: manualClock(START - 3 * DAY) });
    equal(await world.sync("incremental", by), "succeeded");
    deepEqual(await warningsOf(world), ["clock_skew"]);
    people(world, 3, { at: world.clock.now() });
    await world.sync("incremental", by);
    await equalAttioMirrors(world);
  },
});

/** A row that does not decode, by stream: the fault, and where its id is. */
const bad: [string, keyof ReturnType<typeof fillEverything>, FaultRule & { kind: "row" }][] = [
  ["companies", "acme", {
    ...{ kind: "row", id: "", path: "/companies/records", times: -1 },
    set: { created_at: 7 },
  }],
  ["people", "ada", {
    ...{ kind: "row", id: "", path: "/people/records", times: -1 },
    set: { values: { name: "Ada" } },
  }],
  ["deals", "website", {
    ...{ kind: "row", id: "", path: "/deals/records", times: -1 },
    set: { values: { value: [{ currency_value: "a lot" }] } },
  }],
  ["entries", "entry", {
    ...{ kind: "row", id: "", path: "/entries", times: -1 },
    set: { parent_record_id: null },
  }],
  ["notes", "note", {
    ...{ kind: "row", id: "", path: "/v2/notes", times: -1 },
    set: { title: null },
  }],
  ["tasks", "task", {
    ...{ kind: "row", id: "", path: "/v2/tasks", times: -1 },
    set: { is_completed: "maybe" },
  }],
];

attioCases("rows of Attio that do not decode", {
  ...Object.fromEntries(bad.map(([stream, key, rule]) => [
    `a bad row of ${stream} is set aside under its own id, and comes when it is mended`,
    async (world: AttioWorld) => {
      const id = fillEverything(world)[key];
      world.fake.faults.add({ ...rule, id });
      equal(await world.sync(), "succeeded");
      deepEqual(await errorsOf(world), [[stream, id, "record"]]);
      const { reconciliation, rows } = await world.look();
      const balance = reconciliation!.streams[stream]!;
      deepEqual([balance.missing, balance.missing_ids, balance.local], [1, [id], rows[stream]!]);
      ok(reconciliation!.completeness_pct < 100);
      world.fake.faults.clear();
      world.clock.advance(MINUTE);
      // read again by its id, no scan is needed
      equal(await world.sync(), "succeeded");
      equal((await world.look()).last_run?.mode, "incremental");
      deepEqual(await errorsOf(world), []);
      await equalAttioMirrors(world);
      equal((await world.look()).reconciliation!.completeness_pct, 100);
    },
  ])),

  async "a known row that stops decoding stays as it was, and counts as stale"(world) {
    const { acme } = fillEverything(world);
    await world.sync();
    world.state.updateRecord("companies", acme, { name: "New" });
    world.fake.faults.add({
      ...{ kind: "row", id: acme, path: "/companies/records", set: { created_at: 7 }, times: -1 },
    });
    await world.sync("full");
    const { companies } = (await world.look()).reconciliation!.streams;
    deepEqual([companies!.missing, companies!.extra, companies!.stale], [0, 0, 1]);
    world.fake.faults.clear();
    await world.sync("full");
    await equalAttioMirrors(world);
  },

  async "a failing row that is deleted at the source settles"(world) {
    const { note } = fillEverything(world);
    world.fake.faults.add({ ...bad[4]![2], id: note, path: "/v2/notes?" });
    await world.sync();
    world.state.deleteNote(note);
    world.clock.advance(MINUTE);
    await world.sync();
    deepEqual(await errorsOf(world), []);
    await equalAttioMirrors(world);
  },

  async "text that no database stores loses those characters only"(world) {
    const { state } = world;
    const { id } = state.createRecord("companies", { name: "A\u0000c\ud83d \ud83d\ude00" });
    state.createNote({ object: "companies", recordId: id, title: "n\u0000", content: "\udc00x" });
    equal(await world.sync(), "succeeded");
    const local = await localMirror(world);
    equal(local.companies![0]!.name, "Ac\ufffd \ud83d\ude00");
    deepEqual([local.notes![0]!.title, local.notes![0]!.content], ["n", "\ufffdx"]);
  },
});

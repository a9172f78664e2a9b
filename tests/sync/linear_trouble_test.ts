/** What goes wrong on the way from Linear: nothing is lost, nothing is taken for what it is not. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { manualClock } from "@/lib/platform/mod.ts";
import { linearCases, type LinearWorld } from "../support/linear_world.ts";
import {
  cursorOf,
  errorsOf,
  fillEverything,
  issues,
  team,
  tombstones,
  warningsOf,
} from "./linear_looks.ts";
import { equalLinearMirrors, localMirror } from "./linear_mirror.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An error as Linear states it. */
function stated(code: string, message: string, init: ResponseInit & { data?: unknown } = {}) {
  const { data, ...rest } = init;
  return Response.json({ data, errors: [{ message, extensions: { code, type: "x" } }] }, rest);
}

/** Code of the last run's failure, and of the connection's state. */
async function failureOf(world: LinearWorld): Promise<string | undefined> {
  const { last_run, status_detail } = await world.look();
  equal(last_run?.error?.code, status_detail?.code);
  return last_run?.error?.code;
}

linearCases("trouble on the way from Linear", {
  async "a deletion while paging hides no row for long"(world) {
    const own = team(world);
    const rows = issues(world, own.id, 600);
    // the newest come first: the first page ends with the row that its cursor names
    const order = rows.toSorted((a, b) => a.id < b.id ? 1 : -1);
    let pages = 0;
    const by = world.connect({
      told(operation) {
        if (operation === "Issues" && ++pages === 2) world.state.purgeIssue(order[249]!.id);
      },
    });
    equal(await world.sync("incremental", by), "succeeded");
    await world.sync();
    await world.sync("full");
    await equalLinearMirrors(world);
  },

  async "a 200 with errors advances nothing"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    const before = await localMirror(world);
    const { watermark } = await cursorOf(world, "issues");
    world.clock.advance(10 * MINUTE);
    world.state.updateIssue(issue.id, { title: "Changed" });
    world.fake.fieldFaults.add({ field: "Query.issues", message: "Boom", times: -1 });
    equal(await world.sync(), "failed");
    equal(await failureOf(world), "server_error");
    deepEqual(await localMirror(world), before);
    equal((await cursorOf(world, "issues")).watermark, watermark);
    deepEqual(await errorsOf(world), [["issues", "*", "stream"]]);
    world.fake.fieldFaults.clear();
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
    deepEqual(await errorsOf(world), []);
  },

  async "partial data advances nothing either, and other lists go on"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    world.clock.advance(10 * MINUTE);
    world.state.updateIssue(issue.id, { title: "Changed" });
    world.state.createComment({ issueId: issue.id, body: "Fresh" });
    world.fake.fieldFaults.add({ field: "Issue.assignee", message: "Boom", times: -1 });
    equal(await world.sync(), "failed");
    equal(await failureOf(world), "partial_reply");
    const local = await localMirror(world);
    ok(!local.issues!.some((row) => row.title === "Changed"));
    ok(local.comments!.some((row) => row.body === "Fresh"));
    world.fake.fieldFaults.clear();
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
  },

  async "a limit that is reached mid-walk is taken up at the same page"(world) {
    const own = team(world);
    issues(world, own.id, 600);
    const asked: unknown[] = [];
    const reset = { "x-ratelimit-requests-limit": "2500", "x-ratelimit-requests-remaining": "0" };
    const by = world.connect({
      told(operation, { after }) {
        if (operation !== "Issues") return;
        asked.push(after);
        if (asked.length !== 2) return;
        return stated("RATELIMITED", "Rate limit exceeded", {
          status: 400,
          headers: {
            ...reset,
            "x-ratelimit-requests-reset": String(world.clock.now() + HOUR),
            date: new Date(world.clock.now()).toUTCString(),
          },
        });
      },
    });
    equal(await world.sync("incremental", by), "failed");
    equal(await failureOf(world), "rate_limited");
    equal((await world.look()).rows.issues, 250);
    const { position } = await cursorOf(world, "issues");
    equal(position?.after, asked[1]);
    const { watermark } = await cursorOf(world, "projects");
    world.clock.advance(HOUR);
    equal(await world.sync("incremental", by), "succeeded");
    equal(asked[2], asked[1]);
    await equalLinearMirrors(world);
    // the walk's own beginning became the watermark, and a second walk went on from there
    ok((await cursorOf(world, "issues")).watermark! > watermark!);
  },

  async "a limit is told from the body at every status, and waited for when it is short"(world) {
    fillEverything(world);
    for (const status of [200, 400, 429, 503]) {
      let hit = false;
      world.clock.slept.length = 0;
      const by = world.connect({
        told(operation) {
          if (operation !== "Issues" || hit) return;
          hit = true;
          return stated("RATELIMITED", "Rate limit exceeded", {
            status,
            headers: {
              "x-ratelimit-requests-limit": "2500",
              "x-ratelimit-requests-remaining": "0",
              "x-ratelimit-requests-reset": String(world.clock.now() + 20_000),
            },
          });
        },
      });
      equal(await world.sync("incremental", by), "succeeded", String(status));
      deepEqual(world.clock.slept, [20_000], String(status));
    }
    await equalLinearMirrors(world);
  },

  async "a page that is too complex is asked for again, half as large, from the same place"(world) {
    const own = team(world);
    issues(world, own.id, 600);
    const asked: [unknown, unknown][] = [];
    const by = world.connect({
      told(operation, { first, after }) {
        if (operation !== "Issues" || first === 1) return;
        asked.push([first, after]);
        if (Number(first) <= 70) return;
        return stated("INPUT_ERROR", "Query too complex", { status: 400 });
      },
    });
    equal(await world.sync("incremental", by), "succeeded");
    deepEqual(asked.slice(0, 3), [[250, null], [125, null], [62, null]]);
    ok(asked.slice(3).every(([first]) => first === 62));
    await equalLinearMirrors(world);
  },

  async "a next page without a place, or at the place of this one, is no end"(world) {
    const own = team(world);
    issues(world, own.id, 600);
    world.fake.fieldFaults.add({ field: "PageInfo.endCursor", value: null, after: 9, times: -1 });
    equal(await world.sync(), "failed");
    equal(await failureOf(world), "broken_paging");
    equal((await cursorOf(world, "issues")).watermark, null);
    world.fake.fieldFaults.clear();
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
    let first: unknown = null;
    const by = world.connect({
      told(operation, { after }) {
        if (operation !== "IssuesIds" || after === null) return;
        first ??= after;
        const pageInfo = { hasNextPage: true, endCursor: after };
        return Response.json({ data: { issues: { nodes: [], pageInfo } } });
      },
    });
    equal(await world.sync("full", by), "failed");
    equal(await failureOf(world), "broken_paging");
    ok(first !== null);
    deepEqual(await tombstones(world, "issues"), []);
  },

  async "a first load that broke off goes on in its window, and its beginning counts"(world) {
    const own = team(world);
    for (let month = 0; month < 4; month++) {
      issues(world, own.id, 5, { at: world.clock.now() - (1 + month * 31) * DAY });
    }
    let windows = 0;
    const breaking = world.connect({
      told(operation) {
        if (operation === "Issues" && ++windows === 3) {
          return stated("INPUT_ERROR", "Never", { status: 400 });
        }
      },
    });
    equal(await world.sync("incremental", breaking), "failed");
    const began = (await cursorOf(world, "issues")).position!.start;
    equal((await world.look()).rows.issues, 10);
    // what changes before it goes on must not fall between the two
    world.state.updateIssue([...world.state.tables.issues.values()][0]!.id, { title: "Between" });
    world.clock.advance(HOUR);
    const windowsAsked: unknown[] = [];
    const watching = world.connect({
      told: (operation, { filter }) => {
        if (operation === "Issues") {
          windowsAsked.push((filter as { updatedAt: unknown }).updatedAt);
        }
      },
    });
    equal(await world.sync("incremental", watching), "succeeded");
    await equalLinearMirrors(world);
    const last = windowsAsked.at(-1) as { gte: string };
    equal(Date.parse(last.gte), Date.parse(String(began)) - 5 * MINUTE);
  },

  async "an unknown state of an issue is kept as it comes"(world) {
    const own = team(world);
    const odd = world.state.createWorkflowState({
      ...{ teamId: own.id, name: "Doppelt", type: "duplicate" },
    });
    issues(world, own.id, 1, { stateId: odd.id });
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
  },

  async "a row that does not decode is set aside, and its comments with it, until it does"(world) {
    const { issue } = fillEverything(world);
    const broken = { kind: "row", id: issue.id, set: { identifier: null }, times: -1 } as const;
    world.fake.faults.add({ ...broken, path: "/graphql Issues" });
    equal(await world.sync(), "succeeded");
    const failing = (await errorsOf(world)).map(([stream, , unit]) => `${unit} of ${stream}`);
    deepEqual(failing.sort(), [
      ...["record of attachments", "record of comments", "record of comments"],
      "record of issues",
    ]);
    const { reconciliation } = await world.look();
    deepEqual(reconciliation?.streams.issues?.missing_ids, [issue.id]);
    ok(reconciliation!.completeness_pct < 100);
    world.fake.faults.clear();
    world.clock.advance(MINUTE);
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
    deepEqual(await errorsOf(world), []);
    equal((await errorsOf(world, "resolved")).length, 4);
    equal((await world.look()).reconciliation?.completeness_pct, 100);
  },

  async "a failing row that is purged at Linear settles"(world) {
    const { issue } = fillEverything(world);
    world.fake.faults.add({
      ...{ kind: "row", id: issue.id, set: { title: null }, times: -1, path: "/graphql Issues" },
    });
    await world.sync();
    world.state.purgeIssue(issue.id);
    world.fake.faults.clear();
    world.clock.advance(MINUTE);
    await world.sync();
    deepEqual(await errorsOf(world), []);
    await world.sync("full");
    await equalLinearMirrors(world);
  },

  async "a token that was narrowed to one team buries nothing unless a person says so"(world) {
    const [keep, lose] = [team(world, "KEEP"), team(world, "LOSE")];
    issues(world, keep.id, 20);
    const lost = issues(world, lose.id, 30);
    world.state.createComment({ issueId: lost[0]!.id, body: "Mine" });
    await world.sync();
    const before = await localMirror(world);
    world.state.narrowCredential("lin_api_admin", [keep.id]);
    world.clock.advance(DAY);
    equal(await world.sync(), "succeeded");
    deepEqual(await localMirror(world), before);
    deepEqual(await warningsOf(world), ["too_many_suspects"]);
    equal((await world.look()).reconciliation?.streams.issues?.extra, 30);
    // given back, it is as if nothing had been
    world.state.narrowCredential("lin_api_admin", null);
    equal(await world.sync(), "succeeded");
    deepEqual(await warningsOf(world), []);
    await equalLinearMirrors(world);

    world.state.narrowCredential("lin_api_admin", [keep.id]);
    await world.sync();
    equal(await world.sync("full"), "succeeded");
    await equalLinearMirrors(world);
    ok((await tombstones(world, "issues")).every(([, reason]) => reason === "no_access"));
    deepEqual(await tombstones(world, "teams"), [[lose.id, "no_access"]]);
    const [kept] = await world.sql<[{ count: number }]>`
      select count(*)::int as count from linear_issues where account_scope_id = ${world.scopeId}`;
    equal(kept.count, 50);
    world.state.narrowCredential("lin_api_admin", null);
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
  },

  async "a token that Linear does not know stops the sync and asks a person"(world) {
    fillEverything(world);
    await world.sync();
    const { state } = world;
    const user = world.admin;
    state.createCredential({ token: "old", userId: user, kind: "oauth", expiresAt: 1 });
    state.createCredential({ token: "sim-key", userId: user });
    for (
      const [token, code] of [
        ["lin_api_revoked", "unauthorized"],
        ["lin_wh_0123456789", "wrong_token_kind"],
        ["aB3dE5gH7jK9mN1pQ3sT5vW7", "wrong_token_kind"],
        ["0f".repeat(32), "wrong_token_kind"],
        ["old", "token_expired"],
        ["sim-key", "wrong_token_form"],
      ]
    ) {
      equal(await world.sync("incremental", world.connect({ token })), "failed", token);
      equal(await failureOf(world), code, token);
      match((await world.look()).status_detail!.fix!, /lin_api|personal API key/i);
    }
    deepEqual(await errorsOf(world), []);
    // an OAuth token goes after Bearer
    state.createCredential({ token: "lin_oauth_1", userId: user, kind: "oauth" });
    equal(await world.sync("incremental", world.connect({ token: "lin_oauth_1" })), "succeeded");
  },

  async "a token of another workspace changes nothing"(world) {
    fillEverything(world);
    await world.sync();
    const before = await localMirror(world);
    world.state.organization.id = "another";
    equal(await world.sync(), "failed");
    equal(await failureOf(world), "wrong_account");
    deepEqual(await localMirror(world), before);
  },

  async "a sweep that broke off goes on where it stood"(world) {
    const own = team(world);
    issues(world, own.id, 600);
    let pages = 0;
    const breaking = world.connect({
      told(operation) {
        if (operation === "IssuesIds" && ++pages === 3) {
          return stated("INPUT_ERROR", "Never", { status: 400 });
        }
      },
    });
    equal(await world.sync("incremental", breaking), "failed");
    world.clock.advance(MINUTE);
    world.asked.length = 0;
    equal(await world.sync(), "succeeded");
    equal(world.asked.filter((operation) => operation === "IssuesIds").length, 1);
    await equalLinearMirrors(world);
    equal((await world.look()).reconciliation?.streams.issues?.source, 600);
  },

  async "a clock that differs is told of, and Linear's counts"(world) {
    fillEverything(world);
    const ours = manualClock(world.clock.now() - HOUR);
    equal(await world.sync("incremental", world.connect({ clock: ours })), "succeeded");
    deepEqual(await warningsOf(world), ["clock_skew"]);
    const { watermark } = await cursorOf(world, "issues");
    equal(watermark, new Date(world.clock.now()).toISOString());
    await equalLinearMirrors(world);
  },
});

linearCases("a cursor that stands for its row", {
  async "loses what stood behind a purged row until the sweep"(world) {
    const own = team(world);
    const rows = issues(world, own.id, 600);
    const order = rows.toSorted((a, b) => a.id < b.id ? 1 : -1);
    let pages = 0;
    const by = world.connect({
      told(operation) {
        if (operation === "Issues" && ++pages === 2) world.state.purgeIssue(order[249]!.id);
      },
    });
    equal(await world.sync("incremental", by), "succeeded");
    // the windows ended there; the sweep of the same run has read the rest
    equal((await world.look()).rows.issues, 600);
    await world.sync("full");
    await equalLinearMirrors(world);
  },

  async "and one that changed under the reader makes it read again, not less"(world) {
    const own = team(world);
    const rows = issues(world, own.id, 600);
    const order = rows.toSorted((a, b) => a.id < b.id ? 1 : -1);
    let pages = 0;
    const by = world.connect({
      told(operation) {
        if (operation === "Issues" && ++pages === 2) {
          world.state.updateIssue(order[249]!.id, { title: "Moved up" });
        }
      },
    });
    equal(await world.sync("incremental", by), "succeeded");
    await world.sync();
    await equalLinearMirrors(world);
  },
}, { cursorAnchor: "row" });

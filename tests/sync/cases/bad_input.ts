/** Every way a vendor or the network fails: named with its cause and the way out, and nothing lost. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { StatusDetail } from "@/lib/connectors/mod.ts";
import type { FaultRule } from "@/sim/mod.ts";
import { type ConnectOptions, START, type SyncWorld } from "../../support/sync_world.ts";
import { addConversations, fillEverything } from "../account.ts";
import { collect } from "../case.ts";
import { errorsOf, lastRun, stateOf, tellingFetch } from "../looks.ts";
import { equalMirrors } from "../mirror.ts";

const { cases, test } = collect();

/** Cases of this file, for both stores. */
export const badInput = cases;

/** What the connections page shows must name the cause and what to do. */
function explains(detail: StatusDetail | null, code: string, cause: RegExp, fix: RegExp): void {
  ok(detail !== null, "no detail");
  equal(detail.code, code);
  match(detail.message, cause);
  match(detail.fix ?? "", fix);
}

/** A failed sync after a good one: explained, its rows kept, and made up for by the next good one. */
async function failsAndRecovers(
  world: SyncWorld,
  fail: () => Promise<string>,
  wanted: { code: string; cause: RegExp; fix: RegExp },
  mend: () => void,
): Promise<void> {
  const { state } = world.fake;
  fillEverything(state);
  equal(await world.sync(), "succeeded");
  const before = await stateOf(world);
  addConversations(state, 3, { messages: 2 });
  equal(await fail(), "failed");
  const failed = await stateOf(world);
  equal(failed.status, "needs_attention");
  explains(failed.status_detail, wanted.code, wanted.cause, wanted.fix);
  deepEqual([failed.last_run?.status, failed.last_run?.error?.code], ["failed", wanted.code]);
  ok(failed.rows.messages! >= before.rows.messages!, "rows were lost");
  equal(failed.last_synced_at?.getTime(), before.last_synced_at?.getTime());
  mend();
  // an open breaker lets nothing through for 30 s
  world.clock.advance(31_000);
  equal(await world.sync(), "succeeded");
  await equalMirrors(world);
  deepEqual([(await stateOf(world)).status, (await stateOf(world)).status_detail], ["ok", null]);
  deepEqual(await errorsOf(world), []);
}

/** Cases in which the product is set up wrongly. */
const wrongSetups: [string, (world: SyncWorld) => ConnectOptions, string, RegExp, RegExp][] = [
  [
    "a token that Chatwoot does not accept",
    () => ({ token: "wrong" }),
    ...[
      "unauthorized" as const,
      /access token \(401\)/,
      /CHATWOOT_API_TOKEN.*underscores/,
    ] as const,
  ],
  [
    "the number of an account that is not there",
    () => ({ accountId: 99 }),
    ...["wrong_account" as const, /no such account \(404\)/, /CHATWOOT_ACCOUNT_ID/] as const,
  ],
  [
    "a host that answers nothing",
    () => ({ baseUrl: "http://127.0.0.1:1" }),
    ...["unreachable" as const, /127\.0\.0\.1:1 cannot be reached/, /address/] as const,
  ],
  [
    "the address of a web page",
    (world) => ({ baseUrl: `${world.fake.url}/app` }),
    ...["not_json" as const, /web page instead of data/, /address.*API/] as const,
  ],
];
for (const [name, options, code, cause, fix] of wrongSetups) {
  test(name, async (world) => {
    addConversations(world.fake.state, 3);
    const wrong = world.connect(options(world));
    equal(await world.sync("incremental", wrong), "failed");
    const state = (await wrong.list(world.scopeId)).find((row) => row.status_detail !== null);
    equal(state?.status, "needs_attention");
    explains(state!.status_detail, code, cause, fix);
    equal(await world.sync(), "succeeded");
  });
}

/** Answers that break a sync off. */
const answers: [string, FaultRule, { code: string; cause: RegExp; fix: RegExp }][] = [
  [
    "401 in the middle of a sync",
    { kind: "status", status: 401, path: "/conversations", times: -1 },
    { code: "unauthorized", cause: /401/, fix: /CHATWOOT_API_TOKEN/ },
  ],
  [
    "403: API access is not enabled",
    {
      ...{ kind: "status", status: 403, times: -1 },
      body: '{"error":"API access is not enabled for this account"}',
    },
    { code: "forbidden", cause: /refuses API access.*403/, fix: /plan with API access/ },
  ],
  [
    "a web page instead of data",
    { kind: "html", path: "/conversations", times: -1 },
    { code: "not_json", cause: /web page/, fix: /address/ },
  ],
  [
    "an answer that is cut off",
    { kind: "cut", path: "/conversations", times: -1 },
    { code: "cut_short", cause: /broke off its answer/, fix: /proxy/ },
  ],
  [
    "a connection that is reset",
    { kind: "reset", path: "/conversations", times: -1 },
    { code: "cut_short", cause: /broke off/, fix: /proxy/ },
  ],
  [
    "an answer of another shape",
    { kind: "status", status: 200, body: '{"data":[]}', path: "/conversations", times: -1 },
    { code: "unexpected_shape", cause: /\/conversations.*data/, fix: /version 4/ },
  ],
  [
    "errors of the server",
    { kind: "status", status: 502, path: "/conversations", times: -1 },
    { code: "server_error", cause: /502/, fix: /Nothing is lost/ },
  ],
  [
    "429 Retry later as plain text, for longer than it is waited for",
    {
      ...{ kind: "status", status: 429, body: "Retry later\n", contentType: "text/plain" },
      ...{ path: "/conversations", times: -1 },
    },
    { code: "rate_limited", cause: /limits the rate/, fix: /lower the rate/ },
  ],
  [
    "a redirect to another host",
    {
      ...{ kind: "status", status: 302, path: "/conversations", times: -1 },
      headers: { location: "https://login.example/sso?next=1" },
    },
    {
      ...{ code: "redirected", cause: /https:\/\/login\.example \(302\)/ },
      fix: /CHATWOOT_BASE_URL.*not sent on/,
    },
  ],
];
for (const [name, rule, wanted] of answers) {
  test(name, (world) => {
    const { faults } = world.fake;
    const fail = () => {
      faults.add(rule);
      return world.sync();
    };
    return failsAndRecovers(world, fail, wanted, faults.clear);
  });
}

test("a redirect takes the token nowhere", async (world) => {
  const stranger = Promise.withResolvers<string>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    stranger.resolve(request.headers.get("api_access_token") ?? "none");
    return Response.json({ payload: [] });
  });
  try {
    world.fake.faults.add({
      ...{ kind: "status", status: 307, times: -1 },
      headers: { location: `http://127.0.0.1:${server.addr.port}/` },
    });
    equal(await world.sync(), "failed");
    stranger.resolve("not called");
    equal(await stranger.promise, "not called");
  } finally {
    await server.shutdown();
  }
});

test("429 Retry later is waited out until the next full minute", async (world) => {
  addConversations(world.fake.state, 60);
  const limit = { kind: "status" as const, status: 429, body: "Retry later\n", times: 2 };
  world.fake.faults.add({ ...limit, contentType: "text/plain", path: "page=2" });
  const before = world.clock.slept.length;
  equal(await world.sync(), "succeeded");
  deepEqual(world.clock.slept.slice(before), [59_000, 60_000]);
  equal((world.clock.now() - START) % 60_000, 0);
  await equalMirrors(world);
});

test("a fault now and then does not break a sync off", async (world) => {
  fillEverything(world.fake.state);
  addConversations(world.fake.state, 60, { messages: 3 });
  for (const kind of ["reset", "cut", "reset"] as const) {
    world.fake.faults.add({ kind, after: 7, path: "/conversations" });
  }
  world.fake.faults.add({ kind: "status", status: 503, path: "/contacts", times: 2 });
  equal(await world.sync(), "succeeded");
  await equalMirrors(world);
});

test("a walk that broke off goes on where it stopped, and reads the first pages again", async (world) => {
  addConversations(world.fake.state, 120);
  world.fake.faults.add({ kind: "status", status: 500, path: "page=4", times: 3 });
  equal(await world.sync(), "failed");
  const { rows } = await stateOf(world);
  equal(rows.conversations, 75);
  deepEqual((await errorsOf(world)).map(([stream, id]) => [stream, id]), [["conversations", "*"]]);
  const pages: string[] = [];
  const seen = world.connect({
    fetch: tellingFetch((url) => {
      const page = url.searchParams.get("page");
      if (url.pathname.endsWith("/conversations") && page !== null) pages.push(page);
    }),
  });
  world.clock.advance(31_000);
  equal(await world.sync("incremental", seen), "succeeded");
  deepEqual(pages, ["4", "5", "6", "1", "2", "3", "4", "5", "6"]);
  await equalMirrors(world);
  deepEqual(await errorsOf(world), []);
});

test("a full sync that goes on where one broke off reads the first pages' messages again too", async (world) => {
  const { state, faults } = world.fake;
  const at = world.clock.now() - 40 * 86_400_000;
  const [id] = addConversations(state, 60, { messages: 30, at }) as [number];
  await world.sync();
  faults.add({ kind: "status", status: 500, path: "page=3", times: 3 });
  equal(await world.sync("full"), "failed");
  state.editMessage(id, state.tables.conversations.get(id)!.messages[2]!.id, "Corrected");
  world.clock.advance(31_000);
  equal(await world.sync("full"), "succeeded");
  await equalMirrors(world);
});

for (const [name, hours] of [["ahead of", 2], ["behind", -2]] as const) {
  test(`a clock two hours ${name} ours is told of, and nothing is lost`, async (world) => {
    const { state } = world.fake;
    addConversations(state, 30);
    const ours = { ...world.clock, now: () => world.clock.now() - hours * 3_600_000 };
    const skewed = world.connect({ clock: ours });
    for (let round = 0; round < 3; round++) {
      equal(await world.sync("incremental", skewed), "succeeded");
      const { status, status_detail } = await stateOf(world);
      equal(status, "ok");
      explains(status_detail, "clock_skew", new RegExp(`120 min ${name} ours`), /NTP/);
      await equalMirrors(world);
      addConversations(state, 2);
      state.createMessage({ conversationId: 1, content: `${round}` });
    }
    equal((await lastRun(world)).mode, "incremental");
  });
}

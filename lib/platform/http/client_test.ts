import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { createKvStore } from "../cache/kv_store.ts";
import { createCacheOn } from "../cache/remember.ts";
import { manualClock } from "../clock.ts";
import { VendorError } from "../errors.ts";
import type { LiveEvent } from "../events.ts";
import { createInProcessEventBus } from "../events/in_process.ts";
import { createLogger } from "../log/logger.ts";
import { createHttpClient } from "./client.ts";

const log = createLogger({ level: "silent" });
const START = Date.UTC(2026, 10, 23, 8, 0, 10);
const url = "https://vendor.example/api/items?page=1";

type Answer = Response | Error;
const json = (body: unknown, init?: ResponseInit) => () => Response.json(body, init);
const status = (code: number, headers?: HeadersInit) => () =>
  new Response("{}", { status: code, headers });

/** A client whose vendor gives the answers in order and the last one for ever. */
async function withClient(
  answers: (() => Answer)[],
  use: (bench: Bench) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  try {
    await use(bench(kv, answers));
  } finally {
    kv.close();
  }
}

type Bench = ReturnType<typeof bench>;

function bench(kv: Deno.Kv, answers: (() => Answer)[]) {
  const clock = manualClock(START);
  const cache = createCacheOn(createKvStore(kv, clock), { log });
  const events = createInProcessEventBus({ log, clock });
  const states: string[] = [];
  events.subscribe(({ event }: { event: LiveEvent }) => {
    if (event.type === "circuit_changed") states.push(event.state);
  });
  let calls = 0;
  const client = (random = () => 1) =>
    createHttpClient({
      clock,
      random,
      cache,
      log,
      events,
      accountScopeId: "s",
      fetch: (_input, init) => {
        init?.signal?.throwIfAborted();
        const answer = (answers[calls++] ?? answers.at(-1))?.();
        return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer);
      },
    });
  return { clock, states, client, http: client(), calls: () => calls };
}

async function vendorError(request: Promise<unknown>): Promise<VendorError> {
  let caught: unknown;
  await request.catch((error: unknown) => caught = error);
  ok(caught instanceof VendorError, `got ${caught}`);
  return caught;
}

Deno.test("a JSON reply comes with the vendor's clock and headers", () =>
  withClient(
    [json({ a: 1 }, { headers: { date: "Mon, 23 Nov 2026 08:00:00 GMT", "x-total": "5" } })],
    async ({ http }) => {
      const reply = await http.requestJson<{ a: number }>(url);
      equal(reply.body.a, 1);
      equal(reply.date, Date.UTC(2026, 10, 23, 8));
      equal(reply.headers.get("x-total"), "5");
    },
  ));

Deno.test("a transient error is tried three times, with growing waits", () =>
  withClient([status(503), () => new TypeError("connection refused"), json(1)], async (b) => {
    equal((await b.http.requestJson(url)).body, 1);
    deepEqual(b.clock.slept, [500, 1000]);
  }));

Deno.test("after the last try the error says what happened", () =>
  withClient([() => new TypeError("connection refused")], async ({ http, calls }) => {
    const error = await vendorError(http.request(url));
    deepEqual([error.errorClass, error.code, calls()], ["transient", "unreachable", 3]);
    match(error.options.fix ?? "", /vendor\.example/);
  }));

Deno.test("jitter takes up to half of a wait away", () =>
  withClient([status(500), json(1)], async (b) => {
    await b.client(() => 0).request(url);
    deepEqual(b.clock.slept, [250]);
  }));

for (
  const [name, headers, wait] of [
    ["seconds", { "retry-after": "7" }, 7_000],
    ["a date by the vendor's clock", {
      "retry-after": "Mon, 23 Nov 2026 09:00:12 GMT",
      date: "Mon, 23 Nov 2026 09:00:00 GMT",
    }, 12_000],
    ["a date in the past", { "retry-after": "Mon, 23 Nov 2020 09:00:12 GMT" }, 0],
    ["the limit's reset", { "ratelimit-reset": "3" }, 3_000],
    [
      "the limit's reset as epoch seconds",
      { "x-ratelimit-reset": String(START / 1000 + 4) },
      4_000,
    ],
    ["the limit's reset as epoch milliseconds", {
      "x-ratelimit-requests-reset": String(START + 900),
    }, 900],
    ["nothing: the next full minute", {}, 50_000],
    ["something unreadable: the next full minute", { "retry-after": "soon" }, 50_000],
  ] as const
) {
  Deno.test(`429 with ${name} waits as long`, () =>
    withClient([status(429, headers), json(1)], async (b) => {
      await b.http.request(url);
      deepEqual(b.clock.slept, [wait]);
    }));
}

Deno.test("a reset far away is left to the caller, with its time", () =>
  withClient([status(429, { "retry-after": "3600" })], async ({ http, calls }) => {
    const error = await vendorError(http.request(url));
    deepEqual([error.errorClass, error.options.retryAt, calls()], [
      "rate_limited",
      START + 3_600_000,
      1,
    ]);
  }));

for (
  const [code, errorClass, name] of [
    [401, "config", "unauthorized"],
    [403, "config", "forbidden"],
    [404, "permanent", "not_found"],
    [422, "permanent", "rejected"],
  ] as const
) {
  Deno.test(`${code} is ${errorClass} and not repeated`, () =>
    withClient([status(code)], async ({ http, calls }) => {
      const error = await vendorError(http.request(url));
      deepEqual([error.errorClass, error.code, error.options.status, calls()], [
        errorClass,
        name,
        code,
        1,
      ]);
    }));
}

Deno.test("a web page instead of JSON is named with the way out", () =>
  withClient(
    [() =>
      new Response("<!doctype html><title>Sign in</title>", {
        headers: { "content-type": "text/html" },
      })],
    async ({ http, calls }) => {
      const error = await vendorError(http.requestJson(url));
      deepEqual([error.errorClass, error.code, calls()], ["decode", "not_json", 1]);
      match(error.message, /web page/);
    },
  ));

const cutBody = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"a":'));
        controller.error(new Error("connection reset"));
      },
    }),
  );
for (
  const [name, answer] of [
    ["that breaks off", cutBody],
    ["that ends in the middle of its JSON", () => new Response('{"a": [1, 2')],
  ] as const
) {
  Deno.test(`an answer ${name} is tried again, and named when it stays so`, async () => {
    await withClient([answer, json({ a: 1 })], async ({ http, calls }) => {
      equal((await http.requestJson<{ a: number }>(url)).body.a, 1);
      equal(calls(), 2);
    });
    await withClient([answer], async ({ http }) => {
      const error = await vendorError(http.requestJson(url));
      deepEqual([error.errorClass, error.code], ["transient", "cut_short"]);
      match(error.options.fix ?? "", /proxy/);
    });
  });
}

Deno.test("a vendor's own reading of a reply comes first", () =>
  withClient([status(404), json(1)], async ({ http }) => {
    const gone = new VendorError("permanent", "gone", "gone");
    const classify = (response: Response) => response.status === 404 ? gone : undefined;
    equal(await vendorError(http.request(url, {}, { classify })), gone);
    equal((await http.request(url, {}, { classify })).status, 200);
    equal((await http.request(url, {}, { classify: () => null })).status, 200);
  }));

Deno.test("an aborted request ends with the signal's reason and blames nobody", () =>
  withClient([json(1)], async ({ http }) => {
    const reason = new Error("stopped by a person");
    await rejects(http.request(url, {}, { signal: AbortSignal.abort(reason) }), reason);
    equal((await http.breaker("vendor.example")).failures, 0);
  }));

Deno.test("the breaker: five failures, 30 s, one probe, open again, one probe, closed", () => {
  let healthy = false;
  return withClient([() => healthy ? Response.json(1) : new TypeError("down")], async (b) => {
    const once = () => b.http.request(url, {}, { tries: 1 });
    for (let n = 0; n < 5; n++) equal((await vendorError(once())).code, "unreachable");
    deepEqual(await b.http.breaker("vendor.example"), {
      host: "vendor.example",
      state: "open",
      failures: 5,
      openedAt: START,
    });
    b.clock.advance(29_999);
    const refused = await vendorError(once());
    deepEqual([refused.code, refused.options.retryAt, b.calls()], [
      "breaker_open",
      START + 30_000,
      5,
    ]);

    b.clock.advance(1);
    // two processes ask at the same moment: one probe goes out
    const other = b.client();
    const codes = await Promise.all([once(), other.request(url, {}, { tries: 1 })]
      .map(async (request) => (await vendorError(request)).code));
    deepEqual(codes.sort(), ["breaker_open", "unreachable"]);
    equal(b.calls(), 6);
    equal((await b.http.breaker("vendor.example")).state, "open");
    equal((await vendorError(once())).code, "breaker_open");

    b.clock.advance(30_000);
    healthy = true;
    await once();
    equal((await b.http.breaker("vendor.example")).state, "closed");
    await other.request(url);
    deepEqual(b.states, ["open", "half_open", "open", "half_open", "closed"]);
  });
});

Deno.test("a success between failures starts the count anew, an answer of 4xx is no failure", () => {
  const down = () => new TypeError("down");
  const answers = [down, down, down, down, json(1), down, down, down, down, status(404), down];
  return withClient(answers, async ({ http }) => {
    for (let n = 0; n < answers.length; n++) {
      await http.request(url, {}, { tries: 1 }).catch(() => {});
    }
    equal((await http.breaker("vendor.example")).state, "closed");
    equal((await http.breaker("vendor.example")).failures, 1);
  });
});

Deno.test("each host has its own breaker", () =>
  withClient([() => new TypeError("down")], async ({ http }) => {
    for (let n = 0; n < 5; n++) await vendorError(http.request(url, {}, { tries: 1 }));
    equal((await vendorError(http.request("https://other.example/"))).code, "unreachable");
  }));

Deno.test("a cache that is away stops no request", () =>
  withClient([json(1)], async ({ clock }) => {
    const away = () => Promise.reject(new Error("away"));
    const store = {
      get: away,
      set: away,
      delete: away,
      deletePrefix: away,
      increment: away,
      setIfAbsent: away,
      ping: away,
      close: () => Promise.resolve(),
    };
    let healthy = true;
    const http = createHttpClient({
      clock,
      random: () => 1,
      cache: createCacheOn(store, { log }),
      log,
      fetch: () => healthy ? Promise.resolve(Response.json(1)) : Promise.reject(new TypeError("x")),
    });
    equal((await http.requestJson(url)).body, 1);
    healthy = false;
    equal((await vendorError(http.request(url))).code, "unreachable");
  }));

Deno.test("a body may state an error at any status, and is believed before the status", () =>
  withClient(
    [
      json({ error: "slow down" }, { status: 400 }),
      json({ error: "slow down" }),
      json({ error: "slow down" }, { status: 503 }),
    ],
    async ({ http, clock, calls }) => {
      const classifyBody = (body: unknown) =>
        (body as { error?: string }).error === undefined
          ? undefined
          : new VendorError("rate_limited", "stated", "slow", { retryAt: clock.now() + 1000 });
      await rejects(
        http.requestJson(url, {}, { classifyBody }),
        (error: unknown) => error instanceof VendorError && error.code === "stated",
      );
      equal(calls(), 3);
      equal(clock.now(), START + 2000);
      equal((await http.breaker("vendor.example")).failures, 0);
    },
  ));

Deno.test("a refusal whose body states nothing is read by its status", () =>
  withClient(
    [() => new Response("<h1>Forbidden</h1>", { status: 403 })],
    async ({ http }) => {
      const classifyBody = () => new VendorError("permanent", "stated", "never");
      await rejects(
        http.requestJson(url, {}, { classifyBody }),
        (error: unknown) => error instanceof VendorError && error.code === "forbidden",
      );
    },
  ));

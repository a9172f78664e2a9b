import { deepEqual, equal, rejects } from "node:assert/strict";
import { z } from "zod";
import { type HttpClient, manualClock, VendorError } from "../../platform/mod.ts";
import { linearAsk } from "./client.ts";

const NOW = Date.parse("2026-11-23T09:00:00.000Z");
const { signal } = new AbortController();
const shape = z.object({ viewer: z.object({ id: z.string() }) });

/** An ask whose replies have this body and these headers, and the requests it sent. */
function asking(body: unknown, headers: Record<string, string> = {}, token = "lin_api_1") {
  const clock = manualClock(NOW);
  const sent: [string, RequestInit][] = [];
  const http: HttpClient = {
    request: () => Promise.reject(new Error("not used")),
    breaker: (host) =>
      Promise.resolve({ host, state: "closed" as const, failures: 0, openedAt: null }),
    requestJson<T>(url: string | URL, init: RequestInit = {}) {
      sent.push([String(url), init]);
      const reply = { body: body as T, date: NOW, status: 200, headers: new Headers(headers) };
      return Promise.resolve(reply);
    },
  };
  const config = { baseUrl: "https://api.linear.app", token };
  const ask = linearAsk({ http, clock, config, pace: () => Promise.resolve() });
  return { ask, clock, sent };
}

const good = { data: { viewer: { id: "u1" } } };

Deno.test("a document is posted with its variables, and no redirect is followed", async () => {
  const { ask, sent } = asking(good);
  deepEqual(await ask("query Viewer { viewer { id } }", { after: null }, shape, signal), {
    ...{ data: good.data, date: NOW },
  });
  const [[url, init]] = sent as [[string, RequestInit]];
  equal(url, "https://api.linear.app/graphql");
  deepEqual([init.method, init.redirect], ["POST", "manual"]);
  equal((init.headers as Record<string, string>).authorization, "lin_api_1");
  deepEqual(JSON.parse(String(init.body)), {
    ...{ query: "query Viewer { viewer { id } }", variables: { after: null } },
  });
});

Deno.test("when little is left of the hour's allowance, the next request waits", async () => {
  const { ask, clock } = asking(good, {
    ...{ "x-ratelimit-requests-limit": "2500", "x-ratelimit-requests-remaining": "250" },
  });
  await ask("query A { viewer { id } }", {}, shape, signal);
  deepEqual(clock.slept, []);
  clock.advance(880);
  await ask("query A { viewer { id } }", {}, shape, signal);
  deepEqual(clock.slept, [2000]);
});

Deno.test("data of another shape names the query and the field", async () => {
  const { ask } = asking({ data: { viewer: { id: 7 } } });
  await rejects(
    ask("query Viewer { viewer { id } }", {}, shape, signal),
    (error: unknown) =>
      error instanceof VendorError && error.errorClass === "decode" &&
      /Viewer .*data\.viewer\.id/.test(error.message),
  );
});

Deno.test("a webhook's secret is not sent anywhere", async () => {
  const { ask, sent } = asking(good, {}, "lin_wh_secret");
  await rejects(ask("query Viewer { viewer { id } }", {}, shape, signal));
  equal(sent.length, 0);
});

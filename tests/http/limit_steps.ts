import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { TestProduct } from "../support/app.ts";
import { type Answer, signIn, tryToSignIn, visit } from "../support/visitor.ts";

function told({ status, headers }: Answer): (number | string | null)[] {
  return [status, headers.get("ratelimit-limit"), headers.get("ratelimit-remaining")];
}

/** What a refusal says of when to come back, seconds. */
function waitOf({ headers }: Answer): number {
  return Number(headers.get("retry-after"));
}

/** Limits, over all processes together. */
export async function limitSteps(test: Deno.TestContext, product: TestProduct): Promise<void> {
  const process = (n: number) => product.processes[n % product.processes.length]!;

  await test.step("a signed-in person has 200 requests a minute, whichever process answers", async () => {
    const visitor = await signIn(product);
    // the sign-in's own look at a page was the first
    for (let n = 2; n <= 200; n++) {
      const answer = await visitor.ask("/api/v1/session", { process: process(n) });
      deepEqual(told(answer), [200, "200", String(200 - n)]);
    }
    for (let n = 0; n < 2; n++) {
      const refused = await visitor.ask("/api/v1/session", { process: process(n) });
      deepEqual(told(refused), [429, "200", "0"]);
      equal(refused.json().error, "rate_limited");
      ok(waitOf(refused) >= 1 && waitOf(refused) <= 60, String(waitOf(refused)));
      equal(refused.headers.get("ratelimit-reset"), refused.headers.get("retry-after"));
    }
    const page = await visitor.open("/settings", process(1));
    deepEqual(told(page), [429, "200", "0"]);
    ok(waitOf(page) >= 1);
    match(page.text, /Too many requests/);
    const other = await signIn(product);
    equal((await other.ask("/api/v1/session")).status, 200, "another session has its own");
  });

  await test.step("everybody else has 60 a minute from an address", async () => {
    const visitor = visit(product);
    for (let n = 1; n <= 60; n++) {
      const answer = await visitor.ask("/login", { process: process(n) });
      deepEqual(told(answer), [200, "60", String(60 - n)]);
    }
    deepEqual(told(await visitor.ask("/login", { process: process(0) })), [429, "60", "0"]);
    equal((await visitor.ask("/api/v1/session")).status, 429, "also what would be refused anyway");
    equal((await visitor.ask("/nowhere")).status, 429);
    equal((await visit(product).ask("/login")).status, 200, "another address has its own");
    equal((await visitor.ask("/health")).status, 200, "probes are never limited");
    const bogus = { authorization: `Bearer ct_${"a".repeat(43)}` };
    equal((await visitor.ask("/api/v1/session", { headers: bogus })).status, 429);
    const cookie = { cookie: `ct_session=${"a".repeat(43)}` };
    equal((await visitor.ask("/api/v1/session", { headers: cookie })).status, 429);
  });

  await test.step("a spoofed forwarding header gives nobody a new address", async () => {
    const visitor = visit(product);
    for (let n = 1; n <= 61; n++) {
      const headers = {
        "x-forwarded-for": `203.0.113.${n}`,
        "x-real-ip": `203.0.113.${n}`,
        "forwarded": `for=203.0.113.${n}`,
      };
      const answer = await visitor.ask("/login", { headers, process: process(n) });
      equal(answer.status, n <= 60 ? 200 : 429, `request ${n}`);
    }
  });

  await test.step("signing in may be tried 10 times in 15 minutes from an address", async () => {
    const visitor = visit(product);
    for (let n = 1; n <= 10; n++) {
      const answer = await tryToSignIn(visitor, `name ${n} ${visitor.ip}`, "wrong", process(n));
      deepEqual(told(answer), [401, "10", String(10 - n)]);
      match(answer.text, /Wrong login or password/);
    }
    const refused = await tryToSignIn(visitor, product.login, product.password, process(0));
    deepEqual(told(refused), [429, "10", "0"]);
    ok(waitOf(refused) > 800 && waitOf(refused) <= 900, String(waitOf(refused)));
    match(refused.text, /Try again in 15 min/);
    equal(visitor.cookies.has("ct_session"), false);
  });

  await test.step("and 10 times with a name, from whatever addresses", async () => {
    const name = `Name-${crypto.randomUUID()}`;
    for (let n = 1; n <= 10; n++) {
      const answer = await tryToSignIn(visit(product), name, "wrong", process(n));
      deepEqual(told(answer), [401, "10", String(10 - n)]);
    }
    const refused = await tryToSignIn(visit(product), name.toUpperCase(), "wrong");
    equal(refused.status, 429);
  });

  await test.step("a success clears both", async () => {
    const visitor = visit(product);
    const { login, password } = product;
    for (let round = 0; round < 2; round++) {
      for (let n = 1; n <= 9; n++) {
        equal(
          (await tryToSignIn(visitor, login, "wrong", process(n))).status,
          401,
          `${round} ${n}`,
        );
      }
      equal((await tryToSignIn(visitor, login, password, process(round))).status, 303);
      visitor.cookies.clear();
    }
  });

  await test.step("syncs may be asked for 10 times a minute, on the page and by the API together", async () => {
    // other steps have asked for some of it in this scope
    const { cache, defaultScopeId } = product.processes[0]!.services;
    await cache.delete(`limit:sync:${defaultScopeId}`);
    const visitor = await signIn(product);
    for (let n = 1; n <= 10; n++) {
      const answer = n % 2
        ? await visitor.api("POST", "/connectors/sync", {}, { process: process(n) })
        : await visitor.post("/connectors/sync", {}, process(n));
      deepEqual(told(answer), [n % 2 ? 202 : 303, "10", String(10 - n)], answer.text);
    }
    const refused = await visitor.api("POST", "/connectors/sync", {});
    deepEqual([...told(refused), refused.json().error], [429, "10", "0", "rate_limited"]);
    ok(waitOf(refused) >= 1);
    const page = await visitor.post("/connectors/sync", {});
    equal(page.status, 429);
    ok(waitOf(page) >= 1);
    equal((await visitor.ask("/api/v1/connectors")).status, 200, "looking goes on");
  });
}

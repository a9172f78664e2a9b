import { deepEqual, equal } from "node:assert/strict";
import { stores, withProduct } from "../support/app.ts";
import { signIn, tryToSignIn, visit } from "../support/visitor.ts";

const env = { TRUST_PROXY: "10.9.0.0/16, 2001:db8:ffff::/48" };

Deno.test("behind a trusted proxy each client has limits of their own", async () => {
  await withProduct({ store: stores[0]!, env }, async (product) => {
    const through = (client: string, proxy = "10.9.0.1") =>
      visit(product, proxy).ask("/login", { headers: { "x-forwarded-for": client } });
    const [ada, bob] = [product.freshIp(), product.freshIp()];
    for (let n = 1; n <= 60; n++) equal((await through(ada)).status, 200);
    equal((await through(ada)).status, 429);
    equal((await through(ada, "2001:db8:ffff::7")).status, 429, "through another proxy");
    equal((await through(`${product.freshIp()}, ${ada}`)).status, 429, "with a spoofed first hop");
    equal((await through(bob)).status, 200);
    equal((await visit(product, ada).ask("/login")).status, 429, "or without the proxy");
  });
});

Deno.test("a session is listed under its client's address, not the proxy's or a spoofed one", async () => {
  await withProduct({ store: stores[0]!, env }, async (product) => {
    const client = product.freshIp();
    const { login, password } = product;
    const visitor = visit(product, "10.9.0.1");
    const { ask } = visitor;
    visitor.ask = (path, init = {}) =>
      ask(path, {
        ...init,
        headers: { ...init.headers, "x-forwarded-for": `198.51.100.1, ${client}` },
      });
    equal((await tryToSignIn(visitor, login, password)).status, 303);
    const { sessions } = (await visitor.ask("/api/v1/sessions")).json<
      { sessions: { ip: string }[] }
    >();
    deepEqual(sessions.map(({ ip }) => ip), [client]);
  });
});

Deno.test("behind a proxy that is not trusted all clients share its limit, whatever they send", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const proxy = product.freshIp();
    for (let n = 1; n <= 11; n++) {
      const visitor = visit(product, proxy);
      const { ask } = visitor;
      visitor.ask = (path, init = {}) =>
        ask(path, { ...init, headers: { ...init.headers, "x-forwarded-for": `198.51.100.${n}` } });
      const answer = await tryToSignIn(visitor, `name ${n} ${proxy}`, "wrong");
      equal(answer.status, n <= 10 ? 401 : 429, `attempt ${n}`);
    }
    equal((await (await signIn(product)).ask("/api/v1/session")).status, 200);
  });
});

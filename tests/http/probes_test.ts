import { deepEqual, equal, match, ok } from "node:assert/strict";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { signIn, visit } from "../support/visitor.ts";

const store = stores[0]!;

async function readyOf(product: TestProduct) {
  const answer = await visit(product).ask("/ready");
  return {
    status: answer.status,
    ...answer.json<{ ok: boolean; checks: Record<string, unknown> }>(),
  };
}

const fine = { ok: true };

Deno.test("/ready names each dependency, and is off when one fails", async (test) => {
  await withProduct({ store }, async (product) => {
    const { services } = product.processes[0]!;
    const all = { database: fine, cache: fine, migrations: fine, accepting: fine };

    await test.step("all are there", async () =>
      deepEqual(await readyOf(product), { status: 200, ok: true, checks: all }));

    await test.step("a cache that is away", async () => {
      const { ping } = services.cache;
      services.cache.ping = () => Promise.reject(new Error("redis://user:secret@host is away"));
      const cache = { ok: false, detail: "not reachable" };
      deepEqual(await readyOf(product), { status: 503, ok: false, checks: { ...all, cache } });
      services.cache.ping = ping;
    });

    await test.step("a cache that does not answer does not hold the answer up", async () => {
      const { ping } = services.cache;
      services.cache.ping = () => new Promise(() => {});
      const began = performance.now();
      const cache = { ok: false, detail: "does not answer" };
      deepEqual((await readyOf(product)).checks, { ...all, cache });
      ok(performance.now() - began < 4000);
      services.cache.ping = ping;
    });

    await test.step("a migration that was not applied, or was changed", async () => {
      const [last] = await services.sql<{ name: string; checksum: string }[]>`
        delete from schema_migrations where name = (select max(name) from schema_migrations)
        returning name, checksum`;
      const pending = { ok: false, detail: "1 pending" };
      deepEqual((await readyOf(product)).checks, { ...all, migrations: pending });
      await services.sql`insert into schema_migrations (name, checksum) values (${
        last!.name
      }, 'other')`;
      const changed = { ok: false, detail: "changed" };
      deepEqual((await readyOf(product)).checks, { ...all, migrations: changed });
      await services.sql`update schema_migrations set checksum = ${last!.checksum} where name = ${
        last!.name
      }`;
    });

    await test.step("a schema that a newer release has moved on is good enough", async () => {
      await services
        .sql`insert into schema_migrations (name, checksum) values ('9999_later.sql', 'x')`;
      deepEqual((await readyOf(product)).checks, all);
      await services.sql`delete from schema_migrations where name = '9999_later.sql'`;
    });

    await test.step("a process that is ending", async () => {
      services.ready = false;
      const accepting = { ok: false, detail: "shutting down" };
      deepEqual(await readyOf(product), { status: 503, ok: false, checks: { ...all, accepting } });
      services.ready = true;
    });
  });
});

Deno.test("/health says that the process runs, and asks nobody", async () => {
  await withProduct({ store }, async (product) => {
    const visitor = await signIn(product);
    const { services } = product.processes[0]!;
    const away = () => Promise.reject(new Error("away"));
    services.auth.sessions.find = away;
    services.auth.limit = away;
    Object.assign(services.cache, { get: away, increment: away, ping: away });
    for (let n = 0; n < 100; n++) {
      const answer = await visitor.ask("/health");
      deepEqual([answer.status, answer.json()], [200, { ok: true }]);
    }
  });
});

Deno.test("without a token metrics are for the private network", async () => {
  const env = { TRUST_PROXY: "10.9.0.0/16" };
  await withProduct({ store, env }, async (product) => {
    const from = async (ip: string, headers: Record<string, string> = {}) =>
      (await visit(product, ip).ask("/metrics", { headers })).status;
    for (
      const ip of [
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "fd00::1",
        "::ffff:10.1.2.3",
      ]
    ) {
      equal(await from(ip), 200, ip);
    }
    for (
      const ip of [
        "203.0.113.1",
        "172.15.0.1",
        "172.32.0.1",
        "11.0.0.1",
        "192.169.0.1",
        "2001:db8::1",
        "::ffff:203.0.113.1",
        "localhost",
      ]
    ) {
      equal(await from(ip), 403, ip);
    }
    equal(await from("203.0.113.1", { "x-forwarded-for": "127.0.0.1" }), 403, "spoofed");
    equal(
      await from("10.1.2.3", { "x-forwarded-for": "203.0.113.1" }),
      403,
      "passed on by a proxy",
    );
    equal(await from("10.1.2.3", { forwarded: "for=203.0.113.1" }), 403, "passed on by a proxy");
    equal(await from("10.9.0.1", { "x-forwarded-for": "203.0.113.1" }), 403, "by a trusted one");
    equal(await from("10.9.0.1", { "x-forwarded-for": "10.1.2.3" }), 200);
    equal(await from("10.9.0.1", { "x-forwarded-for": "10.1.2.3, 203.0.113.1" }), 403);
    const answer = await visit(product, "127.0.0.1").ask("/metrics");
    match(answer.headers.get("content-type")!, /^text\/plain/);
    match(answer.text, /^http_request_duration_seconds_bucket\{/m);
    const refused = (await visit(product).ask("/metrics")).json();
    deepEqual([refused.ok, refused.error], [false, "forbidden"]);
  });
});

Deno.test("with a token metrics are for who has it, wherever they are", async () => {
  const METRICS_TOKEN = "0123456789abcdef";
  await withProduct({ store, env: { METRICS_TOKEN } }, async (product) => {
    const ask = async (authorization?: string, ip = "203.0.113.1") =>
      await visit(product, ip).ask("/metrics", {
        headers: authorization === undefined ? {} : { authorization },
      });
    equal((await ask(`Bearer ${METRICS_TOKEN}`)).status, 200);
    equal((await ask(`bearer ${METRICS_TOKEN}`)).status, 200);
    for (
      const header of [
        undefined,
        "",
        "Bearer",
        "Bearer ",
        METRICS_TOKEN,
        `Bearer ${METRICS_TOKEN}0`,
        `Basic ${METRICS_TOKEN}`,
      ]
    ) {
      const refused = await ask(header, "127.0.0.1");
      deepEqual([refused.status, refused.json().error], [401, "unauthorized"], header);
    }
  });
});

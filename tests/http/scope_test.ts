import { deepEqual, equal } from "node:assert/strict";
import { stores, withProduct } from "../support/app.ts";
import { addressOf, routeModules } from "../support/routes.ts";
import { listening } from "../support/scratch_stores.ts";
import { script, signIn, visit } from "../support/visitor.ts";

Deno.test("each request resolves session, project and scope exactly once", async (test) => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const { services } = product.processes[0]!;
    const visitor = await signIn(product);
    const { visitor: bearer } = await script(product, ["read", "write"]);
    const { sql, statements } = listening(services.sql);
    services.sql = sql;
    const { find } = services.auth.sessions;
    let found = 0;
    services.auth.sessions.find = (token) => {
      found++;
      return find(token);
    };

    /** How often a request looked for a session, for a token, and for its scope. */
    async function looks(ask: () => Promise<unknown>): Promise<[number, number, number]> {
      found = statements.length = 0;
      await ask();
      return [
        found,
        statements.filter((text) => text.includes("from api_tokens where token_hash")).length,
        statements.filter((text) => text.includes("from account_scopes s where")).length,
      ];
    }

    const gets = (await routeModules()).filter(({ path, methods }) =>
      methods.includes("GET") &&
      !/^\/(login|health|ready|metrics|events|api\/v1\/openapi.json)$/.test(path)
    ).map(({ path }) => addressOf(path, { name: "messages" }));

    await test.step("every page and every list, for a person", async () => {
      for (const path of gets) {
        deepEqual(await looks(() => visitor.open(path)), [1, 0, 1], path);
      }
    });

    await test.step("and for a script", async () => {
      for (const path of gets) {
        deepEqual(await looks(() => bearer.ask(path)), [0, 1, 1], path);
      }
    });

    await test.step("changes, refusals and what is not there", async () => {
      const once = [1, 0, 1];
      deepEqual(await looks(() => visitor.post("/settings/theme", { theme: "dark" })), once);
      deepEqual(await looks(() => visitor.api("PATCH", "/session", { theme: null })), once);
      deepEqual(await looks(() => visitor.api("POST", "/projects", { name: "A" })), once);
      deepEqual(await looks(() => visitor.api("POST", "/projects", {})), once);
      deepEqual(await looks(() => visitor.ask("/settings/theme", { method: "POST" })), once);
      deepEqual(await looks(() => visitor.open("/nowhere")), once);
    });

    await test.step("who has no session has no scope to look for", async () => {
      deepEqual(await looks(() => visit(product).open("/settings")), [0, 0, 0]);
      const unknown = { cookie: `ct_session=${"a".repeat(43)}` };
      deepEqual(await looks(() => visit(product).ask("/settings", { headers: unknown })), [
        1,
        0,
        0,
      ]);
    });

    await test.step("probes and files look for nobody", async () => {
      for (const path of ["/health", "/ready", "/metrics", "/favicon.svg"]) {
        deepEqual(await looks(() => visitor.ask(path)), [0, 0, 0], path);
      }
    });

    await test.step("another scope's session sees nothing of this one", async () => {
      const [other] = await sql<{ id: string }[]>`
        insert into account_scopes (slug, name) values ('other', 'Other') returning id`;
      const token = await services.auth.sessions.begin({
        login: "stranger",
        accountScopeId: other!.id,
        userAgent: null,
        ip: null,
        requestId: null,
      });
      const stranger = visit(product);
      stranger.cookies.set("ct_session", token);
      const list = async (path: string) => (await stranger.ask(`/api/v1${path}`)).json();
      const { projects } = (await visitor.ask("/api/v1/projects")).json<
        { projects: { id: string }[] }
      >();
      equal(projects.length, 1);
      deepEqual((await list("/projects")).projects, []);
      deepEqual((await list("/tokens")).tokens, []);
      deepEqual((await list("/connectors")).connectors, []);
      equal(((await list("/sessions")).sessions as unknown[]).length, 1);
      const csrf = /name="csrf_token" value="([^"]+)"/.exec(
        (await stranger.open("/settings")).text,
      );
      stranger.csrfToken = csrf![1]!;
      for (
        const [method, path, body] of [
          ["PATCH", `/projects/${projects[0]!.id}`, { name: "Mine" }],
          ["PATCH", "/session", { project_id: projects[0]!.id }],
          [
            "DELETE",
            `/sessions/${(await find(visitor.cookies.get("ct_session")!))!.id}`,
            undefined,
          ],
        ] as const
      ) {
        equal((await stranger.api(method, path, body)).status, 404, `${method} ${path}`);
      }
      equal((await stranger.api("DELETE", "/sessions")).json().ended, 0);
      equal((await visitor.ask("/api/v1/session")).status, 200);
    });
  });
});

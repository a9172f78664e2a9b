import { deepEqual, equal, match, ok } from "node:assert/strict";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { script, signIn, tryToSignIn, visit } from "../support/visitor.ts";

type Line = Record<string, unknown>;

/** The lines of answered requests. */
function requests({ lines }: TestProduct): Line[] {
  return lines.map((line) => JSON.parse(line) as Line).filter(({ msg }) => msg === "request");
}

Deno.test("each request is one line: what was asked, how it ended, for which session", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    const other = await signIn(product);
    product.lines.length = 0;
    await visitor.open("/settings?secret=hunter2");
    await visitor.ask("/api/v1/projects/00000000-0000-4000-8000-000000000000", { method: "PATCH" });
    await visitor.ask("/api/v1/session", { headers: { "x-request-id": "mine" } });
    await visitor.ask("/nowhere/hunter2");
    await other.ask("/api/v1/session", { method: "FOO" });
    await visit(product).ask("/api/v1/session");
    const lines = requests(product);
    deepEqual(lines.map(({ method, route, status }) => [method, route, status]), [
      ["GET", "/settings", 200],
      ["PATCH", "/api/v1/projects/:id", 403],
      ["GET", "/api/v1/session", 200],
      ["GET", "(none)", 404],
      ["OTHER", "/api/v1/session", 403],
      ["GET", "/api/v1/session", 401],
    ]);
    equal(lines[2]!.requestId, "mine");
    for (const line of lines) {
      ok(typeof line.durationMs === "number" && line.durationMs >= 0);
      deepEqual(Object.keys(line).toSorted(), [
        "durationMs",
        "level",
        "method",
        "msg",
        "requestId",
        "route",
        "session",
        "status",
        "time",
        "token",
      ]);
    }
    const [first, second, , , fifth, sixth] = lines.map(({ session }) => session);
    match(String(first), /^[0-9a-f]{12}$/);
    equal(first, second, "lines of a session belong together");
    ok(first !== fifth && typeof fifth === "string");
    equal(sixth, null);
    const { sessions } = (await visitor.api("GET", "/sessions")).json<
      { sessions: { id: string; current: boolean }[] }
    >();
    const own = sessions.find(({ current }) => current)!.id;
    ok(!own.replaceAll("-", "").includes(String(first)), "the hash is not the session's id");
  });
});

Deno.test("no secret and no personal datum reaches the log, whatever is done", async () => {
  const METRICS_TOKEN = "metrics-token-of-the-test";
  await withProduct({ store: stores[0]!, env: { METRICS_TOKEN } }, async (product) => {
    const { login, password } = product;
    const bad = visit(product);
    await tryToSignIn(bad, "ada@client.example", "my-wrong-password");
    const visitor = await signIn(product);
    const { token, visitor: bearer } = await script(product, ["read", "write"]);
    await bearer.ask("/api/v1/session");
    await bearer.api("POST", "/projects", { name: "Project of Ada <ada@client.example>" });
    await visitor.ask(`/messages?q=ada%40client.example&token=${token}`);
    await visitor.ask("/api/v1/session", {
      headers: { authorization: `Bearer ${"z".repeat(43)}` },
    });
    await visitor.ask("/metrics", { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    await visitor.ask("/metrics", { headers: { authorization: "Bearer wrong-metrics-token" } });
    await visitor.ask("/api/v1/session", { headers: { "x-request-id": token } });
    await visitor.post("/settings/projects", { action: "create", name: "Ada +49 30 1234567" });
    const { sql } = product.processes[0]!.services;
    const [stored] = await sql<{ hash: string }[]>`
      select encode(token_hash, 'hex') as hash from sessions limit 1`;
    const text = product.lines.join("\n");
    ok(requests(product).length > 10);
    const secrets = [
      password,
      "my-wrong-password",
      "ada@client.example",
      "ada%40client.example",
      "1234567",
      token,
      token.slice(3),
      visitor.csrfToken,
      visitor.cookies.get("ct_session")!,
      stored!.hash,
      METRICS_TOKEN,
      "wrong-metrics-token",
      visitor.ip,
      bad.ip,
      "z".repeat(43),
      login,
    ];
    for (const secret of secrets) ok(!text.includes(secret), `${secret} is in the log`);
  });
});

Deno.test("a failure of ours is logged with its cause, and told without it", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    const { services } = product.processes[0]!;
    const cause = new Error('relation "projects" is gone; ask ada@client.example');
    services.portfolio.overview = () => Promise.reject(cause);
    const errors: unknown[] = [];
    const original = console.error;
    console.error = (...args: unknown[]) => errors.push(args);
    try {
      product.lines.length = 0;
      const told = await visitor.ask("/api/v1/portfolio/overview");
      deepEqual({ ...told.json<Line>(), request_id: "" }, {
        ok: false,
        error: "internal",
        message: "Something went wrong on our side.",
        request_id: "",
      });
      const page = await visitor.open("/");
      equal(page.status, 500);
      ok(!/relation|projects&quot;|is gone|ada@/.test(page.text));
      match(page.text, /Something went wrong on our side/);
      ok(page.text.includes(page.headers.get("x-request-id")!));
      const lines = product.lines.map((line) => JSON.parse(line) as Line);
      const failed = lines.filter(({ msg }) => msg === "request failed");
      equal(failed.length, 2, "once for each request");
      for (const { level, err, requestId } of failed) {
        equal(level, "error");
        equal((err as Line).message, 'relation "projects" is gone; ask [email]');
        match(String((err as Line).stack), /log_test\.ts/);
        ok(lines.some((line) => line.msg === "request" && line.requestId === requestId));
      }
      deepEqual(errors, [], "and nowhere else");
    } finally {
      console.error = original;
    }
  });
});

Deno.test("a database that is away is told apart from a mistake", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    const { services } = product.processes[0]!;
    services.portfolio.overview = () =>
      Promise.reject(Object.assign(new Error("connect"), { code: "CONNECT_TIMEOUT" }));
    const told = await visitor.ask("/api/v1/portfolio/overview");
    deepEqual([told.status, told.json().error], [503, "unavailable"]);
    equal(told.headers.get("retry-after"), "5");
    const page = await visitor.open("/");
    deepEqual([page.status, page.headers.get("retry-after")], [503, "5"]);
  });
});

Deno.test("requests are counted by route, method and status, never by address", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    await visitor.ask("/api/v1/projects/11111111-1111-4111-8111-111111111111", { method: "PATCH" });
    await visitor.ask("/secret-path", { method: "SECRETMETHOD" });
    const { body } = await product.processes[0]!.services.metrics.expose();
    match(
      body,
      /http_request_duration_seconds_count\{route="\/api\/v1\/projects\/:id",method="PATCH",status="403"\} 1/,
    );
    match(body, /\{route="\(none\)",method="OTHER",status="403"\} 1/);
    ok(!/secret|11111111/i.test(body));
  });
});

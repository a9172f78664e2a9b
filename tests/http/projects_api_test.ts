import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { stores, withProduct } from "../support/app.ts";
import { type Answer, script, signIn, visit, type Visitor } from "../support/visitor.ts";

interface Project {
  id: string;
  name: string;
  pinned: boolean;
  archived: boolean;
}

const projectOf = (answer: Answer) => answer.json<{ project: Project }>().project;

async function names(visitor: Visitor, query = ""): Promise<string[]> {
  const answer = await visitor.ask(`/api/v1/projects${query}`);
  return answer.json<{ projects: Project[] }>().projects.map(({ name }) => name);
}

Deno.test("projects can be made, listed, renamed, pinned, archived and restored by the API", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    const made = await visitor.api("POST", "/projects", { name: "  Acme  " });
    equal(made.status, 201);
    const { id } = projectOf(made);
    deepEqual(Object.keys(projectOf(made)).toSorted(), [
      "archived",
      "created_at",
      "id",
      "name",
      "pinned",
      "slug",
    ]);
    const conflict = await visitor.api("POST", "/projects", { name: "ACME" });
    deepEqual([conflict.status, conflict.json().error], [409, "project_exists"]);
    const change = async (body: unknown) =>
      projectOf(await visitor.api("PATCH", `/projects/${id}`, body));
    equal((await change({ name: "Acme Inc" })).name, "Acme Inc");
    equal((await change({ pinned: true })).pinned, true);
    equal((await visitor.api("PATCH", `/projects/${id}`, {})).status, 400);
    equal((await change({ archived: true })).archived, true);
    deepEqual([await names(visitor), await names(visitor, "?archived=true")], [[], ["Acme Inc"]]);
    const gone = await visitor.api("PATCH", `/projects/${id}`, { name: "No" });
    deepEqual([gone.status, gone.json().error], [404, "not_found"]);
    equal((await change({ archived: false })).archived, false);
    deepEqual(await names(visitor), ["Acme Inc"]);
  });
});

Deno.test("lists come a page at a time, each row once, also while rows go", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    const wanted = ["Alpha", "Beta", "Gamma", "Delta", "Яндекс", "ёж", "Zeta"];
    const ids = new Map<string, string>();
    for (const name of wanted) {
      ids.set(name, projectOf(await visitor.api("POST", "/projects", { name })).id);
    }
    await visitor.api("PATCH", `/projects/${ids.get("Zeta")}`, { pinned: true });
    const seen: string[][] = [];
    let at: string | null = "/api/v1/projects?limit=3";
    while (at !== null) {
      const page: { projects: Project[]; next: string | null } = (await visitor.ask(at)).json();
      seen.push(page.projects.map(({ name }) => name));
      // the row that ended the page is gone before the next one is asked for
      await visitor.api("PATCH", `/projects/${page.projects.at(-1)!.id}`, { archived: true });
      at = page.next;
    }
    deepEqual(seen.map((page) => page.length), [3, 3, 1]);
    equal(seen[0]![0], "Zeta", "pinned ones first");
    deepEqual(seen.flat().toSorted(), wanted.toSorted());

    for (let n = 0; n < 5; n++) {
      await visitor.api("POST", "/tokens", { name: `t${n}`, scopes: ["read"] });
    }
    const tokens: string[] = [];
    at = "/api/v1/tokens?limit=2";
    while (at !== null) {
      const page: { tokens: { id: string; name: string }[]; next: string | null } =
        (await visitor.ask(at)).json();
      for (const { id, name } of page.tokens) {
        tokens.push(name);
        await visitor.api("DELETE", `/tokens/${id}`);
      }
      at = page.next;
    }
    deepEqual(tokens, ["t4", "t3", "t2", "t1", "t0"], "newest first");
  });
});

Deno.test("a creating request with an Idempotency-Key is carried out once", async (test) => {
  await withProduct({ store: stores[0]!, processes: 2 }, async (product) => {
    const visitor = await signIn(product);
    const [first, second] = [product.processes[0]!, product.processes.at(-1)!];
    const create = (name: string, key: string, process = first) =>
      visitor.api("POST", "/projects", { name }, { process, headers: { "idempotency-key": key } });
    const withoutId = ({ status, json }: Answer) => ({ status, ...json(), request_id: "" });

    await test.step("the same key and body get the same reply, from every process", async () => {
      const key = crypto.randomUUID();
      const made = await create("Once", key);
      const again = await create("Once", key, second);
      deepEqual(withoutId(again), withoutId(made));
      deepEqual([made, again].map(({ headers }) => headers.get("idempotent-replayed")), [
        null,
        "true",
      ]);
      notEqual(again.json().request_id, made.json().request_id);
      equal(again.json().request_id, again.headers.get("x-request-id"));
      deepEqual(await names(visitor), ["Once"]);
    });

    await test.step("another body or another operation is a conflict", async () => {
      const key = crypto.randomUUID();
      equal((await create("Twice", key)).status, 201);
      const other = await create("Thrice", key);
      deepEqual([other.status, other.json().error], [409, "idempotency_conflict"]);
      const body = { name: "Twice", scopes: ["read"] };
      const headers = { "idempotency-key": key };
      equal((await visitor.api("POST", "/tokens", body, { headers })).status, 409);
    });

    await test.step("what failed may be tried again with the same key", async () => {
      const key = crypto.randomUUID();
      equal((await create("Once", key)).status, 409);
      const invalid = await visitor.api("POST", "/projects", {}, {
        headers: { "idempotency-key": key },
      });
      equal(invalid.status, 400);
      equal((await create("Later", key)).status, 201);
    });

    await test.step("of many at the same time one is carried out", async () => {
      const key = crypto.randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => create("Race", key, n % 2 ? first : second)),
      );
      const statuses = answers.map(({ status }) => status);
      ok(statuses.every((status) => status === 201 || status === 409), String(statuses));
      ok(statuses.includes(201));
      const made = answers.filter(({ status }) => status === 201).map((answer) =>
        projectOf(answer).id
      );
      equal(new Set(made).size, 1);
      equal((await names(visitor)).filter((name) => name === "Race").length, 1);
    });

    await test.step("a token is given again to who has the key, and stored for nobody", async () => {
      const headers = { "idempotency-key": crypto.randomUUID() };
      const body = { name: "script", scopes: ["read"] };
      const made = await visitor.api("POST", "/tokens", body, { headers });
      const again = await visitor.api("POST", "/tokens", body, { headers, process: second });
      deepEqual(withoutId(again), withoutId(made));
      const token = String(made.json().token);
      match(token, /^ct_/);
      const { sql } = first.services;
      const stored = JSON.stringify(
        await sql`select key, response::text, encode(request_hash, 'escape') from idempotency_keys`,
      );
      ok(!stored.includes(token.slice(3)) && !stored.includes(headers["idempotency-key"]));
      const { tokens } = (await visitor.ask("/api/v1/tokens")).json<{ tokens: unknown[] }>();
      equal(tokens.length, 1);
    });

    await test.step("a key that is none is refused", async () => {
      for (const key of ["a b", "a".repeat(256)]) {
        const answer = await create("None", key);
        deepEqual([answer.status, answer.json().error], [400, "invalid_idempotency_key"], key);
      }
    });

    await test.step("a script's keys are its scope's as well", async () => {
      const { visitor: bearer } = await script(product, ["read", "write"]);
      const headers = { "idempotency-key": crypto.randomUUID() };
      const made = await bearer.api("POST", "/projects", { name: "By script" }, { headers });
      const again = await bearer.api("POST", "/projects", { name: "By script" }, { headers });
      deepEqual([made.status, projectOf(again)], [201, projectOf(made)]);
    });
  });
});

Deno.test("changes are audited with who made them and by which request", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const { visitor } = await script(product, ["read", "write"]);
    const made = await visitor.api("POST", "/projects", { name: "Acme" });
    const { sql } = product.processes[0]!.services;
    const [event] = await sql`
      select actor, action, request_id, entity_id from audit_events order by at desc limit 1`;
    deepEqual({ ...event }, {
      actor: "token:script read,write",
      action: "project.created",
      request_id: made.headers.get("x-request-id"),
      entity_id: projectOf(made).id,
    });
    equal((await visit(product).ask("/api/v1/projects")).status, 401);
  });
});

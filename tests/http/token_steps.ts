import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import type { TestProduct } from "../support/app.ts";
import { script, signIn, visit } from "../support/visitor.ts";

/** API tokens of scripts. */
export async function tokenSteps(test: Deno.TestContext, product: TestProduct): Promise<void> {
  const { processes } = product;

  await test.step("a token reads, and writes only when it may; no CSRF token is asked for", async () => {
    const reader = await script(product, ["read"]);
    equal((await reader.visitor.ask("/api/v1/projects")).status, 200);
    const refused = await reader.visitor.api("POST", "/projects", { name: "By a reader" });
    deepEqual([refused.status, refused.json().error], [403, "insufficient_scope"]);
    const writer = await script(product, ["read", "write"]);
    const made = await writer.visitor.api("POST", "/projects", { name: "By a writer" });
    equal(made.status, 201, made.text);
    const only = await script(product, ["write"]);
    equal((await only.visitor.api("POST", "/projects", { name: "Blind" })).status, 201);
    equal((await only.visitor.ask("/api/v1/projects")).json().error, "insufficient_scope");
  });

  await test.step("a token has no session: it chooses nothing, and makes no tokens", async () => {
    const { visitor } = await script(product, ["read", "write"]);
    const session = (await visitor.ask("/api/v1/session")).json();
    deepEqual([session.session, session.project_id], [null, null]);
    for (
      const answer of [
        await visitor.api("PATCH", "/session", { theme: "dark" }),
        await visitor.api("POST", "/tokens", { name: "another", scopes: ["write"] }),
        await visitor.ask("/projects/select", {
          method: "POST",
          body: new URLSearchParams("project_id="),
        }),
        await visitor.ask("/settings/theme", {
          method: "POST",
          body: new URLSearchParams("theme=dark"),
        }),
        await visitor.ask("/settings/tokens", {
          method: "POST",
          body: new URLSearchParams({ action: "create", name: "a", scopes: "write" }),
        }),
      ]
    ) {
      deepEqual([answer.status, answer.json().error], [403, "no_session"]);
    }
  });

  await test.step("a revoked token is refused at once, by every process", async () => {
    const { visitor, id } = await script(product, ["read"]);
    for (const process of processes) {
      equal((await visitor.ask("/api/v1/session", { process })).status, 200);
    }
    const owner = await signIn(product);
    equal((await owner.api("DELETE", `/tokens/${id}`)).status, 200);
    for (const process of processes) {
      const refused = await visitor.ask("/api/v1/session", { process });
      deepEqual([refused.status, refused.json().error], [401, "unauthorized"]);
      equal(refused.headers.get("www-authenticate"), "Bearer");
    }
    equal((await owner.api("DELETE", `/tokens/${id}`)).status, 404);
  });

  await test.step("a broken token is nobody, whatever cookie comes with it", async () => {
    const owner = await signIn(product);
    for (const token of ["ct_x", "", `ct_${"a".repeat(43)}`, owner.cookies.get("ct_session")!]) {
      const headers = { authorization: `Bearer ${token}` };
      equal((await owner.ask("/api/v1/session", { headers })).status, 401, token);
    }
    const basic = { authorization: "Basic b3duZXI6c2VjcmV0" };
    equal((await visit(product).ask("/api/v1/session", { headers: basic })).status, 401);
    equal((await visit(product).ask("/settings", { headers: basic })).status, 401);
  });

  await test.step("the page makes a token, shows it once, lists and revokes it", async () => {
    const owner = await signIn(product);
    const made = await owner.post("/settings/tokens", {
      action: "create",
      name: "Nightly report",
      scopes: "read",
    });
    equal(made.headers.get("cache-control"), "no-store");
    const token = /data-testid="new-token">(ct_[\w-]{43})</.exec(made.text)?.[1];
    ok(token !== undefined, made.text);
    const headers = { authorization: `Bearer ${token}` };
    const bearer = visit(product);
    equal((await bearer.ask("/api/v1/session", { headers })).status, 200);
    const page = await owner.open("/settings/tokens");
    ok(page.text.includes("Nightly report") && !page.text.includes(token));
    const { tokens } = (await owner.api("GET", "/tokens")).json<
      { tokens: { id: string; name: string; last_used_at: string | null }[] }
    >();
    const listed = tokens.find(({ name }) => name === "Nightly report")!;
    notEqual(listed.last_used_at, null);
    const revoked = await owner.post("/settings/tokens", { action: "revoke", token_id: listed.id });
    equal(revoked.headers.get("location"), "/settings/tokens?done=revoke");
    equal((await bearer.ask("/api/v1/session", { headers })).status, 401);
    const after = await owner.open("/settings/tokens?done=revoke");
    ok(!after.text.includes("Nightly report"));
    match(after.text, /Token revoked/);
  });
}

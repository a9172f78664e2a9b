import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { csrfTokenIn } from "../support/person.ts";
import type { TestProduct } from "../support/app.ts";
import { signIn, tryToSignIn, visit, type Visitor } from "../support/visitor.ts";

const DAY = 86_400_000;

/** Whether somebody is let in, by each process of the product. */
async function letIn(product: TestProduct, visitor: Visitor): Promise<boolean[]> {
  const answers = [];
  for (const process of product.processes) {
    answers.push((await visitor.ask("/api/v1/session", { process })).status === 200);
  }
  return answers;
}

/** Signing in and out, and how sessions end. */
export async function sessionSteps(test: Deno.TestContext, product: TestProduct): Promise<void> {
  const second = product.processes.at(-1)!;
  const all = (value: boolean) => product.processes.map(() => value);

  await test.step("a page asks to sign in, and signing in leads back to it", async () => {
    const visitor = visit(product);
    const asked = await visitor.open("/messages?q=a%20b");
    equal(asked.status, 303);
    equal(asked.headers.get("location"), "/login?return_to=%2Fmessages%3Fq%3Da%2520b");
    const form = await visitor.open(asked.headers.get("location")!);
    equal(form.status, 200);
    visitor.csrfToken = csrfTokenIn(form.text);
    const entered = await visitor.post("/login", {
      username: product.login,
      password: product.password,
      return_to: "/messages?q=a%20b",
    });
    deepEqual([entered.status, entered.headers.get("location")], [303, "/messages?q=a%20b"]);
    equal((await visitor.open("/messages")).status, 200);
    equal(
      (await visitor.open("/login?return_to=/settings")).headers.get("location"),
      "/settings",
    );
  });

  await test.step("signing in never leads to another site", async () => {
    for (const returnTo of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
      const visitor = visit(product);
      visitor.csrfToken = csrfTokenIn((await visitor.open("/login")).text);
      const { login: username, password } = product;
      const entered = await visitor.post("/login", { username, password, return_to: returnTo });
      equal(entered.headers.get("location"), "/", returnTo);
    }
  });

  await test.step("the cookie is out of reach of scripts, and each sign-in has its own", async () => {
    const visitor = visit(product);
    const entered = await tryToSignIn(visitor, product.login, product.password);
    const [session, form] = entered.headers.getSetCookie();
    match(
      session!,
      /^ct_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    );
    match(form!, /^ct_login=; .*Max-Age=0$/);
    const other = await signIn(product);
    notEqual(other.cookies.get("ct_session"), visitor.cookies.get("ct_session"));
    notEqual(other.csrfToken, visitor.csrfToken);
  });

  await test.step("signing in again in the same browser ends the session before", async () => {
    const visitor = await signIn(product);
    const before = visitor.cookies.get("ct_session")!;
    const page = await visitor.ask("/login", { headers: { cookie: "" } });
    const form = /name="csrf_token" value="([^"]+)"/.exec(page.text)![1]!;
    visitor.csrfToken = form;
    const { login: username, password } = product;
    equal((await visitor.post("/login", { username, password })).status, 303);
    notEqual(visitor.cookies.get("ct_session"), before);
    const old = visit(product);
    old.cookies.set("ct_session", before);
    deepEqual(await letIn(product, old), all(false));
    deepEqual(await letIn(product, visitor), all(true));
  });

  await test.step("a cookie of our own making opens nothing", async () => {
    const visitor = visit(product);
    for (const value of ["a", "a".repeat(43), "' or 1=1", "%00", "a".repeat(4000)]) {
      visitor.cookies.set("ct_session", value);
      deepEqual(await letIn(product, visitor), all(false));
    }
  });

  await test.step("signing out ends the session on the server, in every process", async () => {
    const visitor = await signIn(product);
    deepEqual(await letIn(product, visitor), all(true));
    const kept = new Map(visitor.cookies);
    const left = await visitor.post("/logout", {}, second);
    deepEqual([left.status, left.headers.get("location")], [303, "/login"]);
    equal(visitor.cookies.has("ct_session"), false);
    for (const [name, value] of kept) visitor.cookies.set(name, value);
    deepEqual(await letIn(product, visitor), all(false));
    equal((await visitor.open("/settings")).status, 303);
  });

  await test.step("ending a session on the page holds at once in every process", async () => {
    const [owner, other] = [await signIn(product), await signIn(product, second)];
    deepEqual(await letIn(product, other), all(true));
    const page = await owner.open("/settings/sessions");
    const { sessions } = (await other.api("GET", "/sessions")).json<
      { sessions: { id: string; current: boolean }[] }
    >();
    const { id } = sessions.find(({ current }) => current)!;
    ok(page.text.includes(id), "the page lists it");
    const ended = await owner.post("/settings/sessions", { action: "end", session_id: id });
    deepEqual([ended.status, ended.headers.get("location")], [
      303,
      "/settings/sessions?done=end",
    ]);
    deepEqual(await letIn(product, other), all(false));
    deepEqual(await letIn(product, owner), all(true));
    const again = await owner.post("/settings/sessions", { action: "end", session_id: id });
    equal(again.status, 404);
  });

  await test.step("whoever's session is over is told so, once", async () => {
    const visitor = await signIn(product);
    const kept = visitor.cookies.get("ct_session")!;
    await visitor.post("/logout", {});
    ok(!(await visitor.open("/login")).text.includes("Your session has ended"));
    visitor.cookies.set("ct_session", kept);
    const asked = await visitor.open("/messages");
    const told = await visitor.open(asked.headers.get("location")!);
    match(told.text, /Your session has ended/);
    equal(visitor.cookies.has("ct_session"), false);
    ok(!(await visitor.open("/login")).text.includes("Your session has ended"));
  });

  await test.step("all others can be ended, on the page and by the API", async () => {
    const [owner, second, third] = [
      await signIn(product),
      await signIn(product),
      await signIn(product),
    ];
    equal((await owner.post("/settings/sessions", { action: "end_others" })).status, 303);
    deepEqual([await letIn(product, second), await letIn(product, third)], [
      all(false),
      all(false),
    ]);
    const fourth = await signIn(product);
    const { ended } = (await fourth.api("DELETE", "/sessions")).json<{ ended: number }>();
    equal(ended, 1);
    deepEqual([await letIn(product, owner), await letIn(product, fourth)], [
      all(false),
      all(true),
    ]);
  });

  await test.step("a session ends after 14 days without use, and after 30 in any case", async () => {
    // the shared cache keeps its own time: what it would have forgotten by then is dropped
    const wait = async (ms: number) => {
      product.clock.advance(ms);
      await product.processes[0]!.services.cache.deletePrefix("session:");
    };
    const flush = async () => {
      for (const { services } of product.processes) await services.auth.sessions.flush();
    };
    const [idle, busy] = [await signIn(product), await signIn(product)];
    await flush();
    await wait(14 * DAY - 1000);
    deepEqual(await letIn(product, busy), all(true));
    await flush();
    await wait(1001);
    deepEqual(await letIn(product, idle), all(false));
    deepEqual(await letIn(product, busy), all(true));
    await flush();
    await wait(14 * DAY - 5000);
    deepEqual(await letIn(product, busy), all(true));
    await flush();
    product.clock.advance(14 * DAY + 1);
    deepEqual(await letIn(product, busy), all(false), "also where it is cached");
    const lasting = await signIn(product);
    for (const days of [10, 10]) {
      await flush();
      await wait(days * DAY);
      deepEqual(await letIn(product, lasting), all(true), "used in time");
    }
    await flush();
    await wait(10 * DAY);
    deepEqual(await letIn(product, lasting), all(false), "30 days are over");
  });
}

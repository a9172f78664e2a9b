import { deepEqual, equal, match, ok } from "node:assert/strict";
import { parseHTML } from "linkedom";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { addressOf, routeModules } from "../support/routes.ts";
import { type Answer, signIn, visit } from "../support/visitor.ts";

const pages = (await routeModules()).filter(({ file, methods }) =>
  file.endsWith(".tsx") && methods.includes("GET")
).map(({ path }) => addressOf(path));

/** The directives of a policy by name. */
function policyOf({ headers }: Answer): Map<string, string> {
  const policy = headers.get("content-security-policy") ?? "";
  return new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...values] = directive.split(" ");
      return [name, values.join(" ")];
    }),
  );
}

function checkFixed(answer: Answer, about: string): void {
  const { headers } = answer;
  const wanted = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "strict-transport-security": null,
  };
  for (const [name, value] of Object.entries(wanted)) equal(headers.get(name), value, about + name);
  match(headers.get("permissions-policy") ?? "", /camera=\(\).*microphone=\(\)/, about);
  match(headers.get("x-request-id") ?? "", /^[\w.:-]{1,128}$/, about);
  ok(!/unsafe/.test(headers.get("content-security-policy") ?? "unsafe"), about);
  equal(headers.get("server"), null, about);
  equal(headers.get("x-powered-by"), null, about);
}

/** Asserts that a page's policy allows nothing but this site, and inline parts by the nonce alone. */
function checkPage(answer: Answer, about: string): void {
  checkFixed(answer, about);
  const policy = policyOf(answer);
  const nonce = /^'self' 'nonce-([\w+/=]{22,})'$/.exec(policy.get("script-src") ?? "")?.[1];
  ok(nonce !== undefined, `${about} ${policy.get("script-src")}`);
  equal(policy.get("style-src"), `'self' 'nonce-${nonce}'`, about);
  for (const name of ["default-src", "object-src", "base-uri", "frame-ancestors"]) {
    equal(policy.get(name), "'none'", `${about} ${name}`);
  }
  for (const [name, value] of policy) {
    ok(!/\*|https?:|unsafe/.test(value), `${about} ${name} ${value}`);
  }
  const { document } = parseHTML(answer.text);
  for (const element of document.querySelectorAll("script:not([src]), style")) {
    equal(element.getAttribute("nonce"), nonce, `${about} ${element.outerHTML}`);
  }
  for (const element of document.querySelectorAll("*")) {
    const names = element.getAttributeNames();
    deepEqual(
      names.filter((name) => /^on|^style$/.test(name)),
      [],
      `${about} ${element.outerHTML}`,
    );
    for (const name of ["src", "href", "action", "formaction"]) {
      const value = element.getAttribute(name) ?? "";
      ok(!/^\s*javascript:/i.test(value), `${about} ${value}`);
      if (name === "src") ok(!/^(https?:)?\/\//.test(value), `${about} ${value}`);
    }
  }
  equal(answer.headers.get("cache-control"), "no-store", about);
  ok(document.documentElement.getAttribute("lang"), about);
}

Deno.test("every page is shown under a policy with a nonce of its own, and kept by nobody", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    const nonces = new Set<string>();
    ok(pages.length > 10, pages.join(" "));
    for (const path of pages) {
      const answer = path === "/login" ? await visit(product).open(path) : await visitor.open(path);
      ok([200, 404].includes(answer.status), `${path} answered ${answer.status}`);
      checkPage(answer, path);
      nonces.add(policyOf(answer).get("script-src")!);
    }
    equal(nonces.size, pages.length, "no nonce is used twice");
    checkPage(await visitor.open("/nowhere"), "an error page");
  });
});

Deno.test("what is no page may load nothing", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    const answers: Record<string, Answer> = {
      json: await visitor.ask("/api/v1/session"),
      error: await visitor.ask("/api/v1/nowhere"),
      redirect: await visit(product).open("/settings"),
      refused: await visit(product).ask("/api/v1/session"),
      probe: await visitor.ask("/health"),
      asset: await visitor.ask("/favicon.svg"),
      style: await visitor.ask("/styles/base.css"),
      missing: await visitor.ask("/styles/none.css"),
      posted: await visitor.post("/settings/theme", { theme: "dark" }),
      head: await visitor.ask("/settings", { method: "HEAD" }),
    };
    for (const [about, answer] of Object.entries(answers)) {
      checkFixed(answer, about);
      if (about === "head") continue;
      deepEqual(
        [...policyOf(answer)],
        [["default-src", "'none'"], ["frame-ancestors", "'none'"]],
        about,
      );
    }
    for (const about of ["json", "error", "redirect", "refused", "probe", "posted"]) {
      equal(answers[about]!.headers.get("cache-control"), "no-store", about);
    }
    equal(answers.asset!.headers.get("cache-control"), "no-cache");
    equal(answers.head!.text, "");
  });
});

Deno.test("on https browsers are told to stay there", async () => {
  const env = { PUBLIC_URL: "https://ct.example" };
  await withProduct({ store: stores[0]!, env }, async (product: TestProduct) => {
    for (const path of ["/login", "/health", "/api/v1/session", "/favicon.svg"]) {
      const { headers } = await visit(product).ask(path);
      equal(
        headers.get("strict-transport-security"),
        "max-age=31536000; includeSubDomains",
        path,
      );
    }
  });
});

Deno.test("a request's id is the client's when that is safe, and comes back with every reply", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = visit(product);
    const id = "trace:1.2-3_4";
    for (const path of ["/login", "/health", "/api/v1/session", "/favicon.svg", "/nowhere"]) {
      const given = await visitor.ask(path, { headers: { "x-request-id": id } });
      equal(given.headers.get("x-request-id"), id, path);
      const unsafe = await visitor.ask(path, { headers: { "x-request-id": "a b" } });
      match(unsafe.headers.get("x-request-id")!, /^[0-9a-f-]{36}$/, path);
    }
    const body = (await visitor.ask("/api/v1/session", { headers: { "x-request-id": id } })).json();
    equal(body.request_id, id);
    const lines = product.lines.map((line) => JSON.parse(line)).filter(({ msg }) =>
      msg === "request"
    );
    equal(lines.filter(({ requestId }) => requestId === id).length, 6);
  });
});

import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { operations } from "@/routes/api/v1/(_contract)/mod.ts";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { addressOf } from "../support/routes.ts";
import { type Answer, signIn, visit, type Visitor } from "../support/visitor.ts";

const MAX_BODY = 64 * 1024;

/** What none of the replies may tell. */
const internals =
  /\bat (async )?\S+ \(|file:\/\/|node_modules|postgres|\bselect\b .*\bfrom\b|relation "|violates/i;

/** Asserts a refusal in the promised form. */
function refused(answer: Answer, status: number, code: string, about: string): void {
  const { ok, error, message, request_id, ...rest } = answer.json();
  deepEqual([answer.status, ok, error], [status, false, code], `${about}: ${answer.text}`);
  match(String(message), /^[A-Z].*\.$/, about);
  equal(request_id, answer.headers.get("x-request-id"), about);
  match(answer.headers.get("content-type") ?? "", /^application\/json/, about);
  deepEqual(Object.keys(rest).filter((key) => key !== "details"), [], about);
  equal(internals.test(answer.text), false, `${about}: ${answer.text}`);
}

/** Operations that need a session, with an address that can be asked for. */
const guarded = operations.filter(({ open }) => !open).map((operation) => ({
  ...operation,
  about: `${operation.method} ${operation.path}`,
  address: addressOf(operation.path, { name: "messages" }),
}));
const changing = guarded.filter(({ method }) => method !== "GET");

/** One after the other, with somebody signed in anew for each few: a session has 200 requests a minute. */
async function eachSignedIn<T>(
  product: TestProduct,
  list: readonly T[],
  use: (item: T, visitor: Visitor) => Promise<void>,
): Promise<void> {
  let visitor = await signIn(product);
  for (const [index, item] of list.entries()) {
    if (index % 15 === 14) visitor = await signIn(product);
    await use(item, visitor);
  }
}

Deno.test("every mistake of a client is a 4xx with a code", async (test) => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const { origin } = product;

    await test.step("without a session, and with a broken one", async () => {
      let visitor = visit(product);
      for (const [index, { about, method, address }] of guarded.entries()) {
        if (index % 10 === 0) visitor = visit(product);
        const own = { "content-type": "application/json", origin };
        const forms: Record<string, string>[] = [
          {},
          { cookie: `ct_session=${"a".repeat(43)}` },
          own,
        ];
        for (const headers of forms) {
          refused(
            await visitor.ask(`/api/v1${address}`, { method, headers }),
            401,
            "unauthorized",
            about,
          );
        }
      }
    });

    await test.step("malformed JSON", () =>
      eachSignedIn(product, changing, async ({ about, method, address }, visitor) => {
        for (const body of ["{", "not json", '{"name":}', "\u0000"]) {
          const answer = await visitor.ask(`/api/v1${address}`, {
            method,
            body,
            headers: headersOf(visitor, origin),
          });
          refused(answer, 400, "invalid_json", `${about} with ${JSON.stringify(body)}`);
        }
      }));

    await test.step("another media type", () =>
      eachSignedIn(product, changing, async ({ about, method, address }, visitor) => {
        for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/xml"]) {
          const answer = await visitor.ask(`/api/v1${address}`, {
            method,
            body: "{}",
            headers: { ...headersOf(visitor, origin), "content-type": type },
          });
          refused(answer, 415, "unsupported_media_type", `${about} with ${type}`);
        }
      }));

    await test.step("more than 64 KiB", () =>
      eachSignedIn(product, changing, async ({ about, method, address }, visitor) => {
        const body = JSON.stringify({ name: "a".repeat(MAX_BODY) });
        const answer = await visitor.ask(`/api/v1${address}`, {
          method,
          body,
          headers: headersOf(visitor, origin),
        });
        refused(answer, 413, "body_too_large", about);
      }));

    await test.step("fields that are missing, wrong or unknown, each of them named", () =>
      eachSignedIn(
        product,
        changing.filter(({ body }) => body !== undefined),
        async ({ about, method, address }, visitor) => {
          for (const body of [{ nonsense: 1 }, [], "text", null, 7]) {
            const answer = await visitor.api(method, address, body);
            refused(answer, 400, "validation_error", `${about} with ${JSON.stringify(body)}`);
            const { details } = answer.json<{ details: Record<string, unknown>[] }>();
            ok(details.length > 0, about);
            for (const detail of details) {
              deepEqual(Object.keys(detail).toSorted(), ["code", "message", "path"], about);
            }
          }
        },
      ));

    await test.step("a body where none is taken", () =>
      eachSignedIn(
        product,
        changing.filter(({ body }) => body === undefined),
        async ({ about, method, address }, visitor) => {
          refused(await visitor.api(method, address, { a: 1 }), 400, "validation_error", about);
        },
      ));

    await test.step("an id that is none, and one that nothing has", () =>
      eachSignedIn(
        product,
        guarded.filter(({ path }) => path.includes("{id}")),
        async ({ about, name, method, path, address, body }, visitor) => {
          for (const id of ["1", "not-a-uuid", "%D1%8F", "a'b", "..%2F..", `${"0".repeat(36)}`]) {
            const answer = await visitor.api(method, addressOf(path, { id }), body && bodies[name]);
            refused(answer, 400, "validation_error", `${about} with ${id}`);
            equal(answer.json<{ details: { path: string }[] }>().details[0]!.path, "id");
          }
          refused(
            await visitor.api(method, address, body && bodies[name]),
            404,
            "not_found",
            about,
          );
        },
      ));

    await test.step("a query that is not valid", () =>
      eachSignedIn(
        product,
        guarded.filter(({ query }) => query !== undefined),
        async ({ about, query, address }, visitor) => {
          const known = Object.keys((query as unknown as { shape: object }).shape);
          for (const name of known) {
            const [wrong] = wrongValues[name] ?? [];
            notEqual(wrong, undefined, `${about} has a parameter ${name} that is not tried`);
            for (const value of wrongValues[name]!) {
              const answer = await visitor.ask(
                `/api/v1${address}?${new URLSearchParams({ [name]: value })}`,
              );
              refused(answer, 400, "validation_error", `${about}?${name}=${value}`);
              const [detail] = answer.json<{ details: { path: string }[] }>().details;
              // of a list its item is named
              equal(detail!.path.split(".")[0], name);
            }
          }
        },
      ));

    await test.step("without the CSRF token, with another one, and from another site", () =>
      eachSignedIn(product, changing, async ({ about, method, address, name }, visitor) => {
        const body = JSON.stringify(bodies[name] ?? {});
        const fine = headersOf(visitor, origin);
        const { origin: _, ...noOrigin } = fine;
        const { "x-csrf-token": __, ...noToken } = fine;
        const forms: Record<string, string>[] = [
          noToken,
          { ...fine, "x-csrf-token": "" },
          { ...fine, "x-csrf-token": "a".repeat(43) },
          noOrigin,
          { ...fine, origin: "https://evil.example" },
          { ...fine, origin: "null" },
          { ...fine, "sec-fetch-site": "cross-site" },
          { ...fine, "sec-fetch-site": "same-site" },
          { ...noOrigin, "sec-fetch-site": "cross-site" },
        ];
        for (const headers of forms) {
          const answer = await visitor.ask(`/api/v1${address}`, { method, body, headers });
          refused(answer, 403, "csrf_invalid", `${about} with ${JSON.stringify(headers)}`);
        }
      }));

    await test.step("addresses that are not there, or cannot be read, and methods that are not taken", async () => {
      const visitor = await signIn(product);
      const cases: [method: string, path: string, status: number, code: string][] = [
        ["GET", "/api/v1/nowhere", 404, "not_found"],
        ["GET", "/api/v1", 404, "not_found"],
        ["GET", "/api/v2/projects", 404, "not_found"],
        ["POST", "/api/v1/projects/x/y", 404, "not_found"],
        ["GET", "/api/v1/portfolio/charts/nothing", 404, "not_found"],
        ["GET", "/api/v1/projects/%zz", 400, "bad_request"],
        ["GET", "/api/v1/projects?cursor=%00", 400, "bad_request"],
        ["GET", "/api/v1/projects/%00", 400, "bad_request"],
        ["PUT", "/api/v1/projects", 405, "method_not_allowed"],
        ["DELETE", "/api/v1/projects", 405, "method_not_allowed"],
        ["OPTIONS", "/api/v1/projects", 405, "method_not_allowed"],
        ["GET", "/nowhere", 404, "not_found"],
        ["GET", "/events/more", 404, "not_found"],
      ];
      for (const [method, path, status, code] of cases) {
        const headers = headersOf(visitor, origin);
        refused(await visitor.ask(path, { method, headers }), status, code, `${method} ${path}`);
      }
      const put = await visitor.ask("/api/v1/projects", {
        method: "PUT",
        headers: headersOf(visitor, origin),
      });
      deepEqual(put.headers.get("allow")?.split(", ").toSorted(), ["GET", "HEAD", "POST"]);
    });

    await test.step("nothing of it was our own failure, and nothing was changed", async () => {
      const failures = product.lines.map((line) => JSON.parse(line))
        .filter(({ level, status }) => level === "error" || level === "fatal" || status >= 500);
      deepEqual(failures, []);
      const { sql } = product.processes[0]!.services;
      const changes = await sql`select distinct action from audit_events`;
      deepEqual(changes.map(({ action }) => action), ["session.started"]);
    });
  });
});

function headersOf(visitor: Visitor, origin: string) {
  return { origin, "x-csrf-token": visitor.csrfToken, "content-type": "application/json" };
}

const id = "00000000-0000-4000-8000-000000000001";

/** A valid body for operations that take one. */
const bodies: Record<string, unknown> = {
  changeConnection: { paused: true },
  createProject: { name: "Acme" },
  changeProject: { name: "Acme" },
  changeSession: { theme: "dark" },
  createToken: { name: "a", scopes: ["read"] },
  changeScope: { locale: "en" },
  changeTerms: { currency: "EUR" },
  addCost: { project_id: id, incurred_on: "2026-11-25", amount: 1, currency: "EUR", category: "x" },
  importCosts: { csv: "x", preview: true },
  startSync: {},
  applyIdentitySuggestion: {},
  applyIdentitySuggestions: { least: 0.9, expected: 1 },
  dismissIdentitySuggestion: { reason: "no" },
  dismissError: { reason: "no" },
  decideSignal: { decision: "accept" },
  decideSignals: { decision: "accept", ids: [id] },
  decideAction: { decision: "accept" },
  closeRisk: { reason: "no" },
  decideUpsell: { decision: "accept" },
  decideContinuity: { decision: "export" },
  applyContinuity: {
    target: { connection_id: id, team_external_id: "t", linear_project_external_id: null },
  },
  decideAgreement: { decision: "confirm" },
  writeDigests: { kind: "daily" },
  rateEvidence: { query_run_id: id, rating: 1 },
  queryEvidence: { query: "deadline" },
  saveQuestion: { query: "deadline" },
  createBinding: { connection_id: id, project_id: id, kind: "inbox", external_id: "1" },
};

/** Values no parameter of this name may have. */
const wrongValues: Record<string, string[]> = {
  since: ["yesterday", "2026-13-01T00:00:00Z"],
  offset: ["-1", "x", "10000001"],
  limit: ["0", "-1", "1.5", "x", "1001"],
  cursor: ["??", "a"],
  older: ["1", "x"],
  newer: ["1", "x"],
  days: ["0", "8", "x"],
  archived: ["yes", "1"],
  kind: ["nothing_happened", "MESSAGE_SENT"],
  connector: ["fax", "Linear"],
  source: ["fax", "Chatwoot"],
  least: ["-0.1", "1.5", "x"],
  status: ["a".repeat(31)],
  inbox: ["a".repeat(41)],
  q: ["a".repeat(201)],
  project: ["1", "x"],
  projects: ["x", "1,2"],
  from: ["yesterday", "2026-02-30"],
  to: ["tomorrow", "2026-13-01"],
  horizon: ["0", "367", "x"],
  category: ["a".repeat(101)],
  origin: ["fax"],
  project_id: ["1", "x"],
  part: ["everything"],
  action: ["sing"],
  state: ["a".repeat(31)],
  severity: ["0", "6", "x"],
};

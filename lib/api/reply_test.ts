import { deepEqual, equal } from "node:assert/strict";
import { ApiError } from "../platform/mod.ts";
import { asApiError, fail, succeed, succeedKept } from "./reply.ts";

Deno.test("a success is marked and carries the request's id", async () => {
  const reply = succeed("r1", { project: { id: "p" } }, { status: 201, headers: { "x-a": "b" } });
  deepEqual([reply.status, reply.headers.get("x-a")], [201, "b"]);
  deepEqual(await reply.json(), { ok: true, project: { id: "p" }, request_id: "r1" });
});

Deno.test("what is kept is put into JSON once, and told like any other success", async () => {
  let written = 0;
  const model = { at: new Date(0), toJSON: () => (written++, { at: "now", list: [1] }) };
  for (const id of ["r1", 'r"2']) {
    const reply = succeedKept(id, "overview", model);
    equal(reply.headers.get("content-type"), "application/json");
    deepEqual(await reply.json(), {
      ok: true,
      overview: { at: "now", list: [1] },
      request_id: id,
    });
  }
  equal(written, 1);
});

Deno.test("a failure has code, message, request id and, where there are any, details", async () => {
  const details = [{ path: "name", message: "Too short", code: "too_small" }];
  const headers = { "retry-after": "3" };
  const reply = fail("r1", new ApiError(400, "validation_error", "No.", { details, headers }));
  deepEqual([reply.status, reply.headers.get("retry-after")], [400, "3"]);
  deepEqual(await reply.json(), {
    ok: false,
    error: "validation_error",
    message: "No.",
    request_id: "r1",
    details,
  });
  deepEqual(await fail("r2", new ApiError(404, "not_found", "Gone.")).json(), {
    ok: false,
    error: "not_found",
    message: "Gone.",
    request_id: "r2",
  });
});

/** An error as the framework throws it. */
function httpError(status: number): Error {
  return Object.assign(new Error("internal wording"), { name: "HttpError", status });
}

Deno.test("errors of the framework keep their status and get a code", () => {
  const codes = [400, 401, 403, 404, 405, 418, 500, 502].map((status) => {
    const { status: got, code, message } = asApiError(httpError(status));
    equal(message.includes("internal wording"), false);
    return [got, code];
  });
  deepEqual(codes, [
    [400, "bad_request"],
    [401, "unauthorized"],
    [403, "forbidden"],
    [404, "not_found"],
    [405, "method_not_allowed"],
    [418, "request_refused"],
    [500, "internal"],
    [500, "internal"],
  ]);
});

Deno.test("what is not meant for clients tells them nothing", () => {
  const secret = 'relation "sessions" does not exist';
  const failures = [
    new Error(secret),
    Object.assign(new Error(secret), { code: "42P01" }),
    Object.assign(new Error(secret), { status: 404 }),
    secret,
    null,
    undefined,
  ];
  for (const failure of failures) {
    const { status, code, message, options } = asApiError(failure);
    deepEqual([status, code, message, options], [
      500,
      "internal",
      "Something went wrong on our side.",
      {},
    ]);
  }
});

Deno.test("a database that is away is told apart, with when to come back", () => {
  for (const code of ["CONNECT_TIMEOUT", "CONNECTION_CLOSED", "ECONNREFUSED", "57P03"]) {
    const { status, code: named, options } = asApiError(Object.assign(new Error("x"), { code }));
    deepEqual([status, named, options.headers], [503, "unavailable", { "retry-after": "5" }]);
  }
});

Deno.test("an error made for clients stays as it is", () => {
  const error = new ApiError(409, "project_exists", "There is one.");
  equal(asApiError(error), error);
});

import { deepEqual, equal } from "node:assert/strict";
import { authorizationOf } from "./authorization.ts";
import { refusedRedirect, statedError } from "./stated_error.ts";

const NOW = Date.parse("2026-11-23T09:00:00.000Z");
const KEY = "lin_api_0123456789";

function read(error: Record<string, unknown>, { data = undefined as unknown, token = KEY } = {}) {
  const body = { ...(data === undefined ? {} : { data }), errors: [error] };
  const found = statedError(body, new Headers(), token, NOW);
  return found && [found.errorClass, found.code];
}

for (
  const [error, expected] of [
    [{ message: "x", extensions: { code: "RATELIMITED" } }, ["rate_limited", "rate_limited"]],
    [{ message: "x", extensions: { type: "ratelimited" } }, ["rate_limited", "rate_limited"]],
    [{ message: "Query too complex", extensions: { code: "INPUT_ERROR" } }, [
      ...["permanent", "too_complex"],
    ]],
    [{ message: "no", extensions: { code: "AUTHENTICATION_ERROR" } }, ["config", "unauthorized"]],
    [{ message: "no", extensions: { type: "authentication error" } }, ["config", "unauthorized"]],
    [{ message: "Access token expired", extensions: { code: "AUTHENTICATION_ERROR" } }, [
      ...["config", "token_expired"],
    ]],
    [{
      message: "It looks like you're trying to use an API key as a Bearer token.",
      extensions: { code: "INPUT_ERROR" },
    }, ["config", "wrong_token_form"]],
    [{ message: "no", extensions: { code: "FORBIDDEN" } }, ["config", "forbidden"]],
    [{ message: "Entity not found: Issue", extensions: { code: "INPUT_ERROR" } }, [
      ...["permanent", "not_found"],
    ]],
    [{ message: "no", extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }, [
      ...["permanent", "rejected"],
    ]],
    [{ message: "no", extensions: { type: "invalid input", code: "INVALID_INPUT" } }, [
      ...["permanent", "rejected"],
    ]],
    [{ message: "Boom", extensions: { code: "INTERNAL_SERVER_ERROR" } }, [
      ...["transient", "server_error"],
    ]],
    [{ message: "Boom" }, ["transient", "server_error"]],
  ] as [Record<string, unknown>, string[]][]
) {
  Deno.test(`${JSON.stringify(error)} is read as ${expected}`, () => {
    deepEqual(read(error), expected);
    deepEqual(read(error, { data: null }), expected);
  });
}

Deno.test("rows that came along with errors are a partial reply, and none", () => {
  deepEqual(read({ message: "Boom" }, { data: { issues: { nodes: [] } } }), [
    ...["decode", "partial_reply"],
  ]);
});

Deno.test("a limit among other errors is a limit", () => {
  const errors = [{ message: "x" }, { message: "y", extensions: { code: "RATELIMITED" } }];
  equal(statedError({ data: null, errors }, new Headers(), KEY, NOW)?.code, "rate_limited");
});

Deno.test("a reply without errors states none", () => {
  equal(statedError({ data: {} }, new Headers(), KEY, NOW), undefined);
  equal(statedError({ data: {}, errors: [] }, new Headers(), KEY, NOW), undefined);
  equal(statedError("<html>", new Headers(), KEY, NOW), undefined);
});

for (
  const [token, code] of [
    ["aB3dE5gH7jK9mN1pQ3sT5vW7", "wrong_token_kind"],
    ["0123456789abcdef".repeat(4), "wrong_token_kind"],
    ["lin_oauth_0123456789", "unauthorized"],
    ["anything-else", "unauthorized"],
  ] as const
) {
  Deno.test(`a refused ${token} is told as ${code}`, () => {
    const error = { message: "no", extensions: { code: "AUTHENTICATION_ERROR" } };
    deepEqual(read(error, { token }), ["config", code]);
  });
}

Deno.test("personal keys stand alone, other tokens after Bearer", () => {
  equal(authorizationOf("lin_api_1"), "lin_api_1");
  equal(authorizationOf("lin_oauth_1"), "Bearer lin_oauth_1");
  equal(authorizationOf("0123"), "Bearer 0123");
});

Deno.test("a redirect is refused, so that the token goes nowhere else", () => {
  const to = (status: number) => new Response(null, { status, headers: { location: "/login" } });
  equal(refusedRedirect(to(302))?.code, "redirected");
  equal(refusedRedirect(new Response(null, { status: 204 })), undefined);
});

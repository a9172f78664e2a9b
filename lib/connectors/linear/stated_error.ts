import { z } from "zod";
import { VendorError } from "../../platform/mod.ts";
import { refusedToken, wrongTokenForm } from "./authorization.ts";
import { limitReset } from "./limits.ts";

const reply = z.looseObject({
  data: z.unknown().optional(),
  errors: z.array(z.looseObject({
    message: z.string(),
    extensions: z.looseObject({
      code: z.string().nullish(),
      type: z.string().nullish(),
      userPresentableMessage: z.string().nullish(),
    }).nullish(),
  })).min(1),
});

type Stated = z.infer<typeof reply>["errors"][number];

/** The code, or the kind where there is none, spelt as a code. */
function codeOf({ extensions }: Stated): string {
  return (extensions?.code ?? extensions?.type ?? "").toUpperCase().replaceAll(/[\s-]+/g, "_");
}

/** Codes of requests that would fail again as they are. */
const rejections = new Set([
  ...["INPUT_ERROR", "INVALID_INPUT", "USER_ERROR", "BAD_REQUEST", "GRAPHQL_ERROR"],
  ...["GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "OPERATION_RESOLUTION_FAILURE"],
]);

function forbidden(message: string): VendorError {
  return new VendorError("config", "forbidden", `Linear does not allow this: ${message}`, {
    fix:
      "Use a key of a user who may do this. A key that was limited to read or to some teams can be replaced in Linear's settings.",
  });
}

/** What one error means, whatever came with it. */
function meaning(error: Stated, token: string, headers: Headers, now: number): VendorError | null {
  const code = codeOf(error);
  const message = error.extensions?.userPresentableMessage ?? error.message;
  if (code === "RATELIMITED" || code === "RATE_LIMITED") {
    return new VendorError("rate_limited", "rate_limited", "Linear limits the rate of requests", {
      retryAt: limitReset(headers, now),
      fix:
        "Nothing is lost: the next sync goes on from here. Other programs share the user's limit.",
    });
  }
  if (/query too complex/i.test(error.message)) {
    return new VendorError("permanent", "too_complex", `Linear refuses the query: ${message}`);
  }
  if (code === "AUTHENTICATION_ERROR" || code === "UNAUTHENTICATED") {
    return refusedToken(token, `${error.message} ${message}`);
  }
  if (/API key as a Bearer token/i.test(error.message)) return wrongTokenForm();
  if (code === "FORBIDDEN" || code === "FEATURE_NOT_ACCESSIBLE") return forbidden(message);
  if (/^Entity not found/i.test(error.message)) {
    return new VendorError("permanent", "not_found", `Linear knows no such row: ${message}`);
  }
  return rejections.has(code)
    ? new VendorError("permanent", "rejected", `Linear refuses the request: ${message}`)
    : null;
}

/**
 * The error a reply's body states, at any HTTP status; undefined for a reply without `errors`. Rows
 * that came along with errors do not count: which ones are missing cannot be told.
 *
 * @param now epoch milliseconds by our clock
 */
export function statedError(
  body: unknown,
  headers: Headers,
  token: string,
  now: number,
): VendorError | undefined {
  const parsed = reply.safeParse(body);
  if (!parsed.success) return undefined;
  const { data, errors } = parsed.data;
  for (const error of errors) {
    const known = meaning(error, token, headers, now);
    if (known !== null) return known;
  }
  const { message } = errors[0]!;
  return data === null || data === undefined
    ? new VendorError("transient", "server_error", `Linear answered with an error: ${message}`, {
      fix: "Nothing is lost: the next try goes on from here. If it stays, Linear has a fault.",
    })
    : new VendorError(
      "decode",
      "partial_reply",
      `Linear left out a part of its answer: ${message}`,
      {
        fix: "Nothing of it was taken over. The next sync asks again.",
      },
    );
}

/** A redirect is not followed: the token would go wherever it leads. */
export function refusedRedirect({ status }: Response): VendorError | undefined {
  if (status < 300 || status >= 400) return undefined;
  return new VendorError("config", "redirected", `Linear's address leads elsewhere (${status})`, {
    status,
    fix: "Set LINEAR_BASE_URL to the address that answers itself. The token is not sent on.",
  });
}

import { ApiError } from "../platform/mod.ts";

/** A successful reply: `{ok: true, …, request_id}`. */
export function succeed(
  requestId: string,
  body: Record<string, unknown>,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json({ ok: true, ...body, request_id: requestId }, init);
}

const encoder = new TextEncoder();
const encoded = new WeakMap<object, Uint8Array>();

/**
 * As {@link succeed}, with one large object under a name that is kept and told again and again: it is
 * put into JSON once. It must not be changed after that.
 */
export function succeedKept(requestId: string, name: string, model: object): Response {
  let kept = encoded.get(model);
  if (kept === undefined) {
    kept = encoder.encode(JSON.stringify(model));
    encoded.set(model, kept);
  }
  const before = encoder.encode(`{"ok":true,${JSON.stringify(name)}:`);
  const after = encoder.encode(`,"request_id":${JSON.stringify(requestId)}}`);
  const body = new Uint8Array(before.length + kept.length + after.length);
  body.set(before);
  body.set(kept, before.length);
  body.set(after, before.length + kept.length);
  return new Response(body, { headers: { "content-type": "application/json" } });
}

/** A failed reply: `{ok: false, error, message, request_id, details?}`. */
export function fail(requestId: string, error: ApiError): Response {
  const { details, headers } = error.options;
  return Response.json({
    ok: false,
    error: error.code,
    message: error.message,
    request_id: requestId,
    ...(details === undefined ? {} : { details }),
  }, { status: error.status, headers });
}

/** What the framework's errors mean to a client, by status. */
const HTTP: Record<number, [code: string, message: string]> = {
  400: ["bad_request", "The address cannot be read."],
  401: ["unauthorized", "Sign in, or send an API token."],
  403: ["forbidden", "This is not allowed."],
  404: ["not_found", "There is nothing at this address."],
  405: ["method_not_allowed", "This address does not take this method."],
};

/** How the database's driver names a connection that cannot be had. */
const AWAY = new Set([
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
  "57P01",
  "57P03",
]);

/** Any failure as one a client may see: what is not meant for clients becomes a bare 500 or 503. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (!(error instanceof Error)) return internal();
  if (error.name === "HttpError" && "status" in error && typeof error.status === "number") {
    const { status } = error;
    const [code, message] = HTTP[status] ??
      (status < 500 ? ["request_refused", "The request was refused."] : []);
    return code === undefined ? internal() : new ApiError(status, code, message!);
  }
  if ("code" in error && typeof error.code === "string" && AWAY.has(error.code)) {
    return new ApiError(503, "unavailable", "The database cannot be reached. Try again shortly.", {
      headers: { "retry-after": "5" },
    });
  }
  return internal();
}

function internal(): ApiError {
  return new ApiError(500, "internal", "Something went wrong on our side.");
}

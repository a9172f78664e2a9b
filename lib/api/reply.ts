import { ApiError } from "../platform/mod.ts";

/** A successful reply: `{ok: true, …, request_id}`. */
export function succeed(
  requestId: string,
  body: Record<string, unknown>,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json({ ok: true, ...body, request_id: requestId }, init);
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

/** Any failure as one a client may see: what is not meant for clients becomes a bare 500. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const status = (error as { status?: unknown } | null)?.status;
  if (status === 404) return new ApiError(404, "not_found", "There is nothing at this address.");
  if (status === 405) {
    return new ApiError(405, "method_not_allowed", "This address does not take this method.");
  }
  if (status === 401) return new ApiError(401, "unauthorized", "Sign in, or send an API token.");
  return new ApiError(500, "internal", "Something went wrong on our side.");
}

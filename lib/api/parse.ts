import type { z } from "zod";
import { ApiError, type ErrorDetail } from "../platform/mod.ts";
import { hasMediaType, readBody } from "./read_body.ts";
import { unstorable } from "./storable.ts";

function refuse(details: ErrorDetail[]): never {
  throw new ApiError(400, "validation_error", "The request is not valid.", { details });
}

function check<T>(value: unknown, shape: z.ZodType<T>): T {
  const broken = unstorable(value);
  if (broken.length > 0) refuse(broken);
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  refuse(parsed.error.issues.map(({ path, message, code }) => ({
    path: path.join("."),
    message,
    code,
  })));
}

function asJson(request: Request, bytes: Uint8Array): unknown {
  if (!hasMediaType(request, "application/json")) {
    throw new ApiError(415, "unsupported_media_type", "Send JSON, as application/json.");
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ApiError(400, "invalid_json", "The body is not JSON.");
  }
}

/**
 * The JSON body of a request, checked.
 *
 * @throws {ApiError} 413 over 64 KiB, 415 for another media type, 400 `invalid_json` or
 *   `validation_error` with a detail for each wrong field
 */
export async function parseBody<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  return check(asJson(request, await readBody(request)), shape);
}

/**
 * The body of a request that needs none: nothing, or an empty object.
 *
 * @throws {ApiError} as `parseBody`
 */
export async function parseNoBody(request: Request): Promise<void> {
  const bytes = await readBody(request);
  if (bytes.length === 0) return;
  const value = asJson(request, bytes);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const empty = isObject && Object.keys(value).length === 0;
  if (!empty) {
    refuse([{ path: "", message: "This request takes no body", code: "unrecognized_keys" }]);
  }
}

/**
 * The fields of a posted form, checked. Files are not taken.
 *
 * @throws {ApiError} as `parseBody`
 */
export async function parseForm<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  const bytes = await readBody(request);
  if (!hasMediaType(request, "application/x-www-form-urlencoded")) {
    throw new ApiError(
      415,
      "unsupported_media_type",
      "Send a form, as application/x-www-form-urlencoded.",
    );
  }
  return check(Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes))), shape);
}

/**
 * The parameters of an address, checked. An empty one counts as not given: forms send all their
 * fields.
 *
 * @throws {ApiError} 400 `validation_error`
 */
export function parseQuery<T>(url: URL, shape: z.ZodType<T>): T {
  const given = [...url.searchParams].filter(([, value]) => value !== "");
  return check(Object.fromEntries(given), shape);
}

/**
 * An id in an address. Ids of vendor rows follow from the vendor's, so that any 128 bits may be one.
 *
 * @throws {ApiError} 400 for what is no UUID
 */
export function parseUuid(name: string, value: string | undefined): string {
  if (value !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) {
    return value;
  }
  refuse([{ path: name, message: "Not a UUID", code: "invalid_format" }]);
}

import type { z } from "zod";
import { ApiError, type ErrorDetail } from "../platform/mod.ts";

/** Largest body a request may have, bytes. */
export const MAX_BODY = 64 * 1024;

function refuse(issues: z.core.$ZodIssue[]): never {
  const details: ErrorDetail[] = issues.map(({ path, message, code }) => ({
    path: path.join("."),
    message,
    code,
  }));
  throw new ApiError(400, "validation_error", "The request is not valid.", { details });
}

/** Reads a body up to the limit, without trusting what its length claims to be. */
async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () =>
    new ApiError(413, "body_too_large", `A body may have at most ${MAX_BODY / 1024} KiB.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > MAX_BODY) throw tooLarge();
    parts.push(part);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/**
 * The JSON body of a request, checked.
 *
 * @throws {ApiError} 413 over 64 KiB, 415 for another media type, 400 `invalid_json` or
 *   `validation_error` with a detail for each wrong field
 */
export async function parseBody<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  const bytes = await readBytes(request);
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new ApiError(415, "unsupported_media_type", "Send JSON, as application/json.");
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ApiError(400, "invalid_json", "The body is not JSON.");
  }
  const parsed = shape.safeParse(value);
  return parsed.success ? parsed.data : refuse(parsed.error.issues);
}

/**
 * The fields of a posted form, checked. Files are not taken.
 *
 * @throws {ApiError} as `parseBody`
 */
export async function parseForm<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  const type = request.headers.get("content-type") ?? "";
  const bytes = await readBytes(request);
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new ApiError(
      415,
      "unsupported_media_type",
      "Send a form, as application/x-www-form-urlencoded.",
    );
  }
  const fields = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes)));
  const parsed = shape.safeParse(fields);
  return parsed.success ? parsed.data : refuse(parsed.error.issues);
}

/**
 * The parameters of an address, checked.
 *
 * @throws {ApiError} 400 `validation_error`
 */
export function parseQuery<T>(url: URL, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(Object.fromEntries(url.searchParams));
  return parsed.success ? parsed.data : refuse(parsed.error.issues);
}

/**
 * An id in an address.
 *
 * @throws {ApiError} 400 for what is no UUID
 */
export function parseUuid(name: string, value: string | undefined): string {
  if (value !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) {
    return value;
  }
  throw new ApiError(400, "validation_error", "The request is not valid.", {
    details: [{ path: name, message: "Not a UUID", code: "invalid_format" }],
  });
}

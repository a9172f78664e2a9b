import { ApiError } from "../platform/mod.ts";

/** Largest body a request may have, bytes. */
export const MAX_BODY = 64 * 1024;

/**
 * Reads a body up to a limit in bytes, without trusting what its length claims to be.
 *
 * @throws {ApiError} 413 for a longer one
 */
export async function readBody(
  request: Request,
  limit = MAX_BODY,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new ApiError(413, "body_too_large", `A body may have at most ${limit / 1024} KiB.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > limit) throw tooLarge();
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

/** Whether a request's body is of a media type, parameters such as a charset aside. */
export function hasMediaType(request: Request, type: string): boolean {
  const given = request.headers.get("content-type") ?? "";
  return given.split(";", 1)[0]?.trim().toLowerCase() === type;
}

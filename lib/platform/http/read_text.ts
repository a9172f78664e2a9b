import { VendorError } from "../errors.ts";

/** Largest reply read, bytes: more would take the memory of the whole process. */
export const MAX_REPLY = 64 * 1024 * 1024;

/**
 * Reads a reply as UTF-8 text; bytes that are none become U+FFFD.
 *
 * @throws {VendorError} permanent `reply_too_large` above `limit` bytes
 */
export async function readText(
  response: Response,
  host: string,
  limit = MAX_REPLY,
): Promise<string> {
  const tooLarge = () =>
    new VendorError(
      "permanent",
      "reply_too_large",
      `${host} answered with more than ${Math.round(limit / 1_048_576)} MiB`,
      { status: response.status, fix: `Check that the address leads to ${host}'s API.` },
    );
  if (Number(response.headers.get("content-length") ?? 0) > limit) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    // leaving the loop cancels the body
    if (size > limit) throw tooLarge();
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

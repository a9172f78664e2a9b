/** PostgreSQL's frontend/backend protocol 3.0, as far as one shared backend needs it. */

/** Codes of the untyped first message of a connection. */
export const STARTUP = { protocol3: 196608, ssl: 80877103, gssapi: 80877104, cancel: 80877102 };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Joins byte arrays. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** A message: type letter, length, body. */
export function message(type: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(5 + body.length);
  bytes[0] = type.charCodeAt(0);
  new DataView(bytes.buffer).setInt32(1, 4 + body.length);
  bytes.set(body, 5);
  return bytes;
}

/** Text as the protocol's zero-terminated string. */
export function cstring(text: string): Uint8Array {
  return encoder.encode(`${text}\0`);
}

/** The zero-terminated string at an offset. */
export function readCstring(bytes: Uint8Array, offset: number): string {
  const end = bytes.indexOf(0, offset);
  return decoder.decode(bytes.subarray(offset, end < 0 ? bytes.length : end));
}

/** A simple query. */
export function simpleQuery(statement: string): Uint8Array<ArrayBuffer> {
  return message("Q", cstring(statement));
}

/** Ends an extended-query cycle. */
export const SYNC = message("S", new Uint8Array());

/** Frees a named prepared statement. */
export function closeStatement(name: string): Uint8Array<ArrayBuffer> {
  return message("C", concat([encoder.encode("S"), cstring(name)]));
}

/** Asks for the password in clear; the connection never leaves the loopback interface. */
export const ASK_PASSWORD = message("R", new Uint8Array([0, 0, 0, 3]));

/** An ErrorResponse that ends the connection. `code` is an SQLSTATE. */
export function fatalError(code: string, text: string): Uint8Array<ArrayBuffer> {
  return message(
    "E",
    concat([
      cstring("SFATAL"),
      cstring("VFATAL"),
      cstring(`C${code}`),
      cstring(`M${text}`),
      cstring(""),
    ]),
  );
}

/** Transaction state from a ReadyForQuery at the end of a reply; null when it has none. */
export function readyStatus(reply: Uint8Array): "I" | "T" | "E" | null {
  const start = reply.length - 6;
  // 'Z', length 5, one letter
  if (start < 0 || reply[start] !== 0x5a || reply[start + 4] !== 5) return null;
  const letter = String.fromCharCode(reply[start + 5] ?? 0);
  return letter === "I" || letter === "T" || letter === "E" ? letter : null;
}

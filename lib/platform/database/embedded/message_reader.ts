import { concat } from "./messages.ts";

/** A PostgreSQL message may be this long at most; what claims more is no PostgreSQL client. */
const MAX_MESSAGE_BYTES = 1 << 30;

/** One message from a client; `type` is null for the untyped messages that open a connection. */
export interface FrontendMessage {
  type: string | null;
  /** The whole message, header included. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** Cuts a byte stream into messages. Both readers return null at the end of the stream. */
export interface MessageReader {
  /** Reads an untyped message: 4 bytes of length and its body. */
  untyped(): Promise<FrontendMessage | null>;
  typed(): Promise<FrontendMessage | null>;
}

/**
 * @param read as `Deno.Conn.read`: fills the buffer, returns the count or null at the end
 * @throws {RangeError} when a length is impossible
 */
export function messageReader(read: (into: Uint8Array) => Promise<number | null>): MessageReader {
  let pending: Uint8Array<ArrayBuffer> = new Uint8Array();
  const chunk = new Uint8Array(64 * 1024);

  /** Takes `count` bytes off the stream; asks for them in as few copies as their number allows. */
  async function available(count: number): Promise<boolean> {
    if (pending.length >= count) return true;
    const parts: Uint8Array[] = [pending];
    let length = pending.length;
    while (length < count) {
      const got = await read(chunk);
      if (got === null) return false;
      parts.push(chunk.slice(0, got));
      length += got;
    }
    pending = concat(parts);
    return true;
  }

  async function framed(header: number): Promise<Uint8Array<ArrayBuffer> | null> {
    if (!await available(header + 4)) return null;
    const view = new DataView(pending.buffer, pending.byteOffset);
    const length = view.getInt32(header);
    if (length < 4 || length > MAX_MESSAGE_BYTES) {
      throw new RangeError(`a message cannot be ${length} bytes long`);
    }
    if (!await available(header + length)) return null;
    const bytes = pending.slice(0, header + length);
    pending = pending.subarray(header + length);
    return bytes;
  }

  return {
    async untyped() {
      const bytes = await framed(0);
      return bytes === null ? null : { type: null, bytes };
    },
    async typed() {
      const bytes = await framed(1);
      return bytes === null ? null : { type: String.fromCharCode(bytes[0] ?? 0), bytes };
    },
  };
}

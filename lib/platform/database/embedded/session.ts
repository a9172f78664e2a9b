import { messageReader } from "./message_reader.ts";
import {
  ASK_PASSWORD,
  closeStatement,
  concat,
  fatalError,
  readCstring,
  readyStatus,
  simpleQuery,
  STARTUP,
  SYNC,
} from "./messages.ts";
import type { Turns } from "./turn.ts";

/** A duplex byte stream, as `Deno.Conn` is one. */
export interface Connection {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** What all connections share. */
export interface SessionHost {
  /** Hands bytes to the backend and returns all it answers. */
  exchange(bytes: Uint8Array): Promise<Uint8Array>;
  turns: Turns;
  password: string;
  /** A transaction that waits longer than this for its next statement is rolled back. */
  idleInTransactionMs: number;
}

/** Messages after which the backend is to be given what has been gathered. */
const ENDS_BATCH = new Set(["Q", "S", "F", "H", "c", "f"]);

async function writeAll(connection: Connection, bytes: Uint8Array): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) rest = rest.subarray(await connection.write(rest));
}

/** Resolves to `"late"` when `promise` takes longer than `ms`. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | "late"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => timer = setTimeout(() => resolve("late"), ms));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Serves one client until it leaves: start-up with password, then query cycles, each handed to the
 * backend as a whole. When the client goes away within a transaction, it is rolled back; the
 * client's prepared statements are freed.
 */
export async function serveSession(connection: Connection, host: SessionHost): Promise<void> {
  const reader = messageReader((into) => connection.read(into));
  const startup = await negotiate(connection, reader);
  if (startup === null) return;

  await writeAll(connection, ASK_PASSWORD);
  const reply = await reader.typed();
  if (reply?.type !== "p" || readCstring(reply.bytes, 5) !== host.password) {
    await writeAll(connection, fatalError("28P01", "password authentication failed"));
    return;
  }

  const statements = new Set<string>();
  let endTurn: (() => void) | null = await host.turns.take();
  try {
    await writeAll(connection, await host.exchange(startup));
    endTurn();
    endTurn = null;

    let batch: Uint8Array[] = [];
    while (true) {
      const next = endTurn === null
        ? await reader.typed()
        : await within(reader.typed(), host.idleInTransactionMs);
      if (next === "late") {
        const text = "terminating connection due to idle-in-transaction timeout";
        await writeAll(connection, fatalError("25P03", text));
        return;
      }
      if (next === null || next.type === "X") return;
      if (next.type === "P") statements.add(readCstring(next.bytes, 5));
      batch.push(next.bytes);
      if (next.type === null || !ENDS_BATCH.has(next.type)) continue;

      endTurn ??= await host.turns.take();
      const answer = await host.exchange(concat(batch));
      batch = [];
      // a flush is answered without an end of cycle: the turn goes on
      if (readyStatus(answer) === "I" && next.type !== "H") {
        endTurn();
        endTurn = null;
      }
      await writeAll(connection, answer);
    }
  } finally {
    await leave(host, endTurn, statements);
  }
}

/** Answers requests for encryption with no, and returns the start-up message. */
async function negotiate(
  connection: Connection,
  reader: ReturnType<typeof messageReader>,
): Promise<Uint8Array | null> {
  while (true) {
    const first = await reader.untyped();
    if (first === null || first.bytes.length < 8) return null;
    const code = new DataView(first.bytes.buffer).getInt32(4);
    if (code === STARTUP.protocol3) return first.bytes;
    if (code !== STARTUP.ssl && code !== STARTUP.gssapi) return null;
    await writeAll(connection, new TextEncoder().encode("N"));
  }
}

/** Leaves the shared backend as the next connection must find it. */
async function leave(
  host: SessionHost,
  endTurn: (() => void) | null,
  statements: Set<string>,
): Promise<void> {
  const inTurn = endTurn !== null;
  const end = endTurn ?? await host.turns.take();
  try {
    if (inTurn) {
      await host.exchange(SYNC);
      await host.exchange(simpleQuery("rollback"));
    }
    statements.delete("");
    if (statements.size > 0) {
      await host.exchange(concat([...[...statements].map(closeStatement), SYNC]));
    }
  } finally {
    end();
  }
}

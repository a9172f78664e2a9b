import { Buffer } from "node:buffer";
import type { Cache, Logger } from "../platform/mod.ts";
import type { SessionInfo } from "./session.ts";

/** How long a session is believed without asking the database, seconds. */
const SECONDS = 60;

/** What is known of a token: its session and when that ends (epoch ms), or that it ended. */
export type Known = { session: SessionInfo; expiresAt: number } | { ended: true };

/**
 * What the processes know of sessions, by the hash of the token. A cache that is away costs a look
 * into the database, nothing else.
 */
export function sessionCache(cache: Cache, log: Logger) {
  const keyOf = (hash: Uint8Array) => `session:${Buffer.from(hash).toString("hex")}`;
  return {
    read: (hash: Uint8Array) => cache.get<Known>(keyOf(hash)).catch(() => null),

    /** Adds what was read, unless a change made meanwhile has put the newer state there. */
    async add(hash: Uint8Array, known: Known): Promise<Known> {
      await cache.setIfAbsent(keyOf(hash), known, SECONDS).catch(() => false);
      return known;
    },

    /** Puts a changed state in the place of the one before. */
    async replace(hash: Uint8Array, known: Known): Promise<void> {
      await cache.set(keyOf(hash), known, SECONDS).catch((error) =>
        log.warn({ err: error }, "a changed session may be seen as it was for a minute")
      );
    },
  };
}

import type { Clock } from "../clock.ts";
import { createLru } from "./lru.ts";
import { type CacheStore, requireTtl } from "./store.ts";

/** Deno KV refuses values over 64 KiB; the rest is room for its own framing. */
const KV_VALUE_BYTES = 60 * 1024;

/** Size of the in-process cache in front, in UTF-16 code units of keys and values. */
const LRU_SIZE = 8 * 1024 * 1024;

const ROOT = "cache";

/** A value as stored: its JSON, and when it ends by the injected clock (epoch ms). */
interface Entry {
  json: string;
  expiresAt: number;
}

/** Sorts after every string that begins with `prefix`. */
function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/**
 * A cache in Deno KV for the one process of embedded mode. What is hot is answered from a bounded
 * in-process LRU; what is too large for KV lives there alone, and is gone after a restart.
 */
export function createKvStore(kv: Deno.Kv, clock: Clock): CacheStore {
  const lru = createLru<Entry>(LRU_SIZE);
  const bytes = new TextEncoder();
  // counts changes, so that a read that one overtook does not bring the old value back
  let changes = 0;

  function keep(key: string, entry: Entry): void {
    lru.set(key, entry, key.length + entry.json.length);
  }

  function forget(key: string): void {
    changes++;
    lru.delete(key);
  }

  async function read(key: string): Promise<Entry | null> {
    const hot = lru.get(key);
    const before = changes;
    const entry = hot ?? (await kv.get<Entry>([ROOT, key])).value;
    if (entry === null || entry.expiresAt <= clock.now()) return null;
    if (hot === undefined && changes === before) keep(key, entry);
    return entry;
  }

  async function write(key: string, json: string, ttlMs: number): Promise<void> {
    const entry = { json, expiresAt: clock.now() + ttlMs };
    // UTF-8 takes at least one byte a code unit: what is too long so needs no counting
    const fits = json.length <= KV_VALUE_BYTES && bytes.encode(json).length <= KV_VALUE_BYTES;
    changes++;
    keep(key, entry);
    if (fits) await kv.set([ROOT, key], entry, { expireIn: ttlMs });
    else await kv.delete([ROOT, key]);
  }

  /** Replaces an entry by what `change` makes of it, unless another writer comes between. */
  async function update(
    key: string,
    change: (live: Entry | null) => { entry: Entry; ttlMs: number } | null,
  ): Promise<Entry | null> {
    while (true) {
      const stored = await kv.get<Entry>([ROOT, key]);
      const live = stored.value !== null && stored.value.expiresAt > clock.now()
        ? stored.value
        : null;
      const next = change(live);
      if (next === null) return null;
      const result = await kv.atomic().check(stored)
        .set([ROOT, key], next.entry, { expireIn: next.ttlMs }).commit();
      if (!result.ok) continue;
      forget(key);
      return next.entry;
    }
  }

  return {
    async get<T>(key: string) {
      const entry = await read(key);
      return entry === null ? null : JSON.parse(entry.json) as T;
    },
    async set(key, value, ttlSeconds) {
      await write(key, JSON.stringify(value), requireTtl(ttlSeconds));
    },
    async delete(...keys) {
      for (const key of keys) {
        forget(key);
        await kv.delete([ROOT, key]);
        forget(key);
      }
    },
    async deletePrefix(prefix) {
      lru.deletePrefix(prefix);
      const range = { start: [ROOT, prefix], end: [ROOT, afterPrefix(prefix)] };
      for await (const { key } of kv.list(range)) await kv.delete(key);
      changes++;
      lru.deletePrefix(prefix);
    },
    async increment(key, windowSeconds) {
      const windowMs = requireTtl(windowSeconds);
      const counted = await update(key, (live) => {
        const expiresAt = live?.expiresAt ?? clock.now() + windowMs;
        const count = live === null ? 1 : Number(live.json) + 1;
        return {
          entry: { json: String(count), expiresAt },
          ttlMs: Math.max(1, expiresAt - clock.now()),
        };
      });
      return { count: Number(counted?.json), resetAt: counted?.expiresAt ?? clock.now() };
    },
    async setIfAbsent(key, value, ttlSeconds) {
      const ttlMs = requireTtl(ttlSeconds);
      // a value too large for KV is in the LRU alone
      if (await read(key) !== null) return false;
      const json = JSON.stringify(value);
      return await update(
        key,
        (live) => live !== null ? null : { entry: { json, expiresAt: clock.now() + ttlMs }, ttlMs },
      ) !== null;
    },
    async ping() {
      await kv.get([ROOT]);
    },
    close() {
      kv.close();
      return Promise.resolve();
    },
  };
}

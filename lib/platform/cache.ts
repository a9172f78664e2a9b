/** What a rate limiter or counter reads back: hits in the window and when it ends (epoch ms). */
export interface WindowCount {
  count: number;
  resetAt: number;
}

/**
 * A shared, lossy store: everything in it can be lost without losing data. Two adapters, Deno KV
 * (one process) and Redis (many). Values are JSON. Times to live are in seconds.
 */
export interface Cache {
  get<T>(key: string): Promise<T | null>;
  set(key: string, value: unknown, ttlSeconds: number): Promise<void>;
  delete(...keys: string[]): Promise<void>;
  /** Drops every key that starts with `prefix`. */
  deletePrefix(prefix: string): Promise<void>;
  /** Counts one hit in the fixed window that the key's first hit opens. Atomic over processes. */
  increment(key: string, windowSeconds: number): Promise<WindowCount>;
  /** Sets the key if it is absent; true when this caller made it. For locks and de-duplication. */
  setIfAbsent(key: string, value: unknown, ttlSeconds: number): Promise<boolean>;
  /**
   * The cached value, or the computed one, stored. Within one process concurrent misses on a key
   * share one computation. `tags` count hits, misses and sets under a short name.
   */
  remember<T>(key: string, ttlSeconds: number, compute: () => Promise<T>): Promise<T>;
  /** Rejects when the store cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A bounded map that forgets what was used longest ago. Sizes are the caller's unit. */
export interface Lru<V> {
  get(key: string): V | undefined;
  /** Stores the value; one larger than the whole capacity is not kept. */
  set(key: string, value: V, size: number): void;
  delete(key: string): void;
  deletePrefix(prefix: string): void;
  /** Sum of the sizes held. */
  size(): number;
}

/** @throws {RangeError} when the capacity is not positive */
export function createLru<V>(capacity: number): Lru<V> {
  if (!(capacity > 0)) throw new RangeError(`capacity must be positive, got ${capacity}`);
  // a Map iterates in insertion order: the first key is the one used longest ago
  const entries = new Map<string, { value: V; size: number }>();
  let held = 0;

  function remove(key: string): void {
    const entry = entries.get(key);
    if (entry === undefined) return;
    held -= entry.size;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, size) {
      remove(key);
      if (size > capacity) return;
      entries.set(key, { value, size });
      held += size;
      for (const oldest of entries.keys()) {
        if (held <= capacity) break;
        remove(oldest);
      }
    },
    delete: remove,
    deletePrefix(prefix) {
      for (const key of [...entries.keys()]) if (key.startsWith(prefix)) remove(key);
    },
    size: () => held,
  };
}

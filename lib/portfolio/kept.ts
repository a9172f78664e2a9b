import type { Cache, Clock, EventBus } from "../platform/mod.ts";
import { createRecent } from "./recent.ts";

/** Read models that are kept for a while, and never beyond the end of a background job of their scope. */
export interface KeptModels {
  /**
   * The model of a key, counted anew when none is kept. Who asks while it is counted gets the same.
   *
   * @param seconds how long it may serve, from its own `as_of` on
   */
  model<V extends { as_of: string }>(
    accountScopeId: string,
    key: string,
    seconds: number,
    count: () => Promise<V>,
  ): Promise<V>;
  close(): void;
}

/** What keeping needs. */
export interface KeptTools {
  cache: Cache;
  clock: Clock;
  events: EventBus;
  /** Drops what the cache has of a scope. */
  drop(accountScopeId: string): Promise<void>;
}

/** Times a model is counted again when background work ended meanwhile. */
const ATTEMPTS = 3;

/** Wires the keeping: the end of a job of a scope drops what is kept of it. */
export function createKeptModels({ cache, clock, events, drop }: KeptTools): KeptModels {
  /** By scope: how many jobs ended, and the latest dropping of its models. */
  const ended = new Map<string, { jobs: number; dropped: Promise<void> }>();
  const recent = createRecent<{ as_of: string }>(clock);
  const unsubscribe = events.subscribe(({ event }) => {
    if (event.type !== "job_completed") return;
    const scopeId = event.accountScopeId;
    recent.drop(scopeId);
    ended.set(scopeId, {
      jobs: (ended.get(scopeId)?.jobs ?? 0) + 1,
      // a cache that cannot be reached forgets by itself
      dropped: drop(scopeId).catch(() => {}),
    });
  });

  return {
    async model<V extends { as_of: string }>(
      scopeId: string,
      key: string,
      seconds: number,
      count: () => Promise<V>,
    ): Promise<V> {
      const known = recent.get(scopeId + key);
      if (known !== undefined) return known as V;
      for (let attempt = 1;; attempt++) {
        const before = ended.get(scopeId);
        await before?.dropped;
        const model = await cache.remember(key, seconds, count);
        if (ended.get(scopeId)?.jobs === before?.jobs) {
          recent.keep(scopeId + key, model, Date.parse(model.as_of) + seconds * 1000);
          return model;
        }
        // a store may have been underway when the key was dropped
        await cache.delete(key).catch(() => {});
        if (attempt === ATTEMPTS) return model;
      }
    },
    close: unsubscribe,
  };
}

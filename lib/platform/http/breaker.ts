import type { Cache } from "../cache.ts";
import type { Clock } from "../clock.ts";
import { VendorError } from "../errors.ts";
import type { EventBus } from "../events.ts";
import type { Logger } from "../log/logger.ts";
import type { BreakerState } from "./http_client.ts";

/** Consecutive failures that open a breaker. */
const FAILURES_TO_OPEN = 5;

/** How long an open breaker lets nothing through, milliseconds. */
const OPEN_MS = 30_000;

/** How long one process may hold the probe, seconds: a probe that died must not block for ever. */
const PROBE_SECONDS = 60;

/** State is forgotten after this many seconds without a failure. */
const KEPT_SECONDS = 3600;

/** What is shared between processes. */
interface Shared {
  failures: number;
  openedAt: number | null;
}

/** The circuit breakers of all hosts. */
export interface Breakers {
  /**
   * Asks to send a request.
   *
   * @returns true when this request is the probe of an open breaker
   * @throws {VendorError} transient `breaker_open` with `retryAt`, when it may not be sent
   */
  enter(host: string): Promise<boolean>;
  succeeded(host: string): Promise<void>;
  failed(host: string): Promise<void>;
  /** The request ended without saying anything about the host, as when it was aborted. */
  abandoned(host: string): Promise<void>;
  state(host: string): Promise<BreakerState>;
}

/** What breakers need. Without events, changes of state are only logged. */
export interface BreakerTools {
  cache: Cache;
  clock: Clock;
  log: Logger;
  events?: EventBus;
  accountScopeId?: string;
}

/**
 * Makes breakers whose state lives in the cache, so that it is shared where the cache is: closed →
 * five consecutive failures → open for 30 s → one probe in all processes → closed, or open again.
 */
export function createBreakers(tools: BreakerTools): Breakers {
  const { cache, clock, log, events, accountScopeId } = tools;
  const stateKey = (host: string) => `breaker:${host}`;
  const countKey = (host: string) => `breaker-failures:${host}`;
  const probeKey = (host: string) => `breaker-probe:${host}`;

  async function read(host: string): Promise<Shared> {
    return await cache.get<Shared>(stateKey(host)) ?? { failures: 0, openedAt: null };
  }

  async function changed(host: string, state: BreakerState["state"], failures: number) {
    log.warn({ host, state, failures }, "circuit breaker changed");
    if (events === undefined || accountScopeId === undefined) return;
    await events.publish({ type: "circuit_changed", accountScopeId, projectId: null, host, state });
  }

  function closedUntil(host: string, at: number): VendorError {
    return new VendorError("transient", "breaker_open", `${host} failed repeatedly; waiting`, {
      retryAt: at,
    });
  }

  /** Without its store a breaker lets everything through: it protects vendors, it is no need. */
  async function withStore<T>(work: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof VendorError) throw error;
      log.warn({ err: error }, "circuit breaker has no store");
      return otherwise;
    }
  }

  const breakers: Breakers = {
    async enter(host) {
      const { openedAt, failures } = await read(host);
      if (openedAt === null) return false;
      const until = openedAt + OPEN_MS;
      if (clock.now() < until) throw closedUntil(host, until);
      if (!await cache.setIfAbsent(probeKey(host), 1, PROBE_SECONDS)) {
        throw closedUntil(host, clock.now() + 1000);
      }
      // the breaker may have closed, or opened again, between the two reads
      const again = await read(host);
      if (again.openedAt !== openedAt) {
        await cache.delete(probeKey(host));
        if (again.openedAt === null) return false;
        throw closedUntil(host, again.openedAt + OPEN_MS);
      }
      await changed(host, "half_open", failures);
      return true;
    },
    async succeeded(host) {
      const { openedAt, failures } = await read(host);
      // the common case, which must not cost a write for each request
      if (openedAt === null && failures === 0) return;
      await cache.delete(stateKey(host), countKey(host), probeKey(host));
      if (openedAt !== null) await changed(host, "closed", 0);
    },
    async failed(host) {
      const { count } = await cache.increment(countKey(host), KEPT_SECONDS);
      const { openedAt } = await read(host);
      const probing = openedAt !== null && clock.now() >= openedAt + OPEN_MS;
      const opens = openedAt === null ? count >= FAILURES_TO_OPEN : probing;
      const state = { failures: count, openedAt: opens ? clock.now() : openedAt };
      await cache.set(stateKey(host), state, KEPT_SECONDS);
      if (!opens) return;
      await cache.delete(probeKey(host));
      await changed(host, "open", count);
    },
    async abandoned(host) {
      await cache.delete(probeKey(host));
    },
    async state(host) {
      const { failures, openedAt } = await read(host);
      const state = openedAt === null
        ? "closed"
        : clock.now() < openedAt + OPEN_MS
        ? "open"
        : "half_open";
      return { host, state, failures, openedAt };
    },
  };
  return {
    enter: (host) => withStore(breakers.enter(host), false),
    succeeded: (host) => withStore(breakers.succeeded(host), undefined),
    failed: (host) => withStore(breakers.failed(host), undefined),
    abandoned: (host) => withStore(breakers.abandoned(host), undefined),
    state: breakers.state,
  };
}

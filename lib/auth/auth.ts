import type { Cache, Clock, Config, EventBus, Logger, Sql } from "../platform/mod.ts";
import { type ClientIp, clientIpBehind } from "./client_ip.ts";
import { createCredentials } from "./credentials.ts";
import { createLimiter, LIMITS, type LimitState, stricter } from "./limits.ts";
import { createSessions, type Sessions } from "./sessions.ts";

/** What signing in needs. */
export interface AuthTools {
  sql: Sql;
  cache: Cache;
  clock: Clock;
  events: EventBus;
  log: Logger;
  config: Pick<Config, "credentials" | "trustProxy">;
  /** Calls `run` every `ms` milliseconds until the result is called. */
  every?: (ms: number, run: () => void) => () => void;
}

/** How an attempt to sign in ended, and how many more there may be. */
export type SignIn =
  & { limit: LimitState }
  & ({ outcome: "signed_in"; token: string } | { outcome: "wrong" } | { outcome: "limited" });

/** Someone trying to sign in. */
export interface Attempt {
  login: string;
  password: string;
  ip: string;
  userAgent: string | null;
  accountScopeId: string;
  requestId: string | null;
}

/** Signing in, sessions and limits. */
export interface Auth {
  sessions: Sessions;
  clientIp: ClientIp;
  signIn(attempt: Attempt): Promise<SignIn>;
  /** Counts a request against a limit; `who` is a session's id or an address. */
  limit(kind: keyof typeof LIMITS, who: string): Promise<LimitState>;
  /** Writes what is still held back. */
  close(): Promise<void>;
}

/** Uses of sessions are written this often, milliseconds. */
const FLUSH_MS = 30_000;

/** Sessions that are over are removed this often, milliseconds. */
const PURGE_MS = 3_600_000;

function everyInterval(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}

/** Wires signing in. */
export function createAuth(tools: AuthTools): Auth {
  const { log, config, every = everyInterval } = tools;
  const check = createCredentials(config.credentials, log);
  const sessions = createSessions(tools);
  const limiter = createLimiter(tools);
  const quietly = (work: () => Promise<void>) => () =>
    void work().catch((error) => log.warn({ err: error }, "sessions could not be written"));
  const stops = [
    every(FLUSH_MS, quietly(sessions.flush)),
    every(PURGE_MS, quietly(sessions.purge)),
  ];

  return {
    sessions,
    clientIp: clientIpBehind(config.trustProxy),
    async signIn({ password, ...person }) {
      const { login, ip } = person;
      const [ipKey, nameKey] = [`login:ip:${ip}`, `login:name:${login.toLowerCase()}`];
      const byIp = await limiter.hit(ipKey, LIMITS.login);
      // an address that is refused uses up nobody's attempts
      if (!byIp.allowed) return { outcome: "limited", limit: byIp };
      const limit = stricter(byIp, await limiter.hit(nameKey, LIMITS.login));
      if (!limit.allowed) return { outcome: "limited", limit };
      if (!await check(login, password)) return { outcome: "wrong", limit };
      await limiter.clear(ipKey, nameKey);
      return { outcome: "signed_in", limit, token: await sessions.begin(person) };
    },
    limit: (kind, who) => limiter.hit(`${kind}:${who}`, LIMITS[kind]),
    async close() {
      for (const stop of stops) stop();
      await sessions.flush();
    },
  };
}

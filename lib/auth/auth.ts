import type { Cache, Clock, Config, Logger, Sql } from "../platform/mod.ts";
import { type ClientIp, clientIpBehind } from "./client_ip.ts";
import { createCredentials } from "./credentials.ts";
import { hit, type Limit, LIMITS, type LimitState } from "./limits.ts";
import { createSessions, type Sessions } from "./sessions.ts";

/** What signing in needs. */
export interface AuthTools {
  sql: Sql;
  cache: Cache;
  clock: Clock;
  log: Logger;
  config: Pick<Config, "credentials" | "trustProxy">;
}

/** How an attempt to sign in ended. */
export type SignIn =
  | { outcome: "signed_in"; token: string }
  | { outcome: "wrong" }
  | { outcome: "limited"; limit: LimitState };

/** Someone trying to sign in. */
export interface Attempt {
  login: string;
  password: string;
  ip: string;
  userAgent: string | null;
  accountScopeId: string;
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

/** Wires signing in. */
export function createAuth({ sql, cache, clock, log, config }: AuthTools): Auth {
  const check = createCredentials(config.credentials, log);
  const sessions = createSessions({ sql, cache, clock });
  const count = (key: string, limit: Limit) => hit(cache, clock, key, limit);
  const quietly = (work: () => Promise<void>) => () =>
    void work().catch((error) => log.warn({ err: error }, "sessions could not be written"));
  const timers = [
    setInterval(quietly(sessions.flush), FLUSH_MS),
    setInterval(quietly(sessions.purge), PURGE_MS),
  ];
  for (const timer of timers) Deno.unrefTimer(timer);

  return {
    sessions,
    clientIp: clientIpBehind(config.trustProxy),
    async signIn({ login, password, ip, userAgent, accountScopeId }) {
      const keys = [`login:ip:${ip}`, `login:name:${login.toLowerCase().slice(0, 200)}`];
      const limits = await Promise.all(keys.map((key) => count(key, LIMITS.login)));
      const exceeded = limits.find((state) => !state.allowed);
      if (exceeded !== undefined) return { outcome: "limited", limit: exceeded };
      if (!await check(login, password)) return { outcome: "wrong" };
      await cache.delete(...keys.map((key) => `limit:${key}`)).catch(() => {});
      return {
        outcome: "signed_in",
        token: await sessions.begin({ login, accountScopeId, userAgent, ip }),
      };
    },
    limit: (kind, who) => count(`${kind}:${who}`, LIMITS[kind]),
    async close() {
      for (const timer of timers) clearInterval(timer);
      await sessions.flush();
    },
  };
}

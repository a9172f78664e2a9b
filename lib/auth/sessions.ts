import { Buffer } from "node:buffer";
import type { Cache, Clock, Sql } from "../platform/mod.ts";
import { newToken, sha256 } from "./token.ts";

/** A session as requests see it. */
export interface SessionInfo {
  id: string;
  login: string;
  /** What forms and scripts send back to show that they come from our pages. */
  csrfToken: string;
  accountScopeId: string;
  /** The chosen project; null: all of the scope, also future ones. */
  projectId: string | null;
  locale: "en" | "ru" | null;
  theme: "light" | "dark" | null;
}

/** A session in the list of sessions. */
export interface ListedSession {
  id: string;
  userAgent: string | null;
  ip: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** Ends of a session: without use, and in any case. Milliseconds. */
export const IDLE_MS = 14 * 86_400_000;
export const ABSOLUTE_MS = 30 * 86_400_000;

/** How long a session is believed without asking the database, seconds. */
const CACHED_SECONDS = 60;

/** What the cache knows of a token: its session, or that it ended. */
type Cached = { session: SessionInfo; expiresAt: number } | { ended: true };

/** What a person may change of a session. */
export type SessionChange = Partial<Pick<SessionInfo, "projectId" | "locale" | "theme">>;

/** The sessions of signed-in people. */
export interface Sessions {
  /** Begins a session and returns its token, which is stored nowhere. */
  begin(
    session: { login: string; accountScopeId: string; userAgent: string | null; ip: string | null },
  ): Promise<string>;
  /** The session of a token; null when there is none, it is over, or it was ended. */
  find(token: string): Promise<SessionInfo | null>;
  /** Changes what the session looks at; holds from the next request on, in every process. */
  change(id: string, change: SessionChange): Promise<void>;
  /** Ends a session of a scope. False: no such session. */
  end(accountScopeId: string, id: string): Promise<boolean>;
  list(accountScopeId: string): Promise<ListedSession[]>;
  /** Writes when sessions were last used; called every 30 s and at the end. */
  flush(): Promise<void>;
  /** Removes sessions that are over. */
  purge(): Promise<void>;
}

interface Row {
  id: string;
  login: string;
  csrf_secret: Uint8Array;
  account_scope_id: string;
  project_id: string | null;
  locale: "en" | "ru" | null;
  theme: "light" | "dark" | null;
  expires_at: Date;
}

function toInfo(row: Row): SessionInfo {
  return {
    id: row.id,
    login: row.login,
    csrfToken: Buffer.from(row.csrf_secret).toString("base64url"),
    accountScopeId: row.account_scope_id,
    projectId: row.project_id,
    locale: row.locale,
    theme: row.theme,
  };
}

/** Sessions in the database, believed for 60 s from the shared cache. */
export function createSessions(
  { sql, cache, clock }: { sql: Sql; cache: Cache; clock: Clock },
): Sessions {
  const seen = new Map<string, number>();
  const keyOf = (hash: Uint8Array) => `session:${Buffer.from(hash).toString("hex")}`;
  const now = () => new Date(clock.now());

  const columns = sql`id, login, csrf_secret, account_scope_id, project_id, locale, theme,
    least(expires_at, last_seen_at + make_interval(secs => ${IDLE_MS / 1000})) as expires_at`;

  async function read(hash: Uint8Array): Promise<Cached> {
    const [row] = await sql<Row[]>`
      select ${columns} from sessions
      where token_hash = ${hash} and revoked_at is null and expires_at > ${now()}
        and last_seen_at > ${new Date(clock.now() - IDLE_MS)}`;
    return row === undefined
      ? { ended: true }
      : { session: toInfo(row), expiresAt: row.expires_at.getTime() };
  }

  return {
    async begin({ login, accountScopeId, userAgent, ip }) {
      const token = newToken();
      const secret = crypto.getRandomValues(new Uint8Array(32));
      await sql`
        insert into sessions (token_hash, login, account_scope_id, csrf_secret, user_agent, ip, created_at,
          last_seen_at, expires_at)
        values (${sha256(token)}, ${login}, ${accountScopeId}, ${secret}, ${
        userAgent?.slice(0, 300) ?? null
      },
          ${ip}, ${now()}, ${now()}, ${new Date(clock.now() + ABSOLUTE_MS)})`;
      return token;
    },

    async find(token) {
      const hash = sha256(token);
      const key = keyOf(hash);
      let known = await cache.get<Cached>(key).catch(() => null);
      if (known === null) {
        known = await read(hash);
        // only where nothing is: a change made meanwhile has put the newer state there
        await cache.setIfAbsent(key, known, CACHED_SECONDS).catch(() => false);
      }
      if ("ended" in known || known.expiresAt <= clock.now()) return null;
      seen.set(known.session.id, clock.now());
      return known.session;
    },

    async change(id, change) {
      const [row] = await sql<(Row & { token_hash: Uint8Array })[]>`
        update sessions set
          project_id = ${change.projectId === undefined ? sql`project_id` : change.projectId},
          locale = ${change.locale === undefined ? sql`locale` : change.locale},
          theme = ${change.theme === undefined ? sql`theme` : change.theme}
        where id = ${id} and revoked_at is null
        returning token_hash, ${columns}`;
      if (row === undefined) return;
      const state: Cached = { session: toInfo(row), expiresAt: row.expires_at.getTime() };
      await cache.set(keyOf(row.token_hash), state, CACHED_SECONDS);
    },

    async end(accountScopeId, id) {
      const [row] = await sql<{ token_hash: Uint8Array }[]>`
        update sessions set revoked_at = ${now()}
        where id = ${id} and account_scope_id = ${accountScopeId} and revoked_at is null
        returning token_hash`;
      if (row === undefined) return false;
      await cache.set(keyOf(row.token_hash), { ended: true } satisfies Cached, CACHED_SECONDS);
      return true;
    },

    list: (accountScopeId) =>
      sql<ListedSession[]>`
        select id, user_agent as "userAgent", ip, created_at as "createdAt", last_seen_at as "lastSeenAt"
        from sessions where account_scope_id = ${accountScopeId} and revoked_at is null
          and expires_at > ${now()} and last_seen_at > ${new Date(clock.now() - IDLE_MS)}
        order by last_seen_at desc, id`,

    async flush() {
      if (seen.size === 0) return;
      const used = [...seen].map(([id, at]) => ({ id, at: new Date(at).toISOString() }));
      seen.clear();
      await sql`
        update sessions s set last_seen_at = greatest(s.last_seen_at, u.at)
        from jsonb_to_recordset(${
        sql.json(used)
      }) as u (id uuid, at timestamptz) where s.id = u.id`;
    },

    async purge() {
      await sql`
        delete from sessions where expires_at <= ${now()} or last_seen_at <= ${new Date(
        clock.now() - IDLE_MS,
      )}
          or revoked_at <= ${new Date(clock.now() - 86_400_000)}`;
    },
  };
}

import { recordAudit } from "../audit/mod.ts";
import type { Cache, Clock, EventBus, Logger, Sql } from "../platform/mod.ts";
import type { Actor } from "./actor.ts";
import type { ListedSession, NewSession, SessionChange, SessionInfo } from "./session.ts";
import { type Known, sessionCache } from "./session_cache.ts";
import { infoOf, type SessionRow, sessionRows } from "./session_rows.ts";
import { isToken, newToken, sha256 } from "./token.ts";

/** The sessions of signed-in people. */
export interface Sessions {
  /** Begins a session and returns its token, which is stored nowhere. */
  begin(session: NewSession): Promise<string>;
  /** The session of a token; null when there is none, it is over, or it was ended. */
  find(token: string): Promise<SessionInfo | null>;
  /** Changes what the session looks at; holds from the next request on, in every process. */
  change(id: string, change: SessionChange): Promise<void>;
  /** Ends a session of the actor's scope, in every process. False: no such session. */
  end(actor: Actor, id: string): Promise<boolean>;
  /** Ends all sessions of the actor's scope but one. Returns how many. */
  endOthers(actor: Actor, keep: string | null): Promise<number>;
  /** A scope's sessions, the last used first. */
  list(accountScopeId: string): Promise<ListedSession[]>;
  /** Writes when sessions were last used; called every 30 s and at the end. */
  flush(): Promise<void>;
  /** Removes sessions that are over. */
  purge(): Promise<void>;
}

/** What sessions need. */
export interface SessionTools {
  sql: Sql;
  cache: Cache;
  clock: Clock;
  events: EventBus;
  log: Logger;
}

/** Sessions in the database, believed for 60 s from the shared cache. */
export function createSessions({ sql, cache, clock, events, log }: SessionTools): Sessions {
  const seen = new Map<string, number>();
  const rows = sessionRows(sql, clock);
  const cached = sessionCache(cache, log);
  const now = () => new Date(clock.now());

  /** Event streams of the session end, wherever they are open. */
  const announce = (accountScopeId: string, sessionId: string) =>
    events.publish({ type: "session_changed", accountScopeId, projectId: null, sessionId })
      .catch((error) => log.warn({ err: error }, "event streams may outlive their session"));

  /** Ends the sessions a condition names. The cache learns it before others can change the row. */
  async function end(actor: Actor, condition: ReturnType<Sql>): Promise<string[]> {
    const ids = await sql.begin(async (tx) => {
      const ended = await tx<{ id: string; token_hash: Uint8Array }[]>`
        update sessions set revoked_at = ${now()}
        where account_scope_id = ${actor.accountScopeId} and revoked_at is null and ${condition}
        returning id, token_hash`;
      for (const { id, token_hash } of ended) {
        const entry = { action: "session.ended", entity: "session", entityId: id };
        await recordAudit(tx, { ...actor, ...entry });
        await cached.replace(token_hash, { ended: true });
      }
      return ended.map(({ id }) => id);
    });
    for (const id of ids) await announce(actor.accountScopeId, id);
    return ids;
  }

  return {
    async begin({ requestId, ...session }) {
      const token = newToken();
      await sql.begin(async (tx) => {
        const id = await rows.insert(tx, sha256(token), session);
        await recordAudit(tx, {
          accountScopeId: session.accountScopeId,
          actor: session.login,
          requestId,
          action: "session.started",
          entity: "session",
          entityId: id,
        });
      });
      return token;
    },

    async find(token) {
      if (!isToken(token)) return null;
      const hash = sha256(token);
      const known: Known = await cached.read(hash) ?? await cached.add(hash, await rows.read(hash));
      if ("ended" in known || known.expiresAt <= clock.now()) return null;
      seen.set(known.session.id, clock.now());
      return known.session;
    },

    async change(id, change) {
      const row = await sql.begin(async (tx) => {
        const [changed] = await tx<SessionRow[]>`
          update sessions set
            project_id = ${change.projectId === undefined ? sql`project_id` : change.projectId},
            locale = ${change.locale === undefined ? sql`locale` : change.locale},
            theme = ${change.theme === undefined ? sql`theme` : change.theme}
          where id = ${id} and revoked_at is null
          returning ${rows.columns}`;
        // within the transaction: another change of the row waits, so the last one is the one cached
        if (changed !== undefined) {
          await cached.replace(changed.token_hash, infoOf(changed, clock.now()));
        }
        return changed;
      });
      if (row !== undefined && change.projectId !== undefined) {
        await announce(row.account_scope_id, id);
      }
    },

    end: async (actor, id) => (await end(actor, sql`id = ${id}`)).length > 0,
    endOthers: async (actor, keep) =>
      (await end(actor, keep === null ? sql`true` : sql`id <> ${keep}`)).length,
    list: (accountScopeId) => rows.list(accountScopeId),

    async flush() {
      if (seen.size === 0) return;
      const used = [...seen];
      seen.clear();
      try {
        await rows.touch(used);
      } catch (error) {
        for (const [id, at] of used) seen.set(id, Math.max(at, seen.get(id) ?? 0));
        throw error;
      }
    },

    purge: () => rows.purge(),
  };
}

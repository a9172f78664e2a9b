import { Buffer } from "node:buffer";
import type { Clock, Sql, TransactionSql } from "../platform/mod.ts";
import type { Known } from "./session_cache.ts";
import type { ListedSession, NewSession } from "./session.ts";

/** Ends of a session: without use, and in any case. Milliseconds. */
export const IDLE_MS = 14 * 86_400_000;
export const ABSOLUTE_MS = 30 * 86_400_000;

/** An ended session is kept this long, milliseconds. */
const KEPT_MS = 86_400_000;

/** A session as it is read for a request. */
export interface SessionRow {
  id: string;
  token_hash: Uint8Array;
  login: string;
  csrf_secret: Uint8Array;
  account_scope_id: string;
  project_id: string | null;
  locale: "en" | "ru" | null;
  theme: "light" | "dark" | null;
  expires_at: Date;
}

/** A row as it is cached by a request at `now` (epoch ms), which is a use of the session. */
export function infoOf(row: SessionRow, now: number): Known {
  return {
    session: {
      id: row.id,
      login: row.login,
      csrfToken: Buffer.from(row.csrf_secret).toString("base64url"),
      accountScopeId: row.account_scope_id,
      projectId: row.project_id,
      locale: row.locale,
      theme: row.theme,
    },
    expiresAt: Math.min(row.expires_at.getTime(), now + IDLE_MS),
  };
}

/** The statements on the table of sessions. Times are the given clock's, never the database's. */
export function sessionRows(sql: Sql, clock: Clock) {
  const now = () => new Date(clock.now());
  const idleSince = () => new Date(clock.now() - IDLE_MS);
  const live = () =>
    sql`revoked_at is null and expires_at > ${now()} and last_seen_at > ${idleSince()}`;
  const columns =
    sql`id, token_hash, login, csrf_secret, account_scope_id, project_id, locale, theme,
    expires_at`;

  return {
    columns,

    async insert(
      tx: TransactionSql,
      hash: Uint8Array,
      session: Omit<NewSession, "requestId">,
    ): Promise<string> {
      const secret = crypto.getRandomValues(new Uint8Array(32));
      const userAgent = session.userAgent?.slice(0, 300) ?? null;
      const [row] = await tx<{ id: string }[]>`
        insert into sessions (token_hash, login, account_scope_id, csrf_secret, user_agent, ip, created_at,
          last_seen_at, expires_at)
        values (${hash}, ${session.login}, ${session.accountScopeId}, ${secret}, ${userAgent}, ${session.ip},
          ${now()}, ${now()}, ${new Date(clock.now() + ABSOLUTE_MS)})
        returning id`;
      return row!.id;
    },

    async read(hash: Uint8Array): Promise<Known> {
      const [row] = await sql<SessionRow[]>`
        select ${columns} from sessions where token_hash = ${hash} and ${live()}`;
      return row === undefined ? { ended: true } : infoOf(row, clock.now());
    },

    list: (accountScopeId: string) =>
      sql<ListedSession[]>`
        select id, user_agent as "userAgent", ip, created_at as "createdAt", last_seen_at as "lastSeenAt"
        from sessions where account_scope_id = ${accountScopeId} and ${live()}
        order by last_seen_at desc, id`,

    /** Notes when sessions were last used (epoch ms), all in one statement. */
    async touch(used: [id: string, at: number][]): Promise<void> {
      const rows = used.map(([id, at]) => ({ id, at: new Date(at).toISOString() }));
      await sql`
        update sessions s set last_seen_at = greatest(s.last_seen_at, u.at)
        from jsonb_to_recordset(${
        sql.json(rows)
      }) as u (id uuid, at timestamptz) where s.id = u.id`;
    },

    async purge(): Promise<void> {
      await sql`
        delete from sessions where expires_at <= ${now()} or last_seen_at <= ${idleSince()}
          or revoked_at <= ${new Date(clock.now() - KEPT_MS)}`;
    },
  };
}

import { type ChatwootConfig, type Sql, VendorError } from "../platform/mod.ts";
import type { SyncWarning } from "./chatwoot/sync.ts";

/** Why a connection wants attention, in words for its owner. `code` names the text's translation. */
export interface StatusDetail {
  code: string;
  message: string;
  fix: string | null;
  warnings?: SyncWarning[];
}

/** A connected vendor account. */
export interface Connection {
  id: string;
  account_scope_id: string;
  connector: "chatwoot" | "linear" | "attio";
  base_url: string;
  external_account_id: string;
  status: "new" | "ok" | "syncing" | "needs_attention" | "paused";
  status_detail: StatusDetail | null;
  last_synced_at: Date | null;
}

/** Makes the connection that the configuration names, if it is not there. Returns its id. */
export async function ensureChatwootConnection(
  sql: Sql,
  accountScopeId: string,
  config: ChatwootConfig,
): Promise<string> {
  await sql`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${accountScopeId}, 'chatwoot', ${config.baseUrl}, ${config.accountId})
    on conflict do nothing`;
  const [row] = await sql<{ id: string }[]>`
    select id from connections where account_scope_id = ${accountScopeId} and connector = 'chatwoot'
      and base_url = ${config.baseUrl} and external_account_id = ${config.accountId}`;
  if (row === undefined) throw new Error("the connection was not made");
  return row.id;
}

/** A scope's connections, oldest first. */
export async function listConnections(sql: Sql, accountScopeId: string): Promise<Connection[]> {
  return await sql<Connection[]>`
    select id, account_scope_id, connector, base_url, external_account_id, status, status_detail, last_synced_at
    from connections where account_scope_id = ${accountScopeId} order by created_at, id`;
}

/** What a failed run means for its connection. */
export function describeFailure(error: unknown): StatusDetail {
  if (error instanceof VendorError) {
    return { code: error.code, message: error.message, fix: error.options.fix ?? null };
  }
  return {
    code: "internal",
    message: "The sync failed here, not at the vendor",
    fix: "See the log for the cause.",
  };
}

/** Notes how a connection stands after a run. */
export async function setConnectionStatus(
  sql: Sql,
  id: string,
  status: Connection["status"],
  detail: StatusDetail | null,
  syncedAt: Date | null,
): Promise<void> {
  await sql`
    update connections set status = ${status}, last_synced_at = coalesce(${syncedAt}, last_synced_at),
      status_detail = ${detail === null ? null : sql.json(detail as never)}
    where id = ${id}`;
}

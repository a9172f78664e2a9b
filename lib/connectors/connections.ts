import { type Sql, type TransactionSql, VendorError } from "../platform/mod.ts";
import type { ConnectorName, Source, SyncWarning } from "./connector.ts";

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
  connector: ConnectorName;
  base_url: string;
  external_account_id: string;
  /** The account's own name; null for one that the settings name. */
  name: string | null;
  /** Who made the connection: the settings, or a person who pasted a token. */
  token_source: "environment" | "stored";
  status: "new" | "ok" | "syncing" | "needs_attention" | "paused";
  status_detail: StatusDetail | null;
  last_synced_at: Date | null;
}

/** Makes the connection that the configuration names, if it is not there. Returns its id. */
export async function ensureConnection(
  sql: Sql,
  accountScopeId: string,
  connector: ConnectorName,
  { baseUrl, externalAccountId }: Pick<Source, "baseUrl" | "externalAccountId">,
): Promise<string> {
  await sql`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${accountScopeId}, ${connector}, ${baseUrl}, ${externalAccountId})
    on conflict do nothing`;
  const [row] = await sql<{ id: string }[]>`
    select id from connections where account_scope_id = ${accountScopeId} and connector = ${connector}
      and base_url = ${baseUrl} and external_account_id = ${externalAccountId}`;
  if (row === undefined) throw new Error("the connection was not made");
  return row.id;
}

/** A scope's connections, oldest first. */
export async function listConnections(sql: Sql, accountScopeId: string): Promise<Connection[]> {
  return await sql<Connection[]>`
    select id, account_scope_id, connector, base_url, external_account_id, name, token_source, status,
      status_detail, last_synced_at
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

/** Notes how a connection stands after a run; one that a person has paused meanwhile stays so. */
export async function setConnectionStatus(
  sql: Sql | TransactionSql,
  id: string,
  status: Connection["status"],
  detail: StatusDetail | null,
  syncedAt: Date | null,
): Promise<void> {
  await sql`
    update connections set status = case when status = 'paused' then 'paused' else ${status} end,
      last_synced_at = coalesce(${syncedAt}, last_synced_at),
      status_detail = ${detail === null ? null : sql.json(detail as never)}
    where id = ${id}`;
}

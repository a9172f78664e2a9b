import { recordAudit } from "../audit/mod.ts";
import { ApiError, type EventBus, type Sql } from "../platform/mod.ts";
import type { Actor } from "./actor.ts";
import { newToken, sha256 } from "./token.ts";

/** What a script's token may do. */
export type TokenScope = "read" | "write";

/** A script's token, as it is listed; the token itself is shown once, when it is made. */
export interface ApiToken {
  id: string;
  name: string;
  scopes: TokenScope[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Whose token a request holds. */
export interface TokenInfo {
  id: string;
  name: string;
  accountScopeId: string;
  scopes: TokenScope[];
}

const PREFIX = "ct_";

/** When a token was last used is noted at most this often. */
const NOTED_EVERY = "1 minute";

/** Makes a token and returns it beside its row. */
export async function createApiToken(
  sql: Sql,
  actor: Actor,
  input: { name: string; scopes: TokenScope[] },
): Promise<{ token: string; row: ApiToken }> {
  const token = PREFIX + newToken();
  const scopes = [...new Set(input.scopes)];
  const row = await sql.begin(async (tx) => {
    const [made] = await tx<ApiToken[]>`
      insert into api_tokens (account_scope_id, name, token_hash, scopes)
      values (${actor.accountScopeId}, ${input.name}, ${sha256(token)}, ${scopes})
      returning id, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt"`;
    await recordAudit(tx, {
      ...actor,
      action: "api_token.created",
      entity: "api_token",
      entityId: made!.id,
      after: { name: input.name, scopes },
    });
    return made!;
  });
  return { token, row };
}

/** A scope's tokens, newest first. */
export async function listApiTokens(sql: Sql, accountScopeId: string): Promise<ApiToken[]> {
  return await sql<ApiToken[]>`
    select id, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt" from api_tokens
    where account_scope_id = ${accountScopeId} and revoked_at is null order by created_at desc, id`;
}

/**
 * Revokes a token, and ends what it has open.
 * @throws {ApiError} 404 when the scope has no such token
 */
export async function revokeApiToken(
  { sql, events }: { sql: Sql; events: EventBus },
  actor: Actor,
  id: string,
): Promise<void> {
  await sql.begin(async (tx) => {
    const [revoked] = await tx<{ name: string }[]>`
      update api_tokens set revoked_at = now()
      where id = ${id} and account_scope_id = ${actor.accountScopeId} and revoked_at is null
      returning name`;
    if (revoked === undefined) throw new ApiError(404, "not_found", "There is no such token.");
    await recordAudit(tx, {
      ...actor,
      action: "api_token.revoked",
      entity: "api_token",
      entityId: id,
      before: revoked,
    });
  });
  const { accountScopeId } = actor;
  const event = { accountScopeId, projectId: null, sessionId: id };
  // not heard, its streams end with their lifetime; the token itself is refused from now on
  await events.publish({ type: "session_changed", ...event }).catch(() => {});
}

/**
 * Whose token a request's `Authorization` header holds; null when it holds none that is valid. Asked
 * of the database each time, so that a revoked token is refused at once.
 */
export async function findApiToken(
  sql: Sql,
  authorization: string | null,
): Promise<TokenInfo | null> {
  const token = /^Bearer +(ct_[\w-]{43})$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) return null;
  const [row] = await sql<TokenInfo[]>`
    with known as (
      select id, name, account_scope_id, scopes, last_used_at from api_tokens
      where token_hash = ${sha256(token)} and revoked_at is null
    ), noted as (
      update api_tokens t set last_used_at = now() from known k
      where t.id = k.id
        and (k.last_used_at is null or k.last_used_at < now() - ${NOTED_EVERY}::interval)
    )
    select id, name, account_scope_id as "accountScopeId", scopes from known`;
  return row ?? null;
}

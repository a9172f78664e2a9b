import { recordAudit } from "../audit/mod.ts";
import { ApiError, type Sql } from "../platform/mod.ts";
import type { Actor } from "./projects.ts";
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

const PREFIX = "ct_";

/** Makes a token and returns it beside its row. */
export async function createApiToken(
  sql: Sql,
  actor: Actor,
  input: { name: string; scopes: TokenScope[] },
): Promise<{ token: string; row: ApiToken }> {
  const token = PREFIX + newToken();
  const row = await sql.begin(async (tx) => {
    const [made] = await tx<ApiToken[]>`
      insert into api_tokens (account_scope_id, name, token_hash, scopes)
      values (${actor.accountScopeId}, ${input.name}, ${sha256(token)}, ${input.scopes})
      returning id, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt"`;
    await recordAudit(tx, {
      ...actor,
      action: "api_token.created",
      entity: "api_token",
      entityId: made!.id,
      after: input,
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
 * Revokes a token.
 * @throws {ApiError} 404 when the scope has no such token
 */
export async function revokeApiToken(sql: Sql, actor: Actor, id: string): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await tx`
      update api_tokens set revoked_at = now()
      where id = ${id} and account_scope_id = ${actor.accountScopeId} and revoked_at is null`;
    if (count === 0) throw new ApiError(404, "not_found", "There is no such token.");
    await recordAudit(tx, {
      ...actor,
      action: "api_token.revoked",
      entity: "api_token",
      entityId: id,
    });
  });
}

/** Whose token a request's `Authorization` header holds; null when it holds none that is valid. */
export async function findApiToken(
  sql: Sql,
  authorization: string | null,
): Promise<{ id: string; name: string; accountScopeId: string; scopes: TokenScope[] } | null> {
  const token = /^Bearer (ct_[\w-]{43})$/.exec(authorization ?? "")?.[1];
  if (token === undefined) return null;
  const [row] = await sql<
    { id: string; name: string; accountScopeId: string; scopes: TokenScope[] }[]
  >`
    update api_tokens set last_used_at = case
      when last_used_at > now() - interval '1 minute' then last_used_at else now() end
    where token_hash = ${sha256(token)} and revoked_at is null
    returning id, name, account_scope_id as "accountScopeId", scopes`;
  return row ?? null;
}

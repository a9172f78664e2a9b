import { createHash } from "node:crypto";
import { ApiError, type Sql } from "../platform/mod.ts";

/** How long a key keeps its reply. */
const KEPT = "24 hours";

interface Kept {
  same: boolean;
  status: number | null;
  response: unknown;
}

/** A reply to keep: its status and JSON body. */
export interface KeptReply {
  status: number;
  body: Record<string, unknown>;
}

/**
 * Answers a creating request once per `Idempotency-Key` and scope: the same key with the same body
 * gets the first reply again, for 24 hours; with another body, or while the first is being answered,
 * it is a conflict. A failed attempt keeps nothing. Without a key the work is simply done.
 *
 * @throws {ApiError} 400 for a malformed key, 409 for a conflict
 */
export async function once(
  sql: Sql,
  accountScopeId: string,
  key: string | null,
  request: unknown,
  work: () => Promise<KeptReply>,
): Promise<KeptReply> {
  if (key === null) return await work();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new ApiError(
      400,
      "invalid_idempotency_key",
      "An Idempotency-Key has 1 to 255 printable characters.",
    );
  }
  const hash = createHash("sha256").update(JSON.stringify(request)).digest();
  await sql`
    delete from idempotency_keys where account_scope_id = ${accountScopeId} and key = ${key}
      and created_at < now() - ${KEPT}::interval`;
  const { count } = await sql`
    insert into idempotency_keys (account_scope_id, key, request_hash) values (${accountScopeId}, ${key}, ${hash})
    on conflict do nothing`;
  if (count === 0) {
    const [kept] = await sql<Kept[]>`
      select request_hash = ${hash} as same, status, response from idempotency_keys
      where account_scope_id = ${accountScopeId} and key = ${key}`;
    if (kept?.same !== true) {
      throw new ApiError(
        409,
        "idempotency_conflict",
        "This Idempotency-Key was used for another request.",
      );
    }
    if (kept.status === null) {
      throw new ApiError(
        409,
        "request_in_progress",
        "The first request with this key is still being answered.",
      );
    }
    return { status: kept.status, body: kept.response as Record<string, unknown> };
  }
  try {
    const reply = await work();
    await sql`
      update idempotency_keys set status = ${reply.status}, response = ${
      sql.json(reply.body as never)
    }
      where account_scope_id = ${accountScopeId} and key = ${key}`;
    return reply;
  } catch (error) {
    await sql`delete from idempotency_keys where account_scope_id = ${accountScopeId} and key = ${key}`;
    throw error;
  }
}

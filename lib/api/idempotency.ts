import { createHash } from "node:crypto";
import { ApiError, type Sql } from "../platform/mod.ts";
import { seal, unseal } from "./seal.ts";

/** How long a key keeps its reply. */
const KEPT = "24 hours";

/** After this long without a reply the first request counts as lost, and the next one is answered. */
const LOST = "2 minutes";

/** A reply to keep: its status and JSON body. */
export interface KeptReply {
  status: number;
  body: Record<string, unknown>;
}

/** A request that makes something, and must not make it twice. */
export interface CreatingRequest {
  accountScopeId: string;
  /** The `Idempotency-Key` header. */
  key: string | null;
  /** Method and path: a key is for one operation. */
  operation: string;
  /** The checked body. */
  body: unknown;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest();

/**
 * Answers a creating request once per `Idempotency-Key` and scope: the same key with the same
 * operation and body gets the first reply again, for 24 hours; with another one, or while the first
 * is being answered, it is a conflict. A failed attempt keeps nothing. Without a key the work is
 * simply done.
 *
 * Neither key nor reply is stored in the clear: a reply may hold a secret that is shown once, and
 * only the key opens it.
 *
 * @throws {ApiError} 400 for a malformed key, 409 for a conflict
 */
export async function once(
  sql: Sql,
  { accountScopeId, key, operation, body }: CreatingRequest,
  work: () => Promise<KeptReply>,
): Promise<KeptReply & { replayed: boolean }> {
  if (key === null) return { ...await work(), replayed: false };
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new ApiError(
      400,
      "invalid_idempotency_key",
      "An Idempotency-Key has 1 to 255 printable characters.",
    );
  }
  const name = sha256(key).toString("hex");
  const hash = sha256(JSON.stringify([operation, body]));
  const ours = sql`account_scope_id = ${accountScopeId} and key = ${name}`;
  await sql`delete from idempotency_keys where created_at < now() - ${KEPT}::interval`;
  const { count } = await sql`
    insert into idempotency_keys as k (account_scope_id, key, request_hash)
    values (${accountScopeId}, ${name}, ${hash})
    on conflict (account_scope_id, key) do update set created_at = now()
      where k.status is null and k.request_hash = ${hash} and k.created_at < now() - ${LOST}::interval`;
  if (count === 0) {
    const [kept] = await sql<{ same: boolean; status: number | null; response: string | null }[]>`
      select request_hash = ${hash} as same, status, response from idempotency_keys where ${ours}`;
    return { ...await replay(kept, key, accountScopeId), replayed: true };
  }
  try {
    const reply = await work();
    const sealed = await seal(reply.body, key, accountScopeId);
    await sql`
      update idempotency_keys set status = ${reply.status}, response = ${sql.json(sealed)}
      where ${ours}`;
    return { ...reply, replayed: false };
  } catch (error) {
    await sql`delete from idempotency_keys where ${ours}`;
    throw error;
  }
}

async function replay(
  kept: { same: boolean; status: number | null; response: string | null } | undefined,
  key: string,
  purpose: string,
): Promise<KeptReply> {
  if (kept?.same !== true) {
    throw new ApiError(
      409,
      "idempotency_conflict",
      "This Idempotency-Key was used for another request.",
    );
  }
  const { status, response } = kept;
  if (status === null || response === null) {
    throw new ApiError(
      409,
      "request_in_progress",
      "The first request with this key is still being answered.",
      { headers: { "retry-after": "1" } },
    );
  }
  return { status, body: await unseal(response, key, purpose) };
}

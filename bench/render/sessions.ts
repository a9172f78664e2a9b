import { createHash } from "node:crypto";
import type { Sql } from "@/lib/platform/mod.ts";

/** Signs `count` people in by writing their sessions into the database. Returns their cookies. */
export async function insertSessions(
  sql: Sql,
  accountScopeId: string,
  count: number,
): Promise<string[]> {
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  const tokens = Array.from(
    { length: count },
    () => random(32).toBase64({ alphabet: "base64url", omitPadding: true }),
  );
  const rows = tokens.map((token) => ({
    token_hash: createHash("sha256").update(token).digest(),
    login: "bench",
    account_scope_id: accountScopeId,
    csrf_secret: random(32),
    expires_at: new Date(Date.now() + 86_400_000),
  }));
  await sql`insert into sessions ${sql(rows)}`;
  return tokens.map((token) => `ct_session=${token}`);
}

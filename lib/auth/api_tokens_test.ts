import { deepEqual, equal, match, notEqual, ok, rejects } from "node:assert/strict";
import { listAudit } from "../audit/mod.ts";
import { ApiError } from "../platform/mod.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { createApiToken, findApiToken, listApiTokens, revokeApiToken } from "./api_tokens.ts";

const input = { name: "report script", scopes: ["read"] as ("read" | "write")[] };

async function stored({ sql }: Stores): Promise<string> {
  return JSON.stringify(await sql`select *, encode(token_hash, 'escape') from api_tokens`);
}

async function usedAt({ sql }: Stores): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`select last_used_at as at from api_tokens`;
  return row!.at;
}

testOnStores("API tokens", {
  "a token is found by its header, with what it may do": async (stores) => {
    const { sql, actor, accountScopeId } = stores;
    const { token, row } = await createApiToken(sql, actor, input);
    match(token, /^ct_[\w-]{43}$/);
    const found = { id: row.id, name: "report script", accountScopeId, scopes: ["read"] };
    deepEqual({ ...await findApiToken(sql, `Bearer ${token}`) }, found);
    deepEqual({ ...await findApiToken(sql, `bearer  ${token}`) }, found);
  },

  "what is no token is none": async (stores) => {
    const { sql, actor } = stores;
    const { token } = await createApiToken(sql, actor, input);
    const others = [null, "", token, `Basic ${token}`, `Bearer ${token}a`, `Bearer ${token} `];
    const wrong = `Bearer ct_${"a".repeat(43)}`;
    for (const header of [...others, wrong, `Bearer ${token.slice(3)}`, `Bearer ${token},x`]) {
      equal(await findApiToken(sql, header), null, String(header));
    }
  },

  "a token is stored as its hash alone, and every one is different": async (stores) => {
    const { sql, actor } = stores;
    const { token } = await createApiToken(sql, actor, input);
    const { token: other } = await createApiToken(sql, actor, input);
    notEqual(token, other);
    ok(!(await stored(stores)).includes(token.slice(3)));
    const audit = JSON.stringify(await listAudit(sql, actor.accountScopeId, 10));
    ok(!audit.includes(token.slice(3)));
  },

  "a revoked token is refused at once, and its streams end": async (stores) => {
    const { sql, actor, heard } = stores;
    const { token, row } = await createApiToken(sql, actor, input);
    ok(await findApiToken(sql, `Bearer ${token}`));
    await revokeApiToken(stores, actor, row.id);
    equal(await findApiToken(sql, `Bearer ${token}`), null);
    deepEqual(heard.map((event) => event.type === "session_changed" && event.sessionId), [row.id]);
    deepEqual(await listApiTokens(sql, actor.accountScopeId), []);
    await rejects(
      revokeApiToken(stores, actor, row.id),
      (error: unknown) => error instanceof ApiError && error.status === 404,
    );
  },

  "another scope's tokens are neither listed nor revoked": async (stores) => {
    const { sql, actor } = stores;
    const { token, row } = await createApiToken(sql, actor, input);
    const stranger = { ...actor, accountScopeId: crypto.randomUUID() };
    deepEqual(await listApiTokens(sql, stranger.accountScopeId), []);
    await rejects(
      revokeApiToken(stores, stranger, row.id),
      (error: unknown) => error instanceof ApiError && error.status === 404,
    );
    ok(await findApiToken(sql, `Bearer ${token}`));
  },

  "making and revoking are audited": async (stores) => {
    const { sql, actor } = stores;
    const { row } = await createApiToken(sql, actor, {
      name: "a",
      scopes: ["write", "read", "write"],
    });
    await revokeApiToken(stores, actor, row.id);
    const events = await listAudit(sql, actor.accountScopeId, 10);
    deepEqual(
      events.map(({ action, entityId, before, after }) => [action, entityId, before, after]),
      [
        ["api_token.revoked", row.id, { name: "a" }, null],
        ["api_token.created", row.id, null, { name: "a", scopes: ["write", "read"] }],
      ],
    );
  },

  "the last use is noted, at most once a minute": async (stores) => {
    const { sql, actor } = stores;
    const { token } = await createApiToken(sql, actor, input);
    equal(await usedAt(stores), null);
    await findApiToken(sql, `Bearer ${token}`);
    const first = await usedAt(stores);
    ok(first !== null);
    await findApiToken(sql, `Bearer ${token}`);
    deepEqual(await usedAt(stores), first);
    await sql`update api_tokens set last_used_at = now() - interval '61 seconds'`;
    const old = await usedAt(stores);
    await findApiToken(sql, `Bearer ${token}`);
    ok((await usedAt(stores))! > old!);
  },
});

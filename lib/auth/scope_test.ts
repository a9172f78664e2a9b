import { deepEqual, equal } from "node:assert/strict";
import { listAudit } from "../audit/mod.ts";
import { listening, testOnStores } from "../../tests/support/scratch_stores.ts";
import { changeProject, createProject } from "./projects.ts";
import { changeScope, ensureDefaultScope, resolveScope } from "./scope.ts";

const all = { projectId: null, theme: null };

testOnStores("scope", {
  "the default scope is made once, with its unassigned project": async (stores) => {
    const config = { locale: "ru", timeZone: "Europe/Berlin" } as const;
    const ids = await Promise.all(
      Array.from({ length: 4 }, () => ensureDefaultScope(stores.sql, config)),
    );
    deepEqual(new Set(ids), new Set([stores.accountScopeId]));
    const scope = (await resolveScope(stores.sql, stores.accountScopeId, all))!;
    deepEqual([scope.locale, scope.timeZone], ["en", "UTC"], "what is there is not changed");
    deepEqual(scope.projects.map(({ kind, name }) => [kind, name]), [["unassigned", "Unassigned"]]);
  },

  "a request sees the projects of its scope, pinned ones first, the unassigned one last": async (
    stores,
  ) => {
    const { sql, actor, accountScopeId } = stores;
    const [other] = await sql<{ id: string }[]>`
      insert into account_scopes (slug, name) values ('other', 'Other') returning id`;
    await createProject(sql, { ...actor, accountScopeId: other!.id }, "Theirs");
    await createProject(sql, actor, "A");
    const b = await createProject(sql, actor, "B");
    const gone = await createProject(sql, actor, "Gone");
    await changeProject(sql, actor, b.id, { pinned: true });
    await changeProject(sql, actor, gone.id, { archived: true });
    const scope = (await resolveScope(sql, accountScopeId, { projectId: b.id, theme: "dark" }))!;
    deepEqual(scope.projects.map(({ name }) => name), ["B", "A", "Unassigned"]);
    deepEqual([scope.projectId, scope.theme], [b.id, "dark"]);
  },

  "a chosen project that is archived, or another scope's, counts as none": async (stores) => {
    const { sql, actor, accountScopeId } = stores;
    const { id } = await createProject(sql, actor, "Gone");
    await changeProject(sql, actor, id, { archived: true });
    for (const projectId of [id, crypto.randomUUID()]) {
      const scope = await resolveScope(sql, accountScopeId, { projectId, theme: null });
      equal(scope?.projectId, null);
    }
  },

  "resolving costs one statement, and nothing is resolved of a scope that is gone": async (
    stores,
  ) => {
    const { sql, statements } = listening(stores.sql);
    await resolveScope(sql, stores.accountScopeId, all);
    equal(statements.length, 1);
    equal(await resolveScope(sql, crypto.randomUUID(), all), null);
  },

  "language and time zone of a scope can be changed, and that is audited": async (stores) => {
    const { sql, actor, accountScopeId } = stores;
    await changeScope(sql, actor, { timeZone: "Asia/Tbilisi" });
    await changeScope(sql, actor, { locale: "ru" });
    const scope = (await resolveScope(sql, accountScopeId, all))!;
    deepEqual([scope.locale, scope.timeZone], ["ru", "Asia/Tbilisi"]);
    const [event] = await listAudit(sql, accountScopeId, 1);
    deepEqual([event?.action, event?.before, event?.after], [
      "scope.changed",
      { locale: "en", timeZone: "Asia/Tbilisi" },
      { locale: "ru", timeZone: "Asia/Tbilisi" },
    ]);
  },

  "no row of a table can belong to a project of another scope": async (stores) => {
    const { sql, actor, accountScopeId } = stores;
    const [other] = await sql<{ id: string }[]>`
      insert into account_scopes (slug, name) values ('other', 'Other') returning id`;
    const { id } = await createProject(sql, actor, "Ours");
    const insert = (scopeId: string) =>
      sql`
        insert into sessions (token_hash, login, account_scope_id, project_id, csrf_secret, expires_at)
        values (sha256(${crypto.randomUUID()}::bytea), 'a', ${scopeId}, ${id}, sha256(''), now())`
        .then(() => "inserted", (error: { code: string }) => error.code);
    deepEqual([await insert(accountScopeId), await insert(other!.id)], ["inserted", "23503"]);
  },
});

import { deepEqual, equal, match, notEqual, ok, rejects } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { listAudit } from "../audit/mod.ts";
import type { Cache } from "../platform/mod.ts";
import { listening, type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { createSessions } from "./sessions.ts";
import { ABSOLUTE_MS, IDLE_MS } from "./session_rows.ts";
import { newToken } from "./token.ts";

const DAY = 86_400_000;

/** Sessions of two processes on the same stores, and a way to begin one. */
function setUp(stores: Stores) {
  const begin = (sessions = first, userAgent: string | null = "Browser") =>
    sessions.begin({
      login: "owner",
      accountScopeId: stores.accountScopeId,
      userAgent,
      ip: "192.0.2.1",
      requestId: "r1",
    });
  const first = createSessions(stores);
  const second = createSessions(stores);
  return { first, second, begin };
}

/** A project of the scope. */
async function project({ sql, accountScopeId }: Stores): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into projects (account_scope_id, slug, name) values (${accountScopeId}, 'acme', 'Acme')
    returning id`;
  return row!.id;
}

async function usedAt({ sql }: Stores): Promise<number[]> {
  const rows = await sql<
    { at: Date }[]
  >`select last_seen_at as at from sessions order by created_at`;
  return rows.map(({ at }) => at.getTime());
}

testOnStores("sessions", {
  "a session is found by its token in every process, and by nothing else": async (stores) => {
    const { first, second, begin } = setUp(stores);
    const token = await begin();
    match(token, /^[\w-]{43}$/);
    const session = await first.find(token);
    const { id, csrfToken, ...rest } = session!;
    deepEqual(rest, {
      login: "owner",
      accountScopeId: stores.accountScopeId,
      projectId: null,
      locale: null,
      theme: null,
    });
    equal(Buffer.from(csrfToken, "base64url").length, 32);
    deepEqual(await second.find(token), session);
    for (const other of ["", newToken(), `${token}a`, token.slice(1), id]) {
      equal(await first.find(other), null);
    }
  },

  "every sign-in has its own token and secret; of the token only the hash is stored": async (
    stores,
  ) => {
    const { first, begin } = setUp(stores);
    const [one, two] = [await begin(), await begin()];
    notEqual(one, two);
    notEqual((await first.find(one))!.csrfToken, (await first.find(two))!.csrfToken);
    const stored = JSON.stringify(
      await stores
        .sql`select *, encode(token_hash, 'base64') as hash, encode(csrf_secret, 'escape') from sessions`,
    );
    for (const token of [one, two]) {
      ok(!stored.includes(token));
      ok(!stored.includes(Buffer.from(token, "base64url").toString("hex")));
    }
  },

  "a session is over after 14 days without use, and each use counts": async (stores) => {
    const { first, second, begin } = setUp(stores);
    const token = await begin();
    stores.clock.advance(IDLE_MS - 1);
    ok(await first.find(token));
    stores.clock.advance(59_000);
    ok(await second.find(token), "a use counts before it is written");
    await first.flush();
    await second.flush();
    stores.clock.advance(IDLE_MS - 1);
    ok(await second.find(token), "and after");
    await second.flush();
    equal(IDLE_MS, 14 * DAY);
  },

  "a session that was not used for 14 days is over, also where it is cached": async (stores) => {
    const { first, begin } = setUp(stores);
    const lasting: Cache = {
      ...stores.cache,
      setIfAbsent: (key, value) => stores.cache.setIfAbsent(key, value, 10 ** 7),
    };
    const cached = createSessions({ ...stores, cache: lasting });
    const token = await begin();
    ok(await cached.find(token));
    stores.clock.advance(IDLE_MS);
    equal(await cached.find(token), null);
    await stores.cache.deletePrefix("session:");
    equal(await first.find(token), null);
  },

  "a session is over after 30 days in any case": async (stores) => {
    const { first, begin } = setUp(stores);
    const token = await begin();
    for (let day = 0; day < 29; day++) {
      stores.clock.advance(DAY);
      ok(await first.find(token), `day ${day}`);
      await first.flush();
    }
    stores.clock.advance(DAY - 1);
    ok(await first.find(token));
    stores.clock.advance(1);
    equal(await first.find(token), null);
    equal(ABSOLUTE_MS, 30 * DAY);
  },

  "ending a session holds at once in every process, cached or not": async (stores) => {
    const { first, second, begin } = setUp(stores);
    const [token, other] = [await begin(), await begin()];
    const { id } = (await first.find(token))!;
    ok(await second.find(token));
    equal(await first.end(stores.actor, id), true);
    equal(await second.find(token), null);
    await stores.cache.deletePrefix("session:");
    equal(await second.find(token), null);
    ok(await first.find(other), "others go on");
    equal(await first.end(stores.actor, id), false, "it ends once");
  },

  "ending one ends its event streams everywhere and is audited": async (stores) => {
    const { first, begin } = setUp(stores);
    const { id } = (await first.find(await begin()))!;
    await first.end({ ...stores.actor, requestId: "r2" }, id);
    deepEqual(stores.heard, [{
      type: "session_changed",
      accountScopeId: stores.accountScopeId,
      projectId: null,
      sessionId: id,
    }]);
    const audit = await listAudit(stores.sql, stores.accountScopeId, 10);
    deepEqual(
      audit.map(({ action, entityId, actor, requestId }) => [action, entityId, actor, requestId]),
      [["session.ended", id, "owner", "r2"], ["session.started", id, "owner", "r1"]],
    );
  },

  "another scope's session cannot be ended": async (stores) => {
    const { first, begin } = setUp(stores);
    const token = await begin();
    const { id } = (await first.find(token))!;
    const stranger = { ...stores.actor, accountScopeId: crypto.randomUUID() };
    equal(await first.end(stranger, id), false);
    equal(await first.endOthers(stranger, null), 0);
    ok(await first.find(token));
  },

  "all other sessions can be ended together": async (stores) => {
    const { first, second, begin } = setUp(stores);
    const tokens = [await begin(), await begin(), await begin()];
    for (const token of tokens) await second.find(token);
    const { id } = (await first.find(tokens[1]!))!;
    equal(await first.endOthers(stores.actor, id), 2);
    const alive = await Promise.all(tokens.map(async (token) => await second.find(token) !== null));
    deepEqual(alive, [false, true, false]);
    equal(await first.endOthers(stores.actor, null), 1, "a script ends all");
  },

  "a changed session is seen changed by every process's next look": async (stores) => {
    const { first, second, begin } = setUp(stores);
    const token = await begin();
    const { id } = (await first.find(token))!;
    await second.find(token);
    const projectId = await project(stores);
    await first.change(id, { projectId });
    equal((await second.find(token))?.projectId, projectId);
    await second.change(id, { theme: "dark", locale: "ru" });
    const { theme, locale, projectId: kept } = (await first.find(token))!;
    deepEqual([theme, locale, kept], ["dark", "ru", projectId]);
    await first.change(id, { projectId: null, theme: null });
    const cleared = (await second.find(token))!;
    deepEqual([cleared.projectId, cleared.theme, cleared.locale], [null, null, "ru"]);
  },

  "only another project ends event streams, which begin anew in it": async (stores) => {
    const { first, begin } = setUp(stores);
    const { id } = (await first.find(await begin()))!;
    await first.change(id, { theme: "dark" });
    equal(stores.heard.length, 0);
    await first.change(id, { projectId: await project(stores) });
    deepEqual(stores.heard.map(({ type }) => type), ["session_changed"]);
  },

  "a project of another scope, or none, cannot be chosen": async (stores) => {
    const { first, begin } = setUp(stores);
    const token = await begin();
    const { id } = (await first.find(token))!;
    await rejects(first.change(id, { projectId: crypto.randomUUID() }));
    equal((await first.find(token))?.projectId, null);
  },

  "an ended session stays ended, whatever is changed of it at the same time": async (stores) => {
    const { first, second, begin } = setUp(stores);
    for (let round = 0; round < 10; round++) {
      const token = await begin();
      const { id } = (await first.find(token))!;
      await Promise.all([
        first.end(stores.actor, id),
        second.change(id, { theme: "dark" }),
        second.change(id, { locale: "ru" }),
      ]);
      equal(await second.find(token), null, `round ${round}`);
    }
  },

  "of changes at the same time none is lost, and the cache agrees with the database": async (
    stores,
  ) => {
    const { first, second, begin } = setUp(stores);
    for (let round = 0; round < 10; round++) {
      const token = await begin();
      const { id } = (await first.find(token))!;
      await Promise.all([first.change(id, { theme: "dark" }), second.change(id, { locale: "ru" })]);
      const { theme, locale } = (await first.find(token))!;
      deepEqual([theme, locale], ["dark", "ru"], `round ${round}`);
    }
  },

  "a look into the database that a change overtook does not bring the old state back": async (
    stores,
  ) => {
    const { first, begin } = setUp(stores);
    const token = await begin();
    const { id } = (await first.find(token))!;
    await stores.cache.deletePrefix("session:");
    const slow: Cache = {
      ...stores.cache,
      // what was read is stored only after the change
      async setIfAbsent(key, value, seconds) {
        await first.change(id, { theme: "dark" });
        return await stores.cache.setIfAbsent(key, value, seconds);
      },
    };
    await createSessions({ ...stores, cache: slow }).find(token);
    equal((await first.find(token))?.theme, "dark");
  },

  "a minute long the database is not asked; then it is": async (stores) => {
    const { sql, statements } = listening(stores.sql);
    const { begin } = setUp(stores);
    const sessions = createSessions({ ...stores, sql });
    const token = await begin();
    await sessions.find(token);
    equal(statements.filter((text) => text.includes("from sessions")).length, 1);
    for (let n = 0; n < 20; n++) ok(await sessions.find(token));
    stores.clock.advance(59_999);
    await sessions.find(token);
    equal(statements.filter((text) => text.includes("from sessions")).length, 1);
    stores.clock.advance(1);
    await sessions.find(token);
    equal(statements.filter((text) => text.includes("from sessions")).length, 2);
  },

  "what has not the form of a token is not looked up": async (stores) => {
    const { sql, statements } = listening(stores.sql);
    const sessions = createSessions({ ...stores, sql });
    for (
      const text of ["", "a", "../../etc/passwd", "'; drop table sessions; --", "a".repeat(5000)]
    ) {
      equal(await sessions.find(text), null);
    }
    deepEqual(statements, []);
  },

  "uses are noted in one statement, and only forward": async (stores) => {
    const { sql, statements } = listening(stores.sql);
    const { begin, second } = setUp(stores);
    const sessions = createSessions({ ...stores, sql });
    const began = stores.clock.now();
    const tokens: string[] = [];
    for (let n = 0; n < 3; n++) {
      tokens.push(await begin());
      stores.clock.advance(1);
    }
    stores.clock.advance(4_997);
    for (let n = 0; n < 10; n++) for (const token of tokens.slice(0, 2)) await sessions.find(token);
    deepEqual(await usedAt(stores), [began, began + 1, began + 2], "nothing is written meanwhile");
    stores.clock.advance(5_000);
    await second.find(tokens[1]!);
    statements.length = 0;
    await second.flush();
    await sessions.flush();
    equal(statements.filter((text) => text.startsWith("update")).length, 1);
    deepEqual(await usedAt(stores), [began + 5_000, began + 10_000, began + 2]);
    await sessions.flush();
    equal(statements.filter((text) => text.startsWith("update")).length, 1, "nothing new to write");
  },

  "uses that could not be written are written later": async (stores) => {
    const { begin } = setUp(stores);
    let broken = true;
    const sql = new Proxy(stores.sql, {
      apply(callee, self, args) {
        const text = (args[0] as string[]).join("$");
        if (broken && text.includes("jsonb_to_recordset")) return Promise.reject(new Error("away"));
        return Reflect.apply(callee, self, args);
      },
    });
    const sessions = createSessions({ ...stores, sql });
    const began = stores.clock.now();
    const one = await begin();
    stores.clock.advance(1);
    const two = await begin();
    stores.clock.advance(999);
    await sessions.find(one);
    await sessions.find(two);
    await rejects(sessions.flush(), /away/);
    broken = false;
    stores.clock.advance(1_000);
    await sessions.find(two);
    await sessions.flush();
    deepEqual(await usedAt(stores), [began + 1_000, began + 2_000]);
  },

  "sessions that are over are removed, the others stay": async (stores) => {
    const { first, begin } = setUp(stores);
    const old = await begin();
    stores.clock.advance(IDLE_MS / 2);
    const ended = await begin();
    const kept = await begin();
    await first.end(stores.actor, (await first.find(ended))!.id);
    const count = async () => (await stores.sql`select 1 from sessions`).length;
    stores.clock.advance(DAY - 1);
    await first.purge();
    equal(await count(), 3, "an ended one is kept for a day");
    stores.clock.advance(1);
    await first.purge();
    equal(await count(), 2);
    stores.clock.advance(IDLE_MS / 2 - DAY);
    await first.purge();
    equal(await count(), 1);
    equal(await first.find(old), null);
    ok(await first.find(kept));
  },

  "the list holds what is signed in, the last used first": async (stores) => {
    const { first, begin } = setUp(stores);
    await begin(first, "Old");
    stores.clock.advance(IDLE_MS - 1_000);
    const early = await begin(first, "A".repeat(400));
    await begin(first, null);
    stores.clock.advance(1_000);
    await first.find(early);
    await first.flush();
    const listed = await first.list(stores.accountScopeId);
    deepEqual(listed.map(({ userAgent }) => userAgent), ["A".repeat(300), null]);
    deepEqual(Object.keys(listed[0]!), ["id", "userAgent", "ip", "createdAt", "lastSeenAt"]);
    deepEqual(await first.list(crypto.randomUUID()), []);
  },

  "without a cache sessions work all the same": async (stores) => {
    const away = () => Promise.reject(new Error("away"));
    const cache: Cache = { ...stores.cache, get: away, set: away, setIfAbsent: away };
    const sessions = createSessions({ ...stores, cache });
    const { begin } = setUp(stores);
    const token = await begin(sessions);
    const { id } = (await sessions.find(token))!;
    await sessions.change(id, { theme: "dark" });
    equal((await sessions.find(token))?.theme, "dark");
    equal(await sessions.end(stores.actor, id), true);
    equal(await sessions.find(token), null);
    ok(stores.lines.some((line) => line.includes("may be seen as it was")), "and the log says so");
  },
});

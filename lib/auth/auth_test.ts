import { deepEqual, equal, match, ok } from "node:assert/strict";
import bcrypt from "bcryptjs";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { createAuth, type SignIn } from "./auth.ts";

const secret = bcrypt.hashSync("right", 4);

/** Signing in as it is wired for a process, with timers that run when told to. */
function setUp(stores: Stores) {
  const timers = new Map<number, () => void>();
  const auth = createAuth({
    ...stores,
    config: { credentials: { login: "owner", secret }, trustProxy: [] },
    every(ms, run) {
      timers.set(ms, run);
      return () => timers.delete(ms);
    },
  });
  const attempt = (change: { login?: string; password?: string; ip?: string } = {}) =>
    auth.signIn({
      login: "owner",
      password: "right",
      ip: "192.0.2.1",
      userAgent: null,
      accountScopeId: stores.accountScopeId,
      requestId: null,
      ...change,
    });
  const wrong = async (count: number, change: { login?: string; ip?: (n: number) => string }) => {
    const results: SignIn[] = [];
    for (let n = 0; n < count; n++) {
      const ip = change.ip?.(n) ?? "192.0.2.1";
      results.push(await attempt({ login: change.login ?? `name ${n}`, password: "wrong", ip }));
    }
    return results;
  };
  return { auth, attempt, wrong, timers };
}

const outcomes = (results: SignIn[]) => results.map(({ outcome }) => outcome);

testOnStores("signing in", {
  "the right password begins a session": async (stores) => {
    const { auth, attempt } = setUp(stores);
    const result = await attempt();
    ok(result.outcome === "signed_in");
    equal((await auth.sessions.find(result.token))?.login, "owner");
    await auth.close();
  },

  "the wrong password, or login, begins none": async (stores) => {
    const { auth, attempt } = setUp(stores);
    equal((await attempt({ password: "wrong" })).outcome, "wrong");
    equal((await attempt({ login: "other" })).outcome, "wrong");
    deepEqual(await auth.sessions.list(stores.accountScopeId), []);
    await auth.close();
  },

  "an address may try 10 times in 15 minutes, whatever names it tries": async (stores) => {
    const { auth, attempt, wrong } = setUp(stores);
    const results = await wrong(12, {});
    deepEqual(outcomes(results), [...Array(10).fill("wrong"), "limited", "limited"]);
    deepEqual(results.map(({ limit }) => limit.remaining), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]);
    deepEqual(results[11]!.limit, { allowed: false, limit: 10, remaining: 0, resetSeconds: 900 });
    equal((await attempt()).outcome, "limited", "not even with the right password");
    equal((await attempt({ ip: "192.0.2.2" })).outcome, "signed_in", "another address may");
    stores.clock.advance(900_000);
    equal((await attempt()).outcome, "signed_in", "and this one after 15 minutes");
    await auth.close();
  },

  "a name may be tried 10 times in 15 minutes, from whatever addresses": async (stores) => {
    const { auth, attempt, wrong } = setUp(stores);
    const results = await wrong(11, { login: "owner", ip: (n) => `192.0.2.${n + 10}` });
    deepEqual(outcomes(results), [...Array(10).fill("wrong"), "limited"]);
    equal((await attempt({ login: "OWNER", ip: "192.0.2.99" })).outcome, "limited");
    stores.clock.advance(900_000);
    equal((await attempt()).outcome, "signed_in");
    await auth.close();
  },

  "an address that is refused uses up none of a name's attempts": async (stores) => {
    const { auth, attempt, wrong } = setUp(stores);
    await wrong(10, {});
    for (let n = 0; n < 15; n++) equal((await attempt({ password: "x" })).outcome, "limited");
    equal((await attempt({ ip: "192.0.2.2" })).outcome, "signed_in");
    await auth.close();
  },

  "both counts begin anew with a success": async (stores) => {
    const { auth, attempt, wrong } = setUp(stores);
    for (let round = 0; round < 3; round++) {
      deepEqual(outcomes(await wrong(9, { login: "owner" })), Array(9).fill("wrong"));
      equal((await attempt()).outcome, "signed_in", `round ${round}`);
    }
    await auth.close();
  },

  "attempts at the same time are all counted": async (stores) => {
    const { auth, attempt } = setUp(stores);
    const results = await Promise.all(
      Array.from({ length: 25 }, (_, n) => attempt({ login: `name ${n}`, password: "wrong" })),
    );
    equal(results.filter(({ outcome }) => outcome === "wrong").length, 10);
    await auth.close();
  },

  "uses are written every 30 seconds and at the end, old sessions removed each hour": async (
    stores,
  ) => {
    const { auth, attempt, timers } = setUp(stores);
    deepEqual([...timers.keys()], [30_000, 3_600_000]);
    const result = await attempt();
    ok(result.outcome === "signed_in");
    const seen = async () => {
      const [row] = await stores.sql<{ at: Date }[]>`select last_seen_at as at from sessions`;
      return row?.at.getTime();
    };
    const began = stores.clock.now();
    stores.clock.advance(10_000);
    await auth.sessions.find(result.token);
    equal(await seen(), began);
    timers.get(30_000)!();
    // the timer's write is under way; closing waits for a later one
    stores.clock.advance(10_000);
    await auth.sessions.find(result.token);
    await auth.close();
    equal(await seen(), began + 20_000);
    equal(timers.size, 0);
  },

  "a session is begun for its browser and address, and audited": async (stores) => {
    const { auth, attempt } = setUp(stores);
    await attempt({ ip: "2001:db8::1" });
    const [listed] = await auth.sessions.list(stores.accountScopeId);
    equal(listed?.ip, "2001:db8::1");
    const [event] = await stores.sql`select actor, action from audit_events`;
    deepEqual({ ...event }, { actor: "owner", action: "session.started" });
    await auth.close();
  },

  "nothing of an attempt is logged": async (stores) => {
    const { auth, attempt } = setUp(stores);
    const result = await attempt();
    await attempt({ login: "my-login", password: "my-password" });
    const logged = stores.lines.join("");
    const token = result.outcome === "signed_in" ? result.token : "";
    match(token, /./);
    for (const leak of ["my-login", "my-password", "right", token, secret]) {
      ok(!logged.includes(leak), leak);
    }
    await auth.close();
  },
});

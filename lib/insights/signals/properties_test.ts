import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import fc from "fast-check";
import { signalRows } from "../../../tests/support/signal_rows.ts";
import { testOnStores } from "../../../tests/support/scratch_stores.ts";
import { makeProject } from "../../../tests/support/sync_world.ts";
import { decideSignals } from "./decide.ts";
import { extractSignals, findSignals } from "./extract.ts";
import { prepareExtraction } from "./extraction.ts";

const HOUR = 3_600_000;

const texts = [
  ...["This is urgent!", "Nothing urgent.", "Срочно!", "We are behind schedule", "Thanks, great!"],
  ...["Дайте скидку", "I am disappointed.", "Нас это не устраивает", "One more thing: add a page"],
];

/** What may happen between two runs. */
const happening = fc.oneof(
  fc.record({
    what: fc.constant("say" as const),
    text: fc.constantFrom(...texts),
    by: fc.constantFrom("client" as const, "team" as const, "bot" as const, "note" as const),
    conversation: fc.integer({ min: 1, max: 3 }),
    hours: fc.integer({ min: 0, max: 400 }),
  }),
  fc.record({ what: fc.constant("issue" as const), days: fc.integer({ min: -3, max: 9 }) }),
  fc.record({ what: fc.constant("deal" as const), days: fc.integer({ min: 0, max: 90 }) }),
  fc.record({ what: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ what: fc.constantFrom("delete" as const, "complete" as const, "run" as const) }),
  fc.record({
    what: fc.constant("decide" as const),
    decision: fc.constantFrom("accept" as const, "done" as const, "undo" as const),
  }),
);

testOnStores("signals, whatever happens", {
  async "one is open per cause, all facts have theirs, and a rerun changes none"(stores) {
    const { sql, clock, accountScopeId, actor } = stores;
    const rows = await signalRows(sql, accountScopeId);
    const signal = new AbortController().signal;
    const run = () => extractSignals({ sql, clock, signal }, accountScopeId);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 14 }), async (happenings) => {
        const projectId = await makeProject(sql, accountScopeId, `p${++number}`);
        const ago = (hours: number) => new Date(clock.now() - hours * HOUR);
        for (const event of happenings) {
          if (event.what === "say") {
            const { hours, conversation, ...line } = event;
            await rows.say(projectId, {
              ...line,
              conversation: number * 10 + conversation,
              at: ago(hours),
            });
          } else if (event.what === "issue") {
            const due = ago(24 * event.days).toISOString().slice(0, 10);
            const blockedSince = ago(24 * Math.max(0, event.days));
            await rows.issue(projectId, { number: ++number, due, blockedSince });
          } else if (event.what === "deal") {
            await rows.deal(projectId, { key: String(++number), since: ago(24 * event.days) });
          } else if (event.what === "wait") clock.advance(event.hours * HOUR);
          else if (event.what === "run") await run();
          else if (event.what === "delete") {
            await sql`update chatwoot_messages set deleted_at = now(), deleted_reason = 'x'
              where project_id = ${projectId} and external_id::int % 2 = 0`;
          } else if (event.what === "complete") {
            await sql`update linear_issues set completed_at = now() where project_id = ${projectId}`;
          } else if (event.what === "decide") {
            const open = await sql<{ id: string }[]>`
              select id from signals where project_id = ${projectId} and resolved_at is null limit 3`;
            const { decision } = event;
            await decideSignals(sql, actor, open.map(({ id }) => id), { decision });
          }
        }
        await run();
        deepEqual(await run(), { raised: 0, changed: 0, resolved: 0, actions: 0 });
        const kept = await sql<{ key: string; severity: number; facts: { count: number } }[]>`
          select project_id || kind || cause as key, severity, facts from signals
          where resolved_at is null order by key`;
        const extraction = await prepareExtraction(sql, accountScopeId, clock.now(), signal);
        const found = (await findSignals(extraction!)).map((one) => ({
          key: one.project_id + one.kind + one.cause,
          severity: one.severity,
          facts: one.facts,
        })).sort((left, right) => left.key < right.key ? -1 : 1);
        deepEqual(
          kept.map((one) => ({ ...one })).sort((left, right) => left.key < right.key ? -1 : 1),
          found,
        );
        ok(found.every(({ severity }) => severity >= 1 && severity <= 5));
        const [wrong] = await sql<[{ undone: number; left: number }]>`
          select
            (select count(*)::int from signals s where s.resolved_at is null
              and s.status in ('proposed', 'accepted') and not exists (
                select from next_actions a where a.signal_id = s.id and a.closed_at is null)) as undone,
            (select count(*)::int from next_actions a join signals s on s.id = a.signal_id
              where a.closed_at is null and a.status in ('proposed', 'accepted')
                and (s.resolved_at is not null or s.status in ('dismissed', 'done'))) as left`;
        deepEqual({ ...wrong }, { undone: 0, left: 0 }, "actions stand and end with their signals");
      }),
      { numRuns: 15, seed: 7 },
    );
  },

  async "a run that is ended writes nothing"({ sql, clock, accountScopeId }) {
    const projectId = await makeProject(sql, accountScopeId, "acme");
    const rows = await signalRows(sql, accountScopeId);
    await rows.say(projectId, { text: "This is urgent!", at: new Date(clock.now() - HOUR) });
    const ended = new AbortController();
    ended.abort(new Error("ended"));
    await rejects(
      extractSignals({ sql, clock, signal: ended.signal }, accountScopeId),
      /ended/,
    );
    const [row] = await sql<[{ count: number }]>`select count(*)::int as count from signals`;
    equal(row.count, 0);
  },

  async "what a later run wrote is not undone by one that began to read before"(stores) {
    const { sql, clock, accountScopeId } = stores;
    const projectId = await makeProject(sql, accountScopeId, "acme");
    const rows = await signalRows(sql, accountScopeId);
    const { signal } = new AbortController();
    // between the slow run's reading and its writing, words arrive and a quick run sees them
    let between = async () => {
      await rows.say(projectId, { text: "This is urgent!", at: new Date(clock.now() - HOUR) });
      equal((await extractSignals({ sql, clock, signal }, accountScopeId)).raised, 1);
    };
    const slow = new Proxy(sql, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (name !== "begin" || typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          const once = between;
          between = () => Promise.resolve();
          await once();
          return await Reflect.apply(member, target, args);
        };
      },
    });
    const done = await extractSignals({ sql: slow, clock, signal }, accountScopeId);
    deepEqual([done.raised, done.resolved], [0, 0]);
    const kept = await sql`select resolved_at from signals`;
    deepEqual(kept.map(({ resolved_at }) => resolved_at), [null]);
  },
});

import { deepEqual, equal, match, ok } from "node:assert/strict";
import { signalRows } from "../../../tests/support/signal_rows.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { makeProject } from "../../../tests/support/sync_world.ts";
import { extractSignals } from "./extract.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Row {
  id: string;
  kind: string;
  cause: string;
  severity: number;
  confidence: number;
  facts: Record<string, unknown>;
  evidence: { table: string; id: string; words?: string }[];
  status: string;
  resolved: boolean;
  changed: string;
}

async function world(stores: Stores) {
  const { sql, clock, accountScopeId } = stores;
  const projectId = await makeProject(sql, accountScopeId, "acme");
  const rows = await signalRows(sql, accountScopeId);
  const signal = new AbortController().signal;
  return {
    ...stores,
    projectId,
    rows,
    ago: (ms: number) => new Date(clock.now() - ms),
    day: (days: number) => new Date(clock.now() + days * DAY).toISOString().slice(0, 10),
    run: () => extractSignals({ sql, clock, signal }, accountScopeId),
    async all(kind?: string): Promise<Row[]> {
      return await sql<Row[]>`
        select id, kind, cause, severity, confidence::float8 as confidence, facts, evidence, status,
          resolved_at is not null as resolved, changed_at::text as changed
        from signals where ${kind === undefined ? sql`true` : sql`kind = ${kind}`}
        order by kind, cause, raised_at, id`;
    },
    async actions() {
      return await sql<
        {
          action: string;
          priority: number;
          owner: string;
          draft: string;
          closed: boolean;
          status: string;
        }[]
      >`
        select a.action, a.priority, a.owner, a.draft, a.closed_at is not null as closed, a.status
        from next_actions a join signals s on s.id = a.signal_id order by s.kind, s.cause, a.action`;
    },
  };
}

testOnStores("signals", {
  async "words raise one signal a conversation and kind, with the sentences, newest first"(stores) {
    const { rows, projectId, ago, run, all, actions } = await world(stores);
    const first = await rows.say(projectId, {
      text: "Hello. This is urgent, please look. Thanks",
      at: ago(3 * HOUR),
    });
    const second = await rows.say(projectId, { text: "Срочно нужен доступ!", at: ago(HOUR) });
    await rows.say(projectId, { text: "Nothing urgent", conversation: 2, at: ago(HOUR) });
    const done = await run();
    deepEqual([done.raised, done.changed, done.resolved, done.actions], [1, 0, 0, 1]);
    const [signal] = await all();
    equal(signal!.kind, "urgency_increase");
    match(signal!.cause, /^conversation:[0-9a-f-]{36}$/);
    deepEqual([signal!.severity, signal!.confidence, signal!.status], [4, 0.76, "proposed"]);
    deepEqual(signal!.facts, { count: 2, contact: "Ada Client", owner: "Bo Team" });
    deepEqual(signal!.evidence, [
      { table: "chatwoot_messages", id: second, words: "Срочно нужен доступ!" },
      { table: "chatwoot_messages", id: first, words: "This is urgent, please look." },
    ]);
    const [action] = await actions();
    deepEqual([action!.action, action!.priority, action!.owner], ["reply", 4, "Bo Team"]);
    match(action!.draft, /^Hi Ada,\n\nwe are on it/);
  },

  async "notes, bots, deleted, old and the team's own words count for nothing"(stores) {
    const { rows, projectId, ago, run, all, sql } = await world(stores);
    const text = "This is urgent!";
    await rows.say(projectId, { text, by: "note", at: ago(HOUR) });
    await rows.say(projectId, { text, by: "bot", at: ago(HOUR) });
    await rows.say(projectId, { text, by: "team", at: ago(HOUR) });
    await rows.say(projectId, { text, at: ago(15 * DAY) });
    const gone = await rows.say(projectId, { text, at: ago(HOUR) });
    await sql`update chatwoot_messages set deleted_at = now(), deleted_reason = 'x' where id = ${gone}`;
    await rows.say(projectId, { text: "We are behind schedule", by: "team", at: ago(HOUR) });
    await run();
    deepEqual((await all()).map(({ kind }) => kind), ["delivery_risk"], "which anyone can tell");
  },

  async "unassigned and archived projects have none"(stores) {
    const { rows, projectId, ago, run, all, sql } = await world(stores);
    const [unassigned] = await sql<
      { id: string }[]
    >`select id from projects where kind = 'unassigned'`;
    await rows.say(unassigned!.id, { text: "Urgent!", at: ago(HOUR) });
    await rows.say(projectId, { text: "Urgent!", conversation: 2, at: ago(HOUR) });
    await sql`update projects set archived_at = now() where id = ${projectId}`;
    await run();
    deepEqual(await all(), []);
  },

  async "a signal follows its facts, ends with them, and comes back as another"(stores) {
    const { rows, projectId, day, run, all, sql, actions } = await world(stores);
    await rows.linearProject(projectId, { key: "site", name: "Site" });
    const issue = (number: number) =>
      rows.issue(projectId, { number, linearProject: "site", due: day(-number - 1) });
    await issue(1);
    await run();
    const severities = async () =>
      (await all()).map(({ severity, resolved }) => [severity, resolved]);
    deepEqual(await severities(), [[3, false]]);
    await issue(2);
    await issue(3);
    deepEqual((await run()).changed, 1);
    const [worse] = await all();
    deepEqual([worse!.severity, worse!.facts.issues, worse!.facts.since], [5, 3, day(-4)]);
    deepEqual((await actions()).map(({ action, priority }) => [action, priority]), [
      ["escalate", 5],
      ["replan", 5],
    ]);
    await sql`update linear_issues set completed_at = now() where identifier in ('ENG-2', 'ENG-3')`;
    await run();
    deepEqual(await severities(), [[3, false]], "and down");
    deepEqual((await actions()).map(({ action, closed }) => [action, closed]), [
      ["escalate", true],
      ["replan", false],
    ]);
    await sql`update linear_issues set completed_at = now()`;
    deepEqual((await run()).resolved, 1);
    deepEqual(await severities(), [[3, true]]);
    deepEqual((await actions()).map(({ closed }) => closed), [true, true]);
    await sql`update linear_issues set completed_at = null where identifier = 'ENG-1'`;
    await run();
    deepEqual(await severities(), [[3, true], [3, false]]);
  },

  async "a Linear project that is past its own date is overdue without an issue"(stores) {
    const { rows, projectId, day, run, all } = await world(stores);
    const id = await rows.linearProject(projectId, { key: "app", target: day(-2) });
    await rows.linearProject(projectId, { key: "later", target: day(2) });
    await rows.linearProject(projectId, { key: "today", target: day(0) });
    await run();
    deepEqual((await all()).map(({ cause, severity, facts }) => [cause, severity, facts.count]), [
      [`linear_project:${id}`, 2, 1],
    ]);
  },

  async "silence begins with the first message without an answer, in whichever chat"(stores) {
    const { rows, projectId, ago, run, all, clock } = await world(stores);
    await rows.say(projectId, { text: "Thanks", at: ago(30 * DAY) });
    await rows.say(projectId, { text: "Any news?", by: "team", at: ago(8 * DAY) });
    await rows.say(projectId, { text: "Ping", by: "team", conversation: 2, at: ago(5 * DAY) });
    await rows.say(projectId, { text: "auto", by: "bot", conversation: 2, at: ago(20 * DAY) });
    await run();
    const [silent] = await all("client_silent");
    deepEqual([silent!.severity, silent!.facts.count, silent!.facts.since], [
      ...[3, 2, ago(8 * DAY).toISOString()],
    ]);
    clock.advance(6 * DAY);
    await run();
    deepEqual((await all("client_silent")).map(({ severity }) => severity), [4]);
    await rows.say(projectId, { text: "Here I am", conversation: 3, at: ago(HOUR) });
    await run();
    deepEqual((await all("client_silent")).map(({ resolved }) => resolved), [true]);
  },

  async "a client who wrote last is not silent, and neither is one never written to"(stores) {
    const { rows, projectId, ago, run, all } = await world(stores);
    await run();
    await rows.say(projectId, { text: "Question?", at: ago(20 * DAY) });
    await run();
    deepEqual(await all("client_silent"), []);
  },

  async "issues that are blocked for days"(stores) {
    const { rows, projectId, ago, run, all, sql } = await world(stores);
    const ids = [];
    for (const [number, days] of [[1, 2.9], [2, 3], [3, 5]] as const) {
      ids.push(await rows.issue(projectId, { number, blockedSince: ago(days * DAY) }));
    }
    await run();
    deepEqual(
      new Map((await all()).map(({ cause, severity }) => [cause, severity])),
      new Map([[`issue:${ids[1]}`, 3], [`issue:${ids[2]}`, 4]]),
    );
    await sql`update connector_event_states set value = 'false'`;
    equal((await run()).resolved, 2);
  },

  async "open deals without a next step, and those that stay where they are"(stores) {
    const { rows, projectId, ago, run, all } = await world(stores);
    const deal = (key: string, days: number, rest = {}) =>
      rows.deal(projectId, { key, since: ago(days * DAY), ...rest });
    await deal("planned", 1, { nextStep: "Call" });
    await deal("won", 90, { stage: "Won 🎉" });
    await deal("lost", 90, { stage: "Lost" });
    const bare = await deal("bare", 1, { nextStep: "  " });
    const tasked = await deal("tasked", 61);
    await rows.task(projectId, { key: "t1", deal: "tasked" });
    await rows.task(projectId, { key: "t2", deal: "bare", completed: true });
    await run();
    deepEqual(
      (await all()).map((
        { kind, cause, severity, confidence },
      ) => [kind, cause, severity, confidence]),
      [
        ["deal_stalled", `deal:${tasked}`, 4, 0.7],
        ["deal_without_next_step", `deal:${bare}`, 3, 0.72],
      ],
    );
    deepEqual((await all("deal_stalled"))[0]!.facts.value, 9000);
  },

  async "a rerun changes no row, and two runs at once do no harm"(stores) {
    const { rows, projectId, ago, day, run, all, sql } = await world(stores);
    await rows.say(projectId, { text: "Urgent! This is too expensive.", at: ago(50 * HOUR) });
    await rows.say(projectId, { text: "We are late again", by: "team", at: ago(49 * HOUR) });
    await rows.issue(projectId, { number: 1, due: day(-9), blockedSince: ago(4 * DAY) });
    await rows.deal(projectId, { key: "d", since: ago(40 * DAY) });
    await Promise.all([run(), run(), run()]);
    const before = await all();
    ok(before.length >= 6, String(before.length));
    equal(new Set(before.map(({ kind, cause }) => kind + cause)).size, before.length);
    const actions = await sql`select * from next_actions order by id`;
    deepEqual(await run(), { raised: 0, changed: 0, resolved: 0, actions: 0 });
    await Promise.all([run(), run()]);
    deepEqual(await all(), before);
    deepEqual(await sql`select * from next_actions order by id`, actions);
  },

  async "more rows than are kept are said to be more"(stores) {
    const { rows, projectId, ago, run, all } = await world(stores);
    for (let n = 0; n < 52; n++) {
      await rows.say(projectId, { text: `Urgent ${n}!`, at: ago((60 - n) * 60_000) });
    }
    await run();
    const [signal] = await all("urgency_increase");
    deepEqual([signal!.facts.count, signal!.facts.more, signal!.evidence.length], [50, true, 50]);
    equal(signal!.evidence[0]!.words, "Urgent 51!");
  },
});

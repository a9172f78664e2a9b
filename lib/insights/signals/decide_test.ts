import { deepEqual, equal, rejects } from "node:assert/strict";
import { signalRows } from "../../../tests/support/signal_rows.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { makeProject, makeScope } from "../../../tests/support/sync_world.ts";
import { decideAction } from "../actions/decide.ts";
import { listActions } from "../actions/list.ts";
import type { Decision } from "../decision.ts";
import { rowsBehind } from "../behind/rows_behind.ts";
import { decideSignal, decideSignals } from "./decide.ts";
import { extractSignals } from "./extract.ts";
import {
  allSignals,
  countSignals,
  listSignals,
  placeOfSignal,
  type SignalPlace,
  type SignalState,
} from "./list.ts";

const HOUR = 3_600_000;

async function world({ sql, clock, accountScopeId, actor }: Stores) {
  const projectId = await makeProject(sql, accountScopeId, "acme");
  const rows = await signalRows(sql, accountScopeId);
  const signal = new AbortController().signal;
  const scope = { projectIds: [projectId] };
  return {
    ...{ sql, projectId, rows, actor, scope, accountScopeId },
    ago: (hours: number) => new Date(clock.now() - hours * HOUR),
    run: () => extractSignals({ sql, clock, signal }, accountScopeId),
    list: (state: SignalState = "open") =>
      listSignals(sql, accountScopeId, { ...scope, state }, { limit: 100 }),
    actions: () => listActions(sql, accountScopeId, { ...scope, state: "any" }, { limit: 100 }),
    decide: (id: string, decision: Decision) => decideSignal(sql, actor, id, decision),
  };
}

const refused = (code: string) => (error: Error & { code?: string }) => error.code === code;

testOnStores("deciding about signals", {
  async "what is decided holds, closes its actions, and can be taken back to where it was"(stores) {
    const { rows, projectId, ago, run, list, actions, decide, sql } = await world(stores);
    await rows.say(projectId, { text: "This is urgent!", at: ago(1) });
    await run();
    const { id } = (await list())[0]!;
    const standing = async () =>
      (await actions()).map(({ status, closed_at }) => [status, closed_at !== null]);
    await decide(id, { decision: "accept" });
    deepEqual(await standing(), [["proposed", false]]);
    await rejects(decide(id, { decision: "accept" }), refused("already_decided"));
    await decide(id, { decision: "dismiss", reason: "a joke" });
    deepEqual([(await list()).length, (await list("dismissed"))[0]!.reason], [0, "a joke"]);
    deepEqual(await standing(), [["proposed", true]]);
    await run();
    deepEqual([(await list()).length, await standing()], [0, [["proposed", true]]], "kept");
    equal((await decide(id, { decision: "undo" })).status, "accepted");
    deepEqual(await standing(), [["proposed", false]]);
    equal((await decide(id, { decision: "undo" })).status, "proposed");
    await rejects(decide(id, { decision: "undo" }), refused("already_decided"));
    await decide(id, { decision: "dismiss", reason: "again" });
    equal(
      (await decide(id, { decision: "undo" })).status,
      "proposed",
      "not accepted, as long before",
    );
    const audit = await sql<{ action: string }[]>`
      select action from audit_events where entity = 'signal' order by at`;
    deepEqual(audit.map(({ action }) => action), [
      ...["signal.accepted", "signal.dismissed", "signal.undone", "signal.undone"],
      ...["signal.dismissed", "signal.undone"],
    ]);
    const [kept] = await sql`select evidence, project_id from audit_events limit 1`;
    deepEqual([kept!.evidence.length, kept!.project_id], [1, projectId]);
  },

  async "words said anew after somebody was done are raised anew; a dismissal holds"(stores) {
    const { rows, projectId, run, list, decide } = await world(stores);
    const say = (conversation: number) =>
      rows.say(projectId, { text: "This is urgent!", conversation, at: new Date() });
    await say(1);
    await say(2);
    await run();
    const [one, two] = await list();
    await decide(one!.id, { decision: "done" });
    await decide(two!.id, { decision: "dismiss", reason: "no" });
    await run();
    equal((await list()).length, 0);
    await say(1);
    await say(2);
    const { raised, resolved } = await run();
    deepEqual([raised, resolved], [1, 1]);
    deepEqual((await list()).map(({ cause, status }) => [cause, status]), [
      [one!.cause, "proposed"],
    ]);
    deepEqual((await list("dismissed")).map(({ facts }) => facts.count), [2], "with its new rows");
    deepEqual(await run(), { raised: 0, changed: 0, resolved: 0, actions: 0 });
  },

  async "what is over or unknown is not decided about"(stores) {
    const { rows, projectId, ago, run, list, decide, sql, actor, actions } = await world(stores);
    await rows.say(projectId, { text: "This is urgent!", at: ago(1) });
    await run();
    const { id } = (await list())[0]!;
    const [action] = await actions();
    await rejects(decide(crypto.randomUUID(), { decision: "done" }), refused("not_found"));
    const other = { ...actor, accountScopeId: await makeScope(sql, "other") };
    await rejects(decideSignal(sql, other, id, { decision: "done" }), refused("not_found"));
    await rejects(decideAction(sql, other, action!.id, { decision: "done" }), refused("not_found"));
    await sql`update chatwoot_messages set deleted_at = now(), deleted_reason = 'x'`;
    await run();
    await rejects(decide(id, { decision: "done" }), refused("resolved"));
    await rejects(decideAction(sql, actor, action!.id, { decision: "done" }), refused("resolved"));
    deepEqual((await list("resolved")).map((signal) => signal.id), [id]);
  },

  async "an action that is done stays done, whatever its signal does"(stores) {
    const { rows, projectId, ago, run, actions, actor, sql } = await world(stores);
    await rows.say(projectId, { text: "This is urgent!", at: ago(1) });
    await run();
    const { id } = (await actions())[0]!;
    const decide = (decision: Decision) => decideAction(sql, actor, id, decision);
    await decide({ decision: "accept" });
    await decide({ decision: "done" });
    await sql`update account_scopes set locale = 'ru'`;
    await run();
    const [done] = await actions();
    deepEqual([done!.status, done!.draft.startsWith("Hi Ada")], ["done", true]);
    equal((await decide({ decision: "undo" })).status, "accepted");
    const [open] = await actions();
    deepEqual([open!.status, open!.draft.startsWith("Ada, здравствуйте!")], ["accepted", true]);
    await rejects(
      sql`update next_actions set status = 'dismissed' where id = ${id}`,
      /check constraint/,
      "a dismissal has a reason",
    );
    await decide({ decision: "dismiss", reason: "called already" });
    deepEqual((await actions()).map(({ status, reason }) => [status, reason]), [
      ["dismissed", "called already"],
    ]);
  },

  async "many are decided together; what cannot be is left"(stores) {
    const { rows, projectId, ago, run, list, sql, actor } = await world(stores);
    for (const conversation of [1, 2, 3]) {
      await rows.say(projectId, { text: "This is urgent!", conversation, at: ago(conversation) });
    }
    await run();
    const ids = (await list()).map(({ id }) => id);
    await decideSignal(sql, actor, ids[0]!, { decision: "done" });
    const asked = [...ids, ids[1]!, crypto.randomUUID()];
    const { decided, skipped } = await decideSignals(sql, actor, asked, { decision: "accept" });
    deepEqual([decided.length, skipped], [2, 2]);
    deepEqual((await list()).map(({ status }) => status), ["accepted", "accepted"]);
  },

  async "lists are worst first, narrowed, paged without a gap, and equal their counts"(stores) {
    const { rows, projectId, ago, run, sql, scope, accountScopeId } = await world(stores);
    for (let conversation = 1; conversation <= 7; conversation++) {
      const text = ["Urgent!", "Any discount for us? Too expensive!"][conversation % 2]!;
      await rows.say(projectId, { text, conversation, at: ago(conversation > 4 ? 3 : 2) });
    }
    await run();
    const open = { ...scope, state: "open" as const };
    const all = await listSignals(sql, accountScopeId, open, { limit: 100 });
    deepEqual(all.map(({ severity }) => severity), [4, 4, 4, 3, 3, 3, 3]);
    deepEqual(await countSignals(sql, accountScopeId, open), {
      total: 7,
      severities: [{ severity: 4, count: 3 }, { severity: 3, count: 4 }],
    });
    const paged: string[] = [];
    let after: SignalPlace | undefined;
    while (paged.length < 7) {
      const page = await listSignals(sql, accountScopeId, open, { limit: 2, after });
      paged.push(...page.map(({ id }) => id));
      after = placeOfSignal(page.at(-1)!);
    }
    deepEqual(paged, all.map(({ id }) => id));
    const urgent = { ...open, kind: "urgency_increase" as const };
    equal((await countSignals(sql, accountScopeId, urgent)).total, 3);
    equal(
      (await listSignals(sql, accountScopeId, { ...open, severity: 4 }, { limit: 9 })).length,
      3,
    );
    const streamed = await Array.fromAsync(allSignals(sql, accountScopeId, open));
    deepEqual(streamed.flat().map(({ id }) => id), paged);
    deepEqual(
      await listSignals(sql, accountScopeId, { ...open, projectIds: [] }, { limit: 9 }),
      [],
    );
  },

  async "the rows behind a signal are as many as its figure says"(stores) {
    const { rows, projectId, ago, run, list, sql } = await world(stores);
    const day = (days: number) => ago(-24 * days).toISOString().slice(0, 10);
    await rows.linearProject(projectId, { key: "site", target: day(-5) });
    await rows.issue(projectId, { number: 1, linearProject: "site", due: day(-3) });
    await rows.issue(projectId, { number: 2, due: day(-3), blockedSince: ago(100) });
    await rows.say(projectId, { text: "Bye", at: ago(24 * 20) });
    await rows.say(projectId, { text: "Our question", by: "team", at: ago(24 * 8) });
    await rows.say(projectId, { text: "", by: "team", at: ago(24 * 7.5) });
    await rows.deal(projectId, { key: "d", since: ago(24 * 40) });
    await run();
    const signals = await list();
    deepEqual(signals.map(({ kind }) => kind).sort(), [
      ...["blocker_age", "client_silent", "deal_stalled", "deal_without_next_step"],
      ...["delivery_overdue", "delivery_overdue"],
    ]);
    const behind = await rowsBehind(sql, signals);
    for (const { kind, facts, evidence } of signals) {
      const there = evidence.filter(({ table, id }) => behind.has(`${table}:${id}`));
      equal(there.length, facts.count, kind);
    }
  },
});

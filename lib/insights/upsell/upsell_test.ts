import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import type { Sql } from "postgres";
import { ApiError, manualClock } from "@/lib/platform/mod.ts";
import { listAudit } from "@/lib/audit/mod.ts";
import { ago, eventWorld, NOW } from "../../../tests/support/event_world.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { decideUpsell } from "./decide.ts";
import type { UpsellItem } from "./item.ts";
import { listUpsell, type UpsellFilter, weighUpsell } from "./list.ts";
import { findUpsell } from "./radar.ts";

const { signal } = new AbortController();

interface DealRow {
  value?: number | null;
  currency?: string;
  next?: string | null;
  stage?: string;
  since?: Date;
  project?: string;
}

async function openWorld({ sql, accountScopeId, actor }: Stores) {
  const world = await eventWorld(sql, accountScopeId);
  const { a, b } = world.projects;
  const projectIds = [a, b, world.projects.unassigned];
  return {
    ...world,
    look: async (now = NOW) =>
      (await findUpsell({ sql, clock: manualClock(now.getTime()), signal }, accountScopeId))
        .changed,
    list: (filter: Partial<UpsellFilter> = {}) =>
      listUpsell(sql, accountScopeId, { projectIds, status: "open", ...filter }, { limit: 100 }),
    weigh: (filter: Partial<UpsellFilter> = {}) =>
      weighUpsell(sql, accountScopeId, { projectIds, status: "open", ...filter }),
    decide: (item: UpsellItem, ...[decision]: [Parameters<typeof decideUpsell>[3]]) =>
      decideUpsell(sql, actor, item.id, decision),
    async valued(id: string, { value = 1000, currency = "EUR", next = null, ...row }: DealRow) {
      const { stage = "Lead", since = ago(20), project = a } = row;
      await world.deal(id, { stage, since, project });
      await sql`
        update attio_deals set value = ${value}, currency = ${currency}, next_step = ${next},
          stage = ${stage} where account_scope_id = ${accountScopeId} and external_id = ${id}`;
    },
  };
}

/** Everything of the table, as text. */
async function snapshot(sql: Sql): Promise<string> {
  return JSON.stringify(await sql`select * from upsell_items order by id`);
}

testOnStores("chances to sell", {
  async "are one for each conversation, with the messages that say so, newest first"(stores) {
    const world = await openWorld(stores);
    await world.conversation("1");
    await world.conversation("2", { project: world.projects.b });
    await world.message("1", { conversation: "1", at: ago(3), content: "We need more seats." });
    await world.message("2", { conversation: "1", at: ago(2), content: "What would it cost?" });
    await world.message("3", { conversation: "1", at: ago(1), content: "Good morning!" });
    await world.message("4", {
      conversation: "2",
      at: ago(20),
      content: "Хотим продлить договор.",
    });
    equal(await world.look(), 2);
    const items = await world.list();
    deepEqual(
      items.map((
        { score, project_id, confidence, facts, kind },
      ) => [score, project_id, confidence, facts, kind]),
      [
        [
          ...[80, world.projects.a, 0.72],
          ...[{ themes: ["price", "more"], messages: 2, contact: "Ada" }, "words"],
        ],
        [50, world.projects.b, 0.72, { themes: ["plan"], messages: 1, contact: "Ada" }, "words"],
      ],
    );
    deepEqual(items[0]!.evidence.map(({ table, words }) => [table, words]), [
      ["chatwoot_messages", "What would it cost?"],
      ["chatwoot_messages", "We need more seats."],
    ]);
    equal(items[0]!.occurred_at.getTime(), ago(2).getTime());
  },

  async "are not what the team writes, notes, what is old, deleted, or in no client's project"(
    stores,
  ) {
    const world = await openWorld(stores);
    await world.conversation("1");
    await world.conversation("2", { project: world.projects.unassigned });
    const content = "What would it cost?";
    await world.message("1", { conversation: "1", at: ago(1), content, incoming: false });
    await world.message("2", { conversation: "1", at: ago(1), content, private: true });
    await world.message("3", { conversation: "1", at: ago(21, 1), content });
    await world.message("4", { conversation: "1", at: ago(1), content });
    await world.bury("chatwoot_messages", "4");
    await world.message("5", { conversation: "2", at: ago(1), content });
    await world.message("6", { conversation: "1", at: ago(1), content, sender: "agent_bot" });
    equal(await world.look(), 0);
    await world.bury("chatwoot_messages", "4", false);
    equal(await world.look(), 1);
  },

  async "are open deals, weighed beside the scope's own of their currency"(stores) {
    const world = await openWorld(stores);
    for (const [id, value] of [["1", 1000], ["2", 2000], ["3", 3000], ["4", 4000]] as const) {
      await world.valued(id, { value, stage: id === "1" ? "Won 🎉" : "Lead" });
    }
    await world.valued("5", { value: 900_000, currency: "RUB", next: "Call them" });
    await world.valued("6", { value: null, stage: "Lost" });
    await world.look();
    const score = async () =>
      (await world.list({ kind: "deal" })).map(({ facts, score, confidence }) => [
        ...[(facts as { name: string }).name, (facts as { quarter: number }).quarter],
        ...[score, confidence],
      ]);
    deepEqual(await score(), [
      ["Deal 4", 4, 75, 0.6],
      ["Deal 3", 3, 60, 0.6],
      // too few in roubles to say what is large; the next step counts
      ["Deal 5", null, 55, 0.8],
      ["Deal 2", 2, 45, 0.6],
    ]);
    deepEqual(await world.weigh(), {
      count: 4,
      worth: [{ currency: "RUB", value: 900_000 }, { currency: "EUR", value: 9000 }],
    });
    // ten times as large, all of them: the same picture
    await stores.sql`update attio_deals set value = value * 10`;
    equal(await world.look(), 4);
    deepEqual((await score()).map(([, , score]) => score), [75, 60, 55, 45]);
  },

  async "change no row when nothing changed, whatever was decided"(stores) {
    const world = await openWorld(stores);
    await world.conversation("1");
    await world.message("1", { conversation: "1", at: ago(3), content: "What would it cost?" });
    await world.valued("1", { value: 1000 });
    await world.valued("2", { value: 1000 });
    await world.look();
    const [first, second, third] = await world.list();
    await world.decide(first!, { decision: "accept" });
    await world.decide(second!, { decision: "dismiss", reason: "no" });
    await world.decide(third!, { decision: "done" });
    const before = await snapshot(stores.sql);
    equal(await world.look(), 0);
    equal(await snapshot(stores.sql), before);
    // two at once
    equal((await Promise.all([world.look(), world.look()])).join(), "0,0");
    equal(await snapshot(stores.sql), before);
  },

  async "follow the facts, and end with their cause"(stores) {
    const world = await openWorld(stores);
    await world.conversation("1");
    await world.message("1", { conversation: "1", at: ago(3), content: "What would it cost?" });
    await world.valued("1", { value: 1000 });
    await world.look();
    await world.message("2", { conversation: "1", at: ago(1), content: "We need more seats." });
    equal(await world.look(), 1);
    deepEqual((await world.list({ kind: "words" })).map(({ score }) => score), [80]);
    await world.bury("chatwoot_messages", "1");
    equal(await world.look(), 1);
    deepEqual((await world.list({ kind: "words" })).map(({ score }) => score), [50]);
    await world.valued("1", { stage: "Won 🎉" });
    await world.bury("chatwoot_messages", "2");
    equal(await world.look(), 2);
    deepEqual(await world.list(), []);
    // what comes back is a new item; the old one stays as history
    await world.bury("chatwoot_messages", "2", false);
    equal(await world.look(), 1);
    equal((await stores.sql`select 1 from upsell_items where kind = 'words'`).length, 2);
  },

  async "that are pursued outlast their words, but not their deal"(stores) {
    const world = await openWorld(stores);
    await world.conversation("1");
    await world.message("1", { conversation: "1", at: ago(3), content: "What would it cost?" });
    await world.valued("1", { value: 1000 });
    await world.look();
    for (const item of await world.list()) await world.decide(item, { decision: "accept" });
    equal(await world.look(new Date(NOW.getTime() + 30 * 86_400_000)), 1);
    deepEqual((await world.list()).map(({ kind }) => kind).toSorted(), ["deal", "words"]);
    await world.valued("1", { stage: "Lost" });
    await world.look(new Date(NOW.getTime() + 30 * 86_400_000));
    deepEqual((await world.list()).map(({ kind }) => kind), ["words"]);
  },

  async "move with their conversation to another project"(stores) {
    const world = await openWorld(stores);
    await world.conversation("1");
    await world.message("1", { conversation: "1", at: ago(3), content: "What would it cost?" });
    await world.look();
    const { b } = world.projects;
    await stores.sql`update chatwoot_conversations set project_id = ${b}`;
    equal(await world.look(), 2);
    deepEqual((await world.list()).map(({ project_id }) => project_id), [b]);
  },

  async "are decided about once, with audit, and taken back"(stores) {
    const world = await openWorld(stores);
    await world.valued("1", { value: 1000 });
    await world.look();
    const [item] = await world.list();
    const refused = (error: unknown) =>
      error instanceof ApiError && error.code === "already_decided";
    deepEqual(await world.decide(item!, { decision: "dismiss", reason: "no budget" }), {
      ...{ id: item!.id, status: "dismissed" },
    });
    deepEqual(await world.list(), []);
    const [dismissed] = await world.list({ status: "dismissed" });
    deepEqual([dismissed!.reason, dismissed!.decided_by], ["no budget", "owner"]);
    await rejects(world.decide(item!, { decision: "accept" }), refused);
    await world.decide(item!, { decision: "undo" });
    await rejects(world.decide(item!, { decision: "undo" }), refused);
    await world.decide(item!, { decision: "accept" });
    await world.decide(item!, { decision: "done" });
    await rejects(
      decideUpsell(stores.sql, stores.actor, crypto.randomUUID(), { decision: "accept" }),
      (error) => error instanceof ApiError && error.status === 404,
    );
    const audit = await listAudit(stores.sql, stores.accountScopeId, 10);
    deepEqual(audit.map(({ action }) => action).toReversed(), [
      ...["upsell.dismissed", "upsell.reopened", "upsell.accepted", "upsell.done"],
    ]);
    ok(audit.every(({ evidence }) => evidence[0]!.table === "attio_deals"));
  },

  async "are paged without a gap, each scope its own"(stores) {
    const world = await openWorld(stores);
    for (let id = 1; id <= 7; id++) await world.valued(String(id), { value: 1000 * (id % 3) });
    await world.look();
    const projectIds = [world.projects.a];
    const filter = { projectIds, status: "open" } as const;
    const paged: string[] = [];
    for (let after: { score: number; id: string } | undefined = undefined;;) {
      const rows = await listUpsell(stores.sql, stores.accountScopeId, filter, { limit: 2, after });
      paged.push(...rows.map(({ id }) => id));
      if (rows.length < 2) break;
      after = rows.at(-1);
    }
    deepEqual(paged, (await world.list()).map(({ id }) => id));
    equal(new Set(paged).size, 7);
    deepEqual(await listUpsell(stores.sql, crypto.randomUUID(), filter, { limit: 9 }), []);
  },

  async "are looked for until told to stop, and nothing is written then"(stores) {
    const world = await openWorld(stores);
    await world.valued("1", { value: 1000 });
    const stopped = AbortSignal.abort(new Error("stopped"));
    const tools = { sql: stores.sql, clock: stores.clock, signal: stopped };
    await rejects(findUpsell(tools, stores.accountScopeId), /stopped/);
    deepEqual(await world.list(), []);
  },
});

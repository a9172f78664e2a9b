import { deepEqual, equal, rejects } from "node:assert/strict";
import { ApiError, manualClock } from "@/lib/platform/mod.ts";
import { listAudit } from "@/lib/audit/mod.ts";
import { ago, eventWorld, NOW } from "../../../tests/support/event_world.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { decideAgreement } from "./decide.ts";
import { type AgreementFilter, countAgreements, listAgreements } from "./list.ts";
import { noteAgreements } from "./note.ts";

const { signal } = new AbortController();

async function openWorld({ sql, accountScopeId }: Stores) {
  const world = await eventWorld(sql, accountScopeId);
  const projectIds = [world.projects.a, world.projects.b];
  const filterOf = (filter: Partial<AgreementFilter>): AgreementFilter => ({
    ...{ projectIds, status: "standing" },
    ...filter,
  });
  await world.conversation("1");
  return {
    ...world,
    look: async (now = NOW) =>
      (await noteAgreements({ sql, clock: manualClock(now.getTime()), signal }, accountScopeId))
        .changed,
    list: (filter: Partial<AgreementFilter> = {}) =>
      listAgreements(sql, accountScopeId, filterOf(filter), { limit: 100 }),
    count: (filter: Partial<AgreementFilter> = {}) =>
      countAgreements(sql, accountScopeId, filterOf(filter)),
  };
}

const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

testOnStores("agreements", {
  async "are noted with both messages, whichever portion of a conversation they are in"(stores) {
    const world = await openWorld(stores);
    await world.conversation("2", { project: world.projects.b });
    await world.message("1", {
      ...{ conversation: "1", at: ago(3), incoming: false, content: "We can do it for €5,000." },
    });
    // of another conversation in between
    await world.message("2", {
      conversation: "2",
      at: ago(2, 12),
      content: "Договорились на пятницу.",
    });
    await world.message("3", { conversation: "1", at: ago(2), content: "Deal." });
    equal(await world.look(), 2);
    deepEqual(
      (await world.list()).map(({ kind, quote, agreed_by, project_id, evidence }) => [
        ...[kind, quote, agreed_by, project_id, evidence.length],
      ]),
      [
        ["price", "We can do it for €5,000. — Deal.", "Ada", world.projects.a, 2],
        ["deadline", "Договорились на пятницу.", "Ada", world.projects.b, 1],
      ],
    );
    deepEqual([await world.count(), await world.count({ kind: "price" })], [2, 1]);
    deepEqual([await world.count({ q: "ДОГОВОР" }), await world.count({ q: "%" })], [1, 0]);
  },

  async "change no row when nothing changed, whatever was decided"(stores) {
    const world = await openWorld(stores);
    for (const id of ["1", "2", "3"]) {
      await world.message(id, { conversation: "1", at: ago(Number(id)), content: "Approved." });
    }
    equal(await world.look(), 3);
    const [first, second] = await world.list();
    await decideAgreement(stores.sql, stores.actor, first!.id, { decision: "confirm" });
    await decideAgreement(stores.sql, stores.actor, second!.id, {
      decision: "dismiss",
      reason: "no",
    });
    const all = () => stores.sql`select * from agreements order by id`;
    const before = await all();
    equal((await Promise.all([world.look(), world.look()])).join(), "0,0");
    deepEqual(await all(), before);
  },

  async "stay when they grow old, and end with the message; a confirmed one is a person's word"(
    stores,
  ) {
    const world = await openWorld(stores);
    for (const id of ["1", "2"]) {
      await world.message(id, { conversation: "1", at: ago(Number(id)), content: "Approved." });
    }
    await world.look();
    const [newest] = await world.list();
    await decideAgreement(stores.sql, stores.actor, newest!.id, { decision: "confirm" });
    await world.message("1", { conversation: "1", at: ago(1), content: "Approved: €300." });
    equal(await world.look(), 0);
    equal(await world.look(later(100)), 0);
    equal(await world.count(), 2);
    await world.bury("chatwoot_messages", "1");
    await world.bury("chatwoot_messages", "2");
    equal(await world.look(later(100)), 1);
    deepEqual((await world.list()).map(({ status }) => status), ["confirmed"]);
  },

  async "follow what the message says now"(stores) {
    const world = await openWorld(stores);
    await world.message("1", { conversation: "1", at: ago(1), content: "Approved." });
    await world.look();
    await world.message("1", {
      conversation: "1",
      at: ago(1),
      content: "The quote is approved: €300.",
    });
    equal(await world.look(), 1);
    deepEqual((await world.list()).map(({ kind }) => kind), ["price"]);
    await world.message("1", { conversation: "1", at: ago(1), content: "Not approved." });
    equal(await world.look(), 1);
    deepEqual(await world.list(), []);
  },

  async "are confirmed or dismissed once, with audit, and taken back"(stores) {
    const world = await openWorld(stores);
    await world.message("1", { conversation: "1", at: ago(1), content: "Approved." });
    await world.look();
    const { id } = (await world.list())[0]!;
    const decide = (decision: Parameters<typeof decideAgreement>[3]) =>
      decideAgreement(stores.sql, stores.actor, id, decision);
    const refused = (error: unknown) =>
      error instanceof ApiError && error.code === "already_decided";
    await decide({ decision: "confirm" });
    await rejects(decide({ decision: "dismiss", reason: "x" }), refused);
    await decide({ decision: "undo" });
    await decide({ decision: "dismiss", reason: "a joke" });
    deepEqual([await world.count(), await world.count({ status: "dismissed" })], [0, 1]);
    await decide({ decision: "undo" });
    await rejects(decide({ decision: "undo" }), refused);
    await rejects(
      decideAgreement(stores.sql, { ...stores.actor, accountScopeId: crypto.randomUUID() }, id, {
        decision: "confirm",
      }),
      (error) => error instanceof ApiError && error.status === 404,
    );
    const audit = await listAudit(stores.sql, stores.accountScopeId, 10);
    deepEqual(audit.map(({ action }) => action).toReversed(), [
      ...["agreement.confirmed", "agreement.reopened", "agreement.dismissed", "agreement.reopened"],
    ]);
  },

  async "are paged by exact times, without a gap"(stores) {
    const world = await openWorld(stores);
    for (let id = 1; id <= 5; id++) {
      await world.message(String(id), { conversation: "1", at: ago(1), content: "Approved." });
    }
    await stores.sql`
      update chatwoot_messages set vendor_created_at = vendor_created_at + external_id::int * interval '7 microseconds'`;
    await world.look();
    const filter = { projectIds: [world.projects.a], status: "standing" } as const;
    const paged: string[] = [];
    for (let after: { at: string; id: string } | undefined = undefined;;) {
      const rows = await listAgreements(stores.sql, stores.accountScopeId, filter, {
        limit: 2,
        after,
      });
      paged.push(...rows.map(({ id }) => id));
      if (rows.length < 2) break;
      after = rows.at(-1)!.place;
    }
    deepEqual(paged, (await world.list()).map(({ id }) => id));
    equal(paged.length, 5);
  },
});

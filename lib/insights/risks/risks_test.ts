import { deepEqual, equal, rejects } from "node:assert/strict";
import fc from "fast-check";
import { writeSignal } from "../../../tests/support/insight_rows.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { makeProject } from "../../../tests/support/sync_world.ts";
import { decideRisk } from "./decide_risk.ts";
import { listRisks, readRisk, type RiskFilter, weighRisks } from "./list_risks.ts";
import { reconcileRisks } from "./reconcile_risks.ts";

const nothing = { opened: 0, changed: 0, closed: 0 };

const reconcile = ({ sql, accountScopeId, clock }: Stores) =>
  reconcileRisks(sql, { accountScopeId, now: new Date(clock.now()) });

/** Risks by cause, with their state. */
async function risks({ sql }: Stores): Promise<[string, number, string][]> {
  const rows = await sql<{ cause: string; severity: number; status: string }[]>`
    select cause, severity, status from risks order by cause, opened_at`;
  return rows.map(({ cause, severity, status }) => [cause, severity, status]);
}

async function onlyRisk({ sql }: Stores): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select id from risks`;
  return row!.id;
}

testOnStores("risks", {
  async "a grave signal is a risk, one a cause; milder ones are none"(stores) {
    const project = await makeProject(stores.sql, stores.accountScopeId, "acme");
    const signal = await writeSignal(stores, project, {
      kind: "client_silent",
      cause: "project",
      severity: 4,
      confidence: 0.7,
      facts: { days: 15 },
    });
    await writeSignal(stores, project, { kind: "scope_creep", severity: 3 });
    deepEqual(await reconcile(stores), { ...nothing, opened: 1 });
    const risk = (await readRisk(stores.sql, stores.accountScopeId, await onlyRisk(stores)))!;
    deepEqual(
      [risk.origin, risk.cause, risk.kind, risk.severity, risk.probability, risk.playbook],
      ["signal", "signal:client_silent:project", "client_silent", 4, 0.7, "win_back"],
    );
    deepEqual(risk.evidence[0], { table: "signals", id: signal });
    deepEqual(risk.facts, { days: 15, signal_id: signal });
  },

  async "a rerun writes no row; severity follows the facts; a cause that is gone closes it"(
    stores,
  ) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    const signal = await writeSignal(stores, project, { severity: 4, cause: "a" });
    await reconcile(stores);
    const rows = () => sql`select xmin::text, * from risks order by id`;
    const before = await rows();
    stores.clock.advance(3_600_000);
    deepEqual(await reconcile(stores), nothing);
    deepEqual(await rows(), before);
    await sql`update signals set severity = 5 where id = ${signal}`;
    deepEqual(await reconcile(stores), { ...nothing, changed: 1 });
    deepEqual(await risks(stores), [["signal:scope_creep:a", 5, "open"]]);
    await sql`update signals set severity = 3 where id = ${signal}`;
    deepEqual(await reconcile(stores), { ...nothing, closed: 1 });
    deepEqual(await risks(stores), [["signal:scope_creep:a", 5, "closed"]]);
    // what closed by itself opens anew when its cause is back
    await sql`update signals set severity = 4 where id = ${signal}`;
    deepEqual(await reconcile(stores), { ...nothing, opened: 1 });
    equal((await sql`select from risks where status <> 'closed'`).count, 1);
  },

  async "three signals of a kind in 30 days are a pattern"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    const kind = "urgency_increase";
    await writeSignal(stores, project, { kind, cause: "a", confidence: 0.5 });
    await writeSignal(stores, project, { kind, cause: "b", confidence: 0.5, resolved: true });
    await writeSignal(stores, project, { kind, cause: "old", daysAgo: 31 });
    await writeSignal(stores, project, { kind, cause: "no", status: "dismissed" });
    deepEqual(await reconcile(stores), nothing);
    await writeSignal(stores, project, { kind, cause: "c", confidence: 0.5, daysAgo: 29 });
    deepEqual(await reconcile(stores), { ...nothing, opened: 1 });
    const risk = (await readRisk(sql, accountScopeId, await onlyRisk(stores)))!;
    // 1 − 0.5³ = .875
    deepEqual([risk.cause, risk.severity, risk.probability], [`pattern:${kind}`, 3, 0.88]);
    deepEqual(risk.facts, { signals: 3, days: 30 });
    equal(risk.evidence.length, 3);
    for (const cause of ["d", "e"]) await writeSignal(stores, project, { kind, cause });
    await reconcile(stores);
    deepEqual(await risks(stores), [[`pattern:${kind}`, 4, "open"]]);
    await sql`update signals set occurred_at = now() - interval '40 days'`;
    deepEqual(await reconcile(stores), { ...nothing, closed: 1 });
  },

  async "a great chance whose deal stands still is a risk, unless a grave signal says so already"(
    stores,
  ) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    const chance = (cause: string, score: number) =>
      sql`insert into upsell_items (project_id, account_scope_id, kind, cause, score, confidence, occurred_at)
        values (${project}, ${accountScopeId}, 'deal', ${cause}, ${score}, 0.7, now())`;
    for (const [cause, score] of [["deal:1", 80], ["deal:2", 49], ["deal:3", 60]] as const) {
      await chance(cause, score);
    }
    await writeSignal(stores, project, { kind: "deal_stalled", cause: "deal:1", severity: 3 });
    await writeSignal(stores, project, { kind: "deal_stalled", cause: "deal:2", severity: 3 });
    await writeSignal(stores, project, {
      kind: "deal_without_next_step",
      cause: "deal:3",
      severity: 4,
    });
    await reconcile(stores);
    deepEqual(await risks(stores), [
      ["radar:deal:1", 4, "open"],
      ["signal:deal_without_next_step:deal:3", 4, "open"],
    ]);
    await sql`update signals set resolved_at = now()`;
    deepEqual(await reconcile(stores), { ...nothing, closed: 2 });
  },

  async "people mitigate, close with a reason and open again, and each is audited"(stores) {
    const { sql, accountScopeId, actor } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    await writeSignal(stores, project, { severity: 4 });
    await reconcile(stores);
    const id = await onlyRisk(stores);
    const decide = (decision: "mitigate" | "reopen") => decideRisk(sql, actor, id, { decision });
    const close = () =>
      decideRisk(sql, actor, id, { decision: "close", reason: "agreed by phone" });
    equal((await decide("mitigate")).status, "mitigating");
    await rejects(decide("mitigate"), { status: 409, code: "already_decided" });
    // work on it goes on while its cause lasts
    deepEqual(await reconcile(stores), nothing);
    await close();
    await rejects(close(), { status: 409, code: "already_decided" });
    const closed = (await readRisk(sql, accountScopeId, id))!;
    deepEqual([closed.closed_because, closed.reason, closed.decided_by], [
      "person",
      "agreed by phone",
      "owner",
    ]);
    equal((await decide("reopen")).status, "open");
    const audit =
      await sql`select action, after ->> 'reason' as reason, actor from audit_events order by at`;
    deepEqual(audit.map(({ action, reason }) => [action, reason]), [
      ["risk.mitigated", null],
      ["risk.closed", "agreed by phone"],
      ["risk.reopened", null],
    ]);
    await rejects(decideRisk(sql, actor, crypto.randomUUID(), { decision: "mitigate" }), {
      status: 404,
    });
    await rejects(
      decideRisk(sql, { ...actor, accountScopeId: crypto.randomUUID() }, id, {
        decision: "mitigate",
      }),
      { status: 404 },
    );
  },

  async "what a person closed stays closed until something new is seen"(stores) {
    const { sql, accountScopeId, actor } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    const signal = await writeSignal(stores, project, { severity: 4, cause: "a" });
    await reconcile(stores);
    const id = await onlyRisk(stores);
    await decideRisk(sql, actor, id, { decision: "close", reason: "known" });
    deepEqual(await reconcile(stores), nothing);
    await sql`update signals set resolved_at = now() where id = ${signal}`;
    deepEqual(await reconcile(stores), nothing);
    await writeSignal(stores, project, { severity: 4, cause: "a" });
    deepEqual(await reconcile(stores), { ...nothing, opened: 1 });
    await rejects(decideRisk(sql, actor, id, { decision: "reopen" }), { code: "already_open" });
  },

  async "what closed by itself cannot be opened by hand"(stores) {
    const { sql, accountScopeId, actor } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    await writeSignal(stores, project, { severity: 4 });
    await reconcile(stores);
    await sql`update signals set status = 'done', decided_at = now()`;
    await reconcile(stores);
    await rejects(
      decideRisk(sql, actor, await onlyRisk(stores), { decision: "reopen" }),
      { status: 409, code: "cause_gone" },
    );
  },

  async "lists are narrowed, and paged without a gap"(stores) {
    const { sql, accountScopeId } = stores;
    const [acme, other] = [
      await makeProject(sql, accountScopeId, "acme"),
      await makeProject(sql, accountScopeId, "other"),
    ];
    for (let n = 0; n < 7; n++) {
      await writeSignal(stores, n % 2 === 0 ? acme : other, {
        cause: `c${n}`,
        kind: n % 3 === 0 ? "client_silent" : "delivery_risk",
        severity: 4 + n % 2,
      });
    }
    await sql`update signals set occurred_at = now() - interval '60 days'`;
    await reconcile(stores);
    const filter: RiskFilter = { projectIds: [acme, other], status: "open" };
    const all = await listRisks(sql, accountScopeId, filter, { limit: 100 });
    deepEqual(all.map(({ severity }) => severity), [5, 5, 5, 4, 4, 4, 4]);
    deepEqual(await weighRisks(sql, accountScopeId, filter), { count: 7, severity: 31 / 7 });
    const paged: string[] = [];
    let after: (typeof all)[0]["place"] | undefined;
    for (;;) {
      const page = await listRisks(sql, accountScopeId, filter, { limit: 2, after });
      paged.push(...page.map(({ id }) => id));
      if (page.length < 2) break;
      after = page.at(-1)!.place;
    }
    deepEqual(paged, all.map(({ id }) => id));
    const narrowed = (change: Partial<RiskFilter>) =>
      weighRisks(sql, accountScopeId, { ...filter, ...change });
    equal((await narrowed({ projectIds: [other] })).count, 3);
    equal((await narrowed({ kind: "client_silent" })).count, 3);
    equal((await narrowed({ least: 5 })).count, 3);
    equal((await narrowed({ origin: "pattern" })).count, 0);
    deepEqual(await narrowed({ status: "closed" }), { count: 0, severity: null });
  },

  async "whatever signals do, one open risk a cause, a rerun is a no-op, and no cause leaves one"(
    stores,
  ) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    const step = fc.record({
      cause: fc.constantFrom("a", "b", "c"),
      severity: fc.integer({ min: 1, max: 5 }),
      gone: fc.boolean(),
    });
    const seed = fc.array(step, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(seed, async (steps) => {
        await sql`delete from signals`;
        await sql`delete from risks`;
        for (const { cause, severity, gone } of steps) {
          await sql`update signals set resolved_at = now() where cause = ${cause} and resolved_at is null`;
          if (!gone) await writeSignal(stores, project, { cause, severity });
          await reconcile(stores);
          deepEqual(await reconcile(stores), nothing);
        }
        const [row] = await sql`
          select (select count(*)::int from signals where resolved_at is null and severity >= 4) as grave,
            (select count(*)::int from risks where status <> 'closed' and origin = 'signal') as open`;
        equal(row!.open, row!.grave);
        await sql`update signals set resolved_at = now(), occurred_at = now() - interval '60 days'`;
        await reconcile(stores);
        equal((await sql`select from risks where status <> 'closed'`).count, 0);
      }),
      { numRuns: 25 },
    );
  },

  async "two at once make one risk"(stores) {
    const project = await makeProject(stores.sql, stores.accountScopeId, "acme");
    await writeSignal(stores, project, { severity: 5 });
    await Promise.all([reconcile(stores), reconcile(stores), reconcile(stores)]);
    equal((await risks(stores)).length, 1);
  },
});

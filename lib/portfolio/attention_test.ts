import { deepEqual, equal } from "node:assert/strict";
import { writeSignal } from "../../tests/support/insight_rows.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { makeProject } from "../../tests/support/sync_world.ts";
import { scoreHealth } from "../insights/mod.ts";
import { worstClients } from "./attention.ts";
import { readClients } from "./clients.ts";
import { createPortfolio } from "./portfolio.ts";
import { refreshView } from "./view.ts";

/** The clients as they stand after scoring. */
async function standing({ sql, accountScopeId, clock }: Stores, projectIds: string[]) {
  await scoreHealth(sql, { accountScopeId, now: new Date(clock.now()) });
  await refreshView(sql);
  return (await readClients(sql, { accountScopeId, projectIds })).clients;
}

async function writeAction(
  { sql, accountScopeId }: Stores,
  project: string,
  signal: string,
  action: string,
  priority: number,
  status = "proposed",
): Promise<void> {
  await sql`
    insert into next_actions (project_id, account_scope_id, signal_id, action, priority, due_on, draft, status,
      reason, decided_at)
    values (${project}, ${accountScopeId}, ${signal}, ${action}, ${priority}, '2026-03-30', 'Hello', ${status},
      ${status === "dismissed" ? "no" : null}, ${status === "proposed" ? null : sql`now()`})`;
}

testOnStores("who needs somebody", {
  async "the worst three, each with its gravest reasons, one a kind"(stores) {
    const { sql, accountScopeId } = stores;
    const ids: Record<string, string> = {};
    for (const slug of ["a", "b", "c", "d", "fine"]) {
      ids[slug] = await makeProject(sql, accountScopeId, slug);
    }
    const signal = (slug: string, kind: string, severity: number, cause = kind) =>
      writeSignal(stores, ids[slug]!, { kind, severity, cause });
    await signal("a", "client_silent", 5);
    await signal("a", "scope_creep", 3, "1");
    await signal("a", "scope_creep", 4, "2");
    await signal("a", "upsell_intent", 2);
    await signal("b", "delivery_risk", 4);
    await signal("c", "delivery_risk", 3);
    await signal("d", "upsell_intent", 2);
    const worst = await worstClients(sql, await standing(stores, Object.values(ids)));
    deepEqual(
      worst.map(({ name, reasons }) => [name, reasons.map((r) => `${r.kind} ${r.severity}`)]),
      [
        ["a", ["client_silent 5", "scope_creep 4"]],
        ["b", ["delivery_risk 4"]],
        ["c", ["delivery_risk 3"]],
      ],
    );
  },

  async "nobody needs anything where nothing is wrong"(stores) {
    const { sql, accountScopeId } = stores;
    const fine = await makeProject(sql, accountScopeId, "fine");
    await writeSignal(stores, fine, { severity: 5, status: "dismissed" });
    deepEqual(await worstClients(sql, await standing(stores, [fine])), []);
    deepEqual(await worstClients(sql, []), []);
  },

  async "what to do is the most pressing open action; one that only passes it on comes after"(
    stores,
  ) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "a");
    const signal = await writeSignal(stores, project, { severity: 5, facts: { contact: "Anna" } });
    const over = await writeSignal(stores, project, { cause: "x", severity: 5, resolved: true });
    const next = async () => {
      const [client] = await worstClients(sql, await standing(stores, [project]));
      return client!.action === null ? null : [client!.action.action, client!.action.contact];
    };
    equal(await next(), null);
    await writeAction(stores, project, over, "call_client", 5);
    equal(await next(), null, "its signal is over");
    await writeAction(stores, project, signal, "escalate", 5);
    deepEqual(await next(), ["escalate", "Anna"]);
    await writeAction(stores, project, signal, "clarify_scope", 5);
    deepEqual(await next(), ["clarify_scope", "Anna"]);
    await sql`update next_actions set status = 'done', decided_at = now() where action = 'clarify_scope'`;
    deepEqual(await next(), ["escalate", "Anna"]);
  },

  async "a control tower is kept 120 seconds, never beyond a job, and never told to another scope"(
    stores,
  ) {
    const { sql, accountScopeId, cache, events, clock } = stores;
    const project = await makeProject(sql, accountScopeId, "a");
    const portfolio = createPortfolio({ sql, cache, events, clock });
    const signals = async (scope = accountScopeId) =>
      (await portfolio.controlTower(scope, project))?.signals.length;
    const completed = (scope: string) =>
      events.publish({
        ...{ type: "job_completed", accountScopeId: scope, projectIds: [], job: "x", runId: "r" },
        ...{ outcome: "succeeded", changed: ["signals"] },
      });
    try {
      const stranger = crypto.randomUUID();
      equal(await signals(stranger), undefined);
      equal(await signals(), 0, "what a stranger asked for first is not what is kept");
      await writeSignal(stores, project, { severity: 4 });
      clock.advance(119_000);
      equal(await signals(), 0);
      clock.advance(1_001);
      equal(await signals(), 1);
      await writeSignal(stores, project, { cause: "second" });
      await completed(stranger);
      equal(await signals(), 1);
      await completed(accountScopeId);
      equal(await signals(), 2);
      const many = await Promise.all(Array.from({ length: 16 }, () => signals()));
      deepEqual(new Set(many), new Set([2]));
      equal(await portfolio.controlTower(accountScopeId, crypto.randomUUID()), null);
      const [{ id: unassigned }] = await sql<[{ id: string }]>`
        select id from projects where kind = 'unassigned'`;
      equal(await portfolio.controlTower(accountScopeId, unassigned), null);
    } finally {
      portfolio.close();
    }
  },
});

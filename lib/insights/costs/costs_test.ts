import { deepEqual, equal, rejects } from "node:assert/strict";
import { listAudit } from "@/lib/audit/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { makeProject } from "../../../tests/support/sync_world.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import type { NewCost } from "./cost.ts";
import { importCosts, previewCosts } from "./import_costs.ts";
import { addCost, removeCost } from "./keep_cost.ts";
import { listCosts, placeOfCost, totalCosts } from "./list_costs.ts";

const cost = (project_id: string, more: Partial<NewCost> = {}): NewCost => ({
  ...{ project_id, incurred_on: "2026-11-10", amount: 99.99, currency: "EUR" },
  ...{ category: "hosting", note: null },
  ...more,
});

async function withClient({ sql, accountScopeId }: Stores) {
  return await makeProject(sql, accountScopeId, "acme");
}

const refusedAs = (code: string) => (error: unknown) =>
  error instanceof ApiError && error.code === code;

testOnStores("Costs of projects", {
  async "are entered and removed, each with its audit event"(stores) {
    const { sql, actor, accountScopeId } = stores;
    const projectId = await withClient(stores);
    const added = await addCost(sql, actor, cost(projectId, { note: "Servers" }));
    deepEqual([added.amount, added.incurred_on, added.origin], [99.99, "2026-11-10", "manual"]);
    const removed = await removeCost(sql, actor, added.id);
    deepEqual(removed, added);
    deepEqual(
      (await listAudit(sql, accountScopeId, 10)).map((
        { action, projectId, before, after },
      ) => [action, projectId, before ?? after]),
      ["cost.removed", "cost.added"].map((action) => [action, projectId, {
        ...{ incurred_on: "2026-11-10", amount: 99.99, currency: "EUR" },
        ...{ category: "hosting", note: "Servers" },
      }]),
    );
    await rejects(removeCost(sql, actor, added.id), refusedAs("not_found"));
  },

  async "are of client projects of the scope alone"(stores) {
    const { sql, actor, accountScopeId } = stores;
    const [unassigned] =
      await sql`select id from projects where account_scope_id = ${accountScopeId}`;
    await rejects(addCost(sql, actor, cost(unassigned!.id)), refusedAs("not_found"));
    const projectId = await withClient(stores);
    const stranger = { ...actor, accountScopeId: crypto.randomUUID() };
    await rejects(addCost(sql, stranger, cost(projectId)), refusedAs("not_found"));
    const { id } = await addCost(sql, actor, cost(projectId));
    await rejects(removeCost(sql, stranger, id), refusedAs("not_found"));
  },

  async "are listed newest first, paged, filtered and summed by currency"(stores) {
    const { sql, actor, accountScopeId } = stores;
    const projectId = await withClient(stores);
    for (let day = 1; day <= 5; day++) {
      await addCost(
        sql,
        actor,
        cost(projectId, {
          ...{ incurred_on: `2026-11-0${day}`, amount: day * 10.1 },
          ...{ currency: day === 5 ? "USD" : "EUR", category: day > 3 ? "travel" : "hosting" },
        }),
      );
    }
    const all = { projectIds: [projectId] };
    const first = await listCosts(sql, accountScopeId, all, { limit: 2 });
    const after = placeOfCost(first[1]!);
    const rest = await listCosts(sql, accountScopeId, all, { limit: 10, after });
    deepEqual(
      [...first, ...rest].map(({ incurred_on }) => incurred_on.slice(-1)),
      ["5", "4", "3", "2", "1"],
    );
    deepEqual(await totalCosts(sql, accountScopeId, all), {
      count: 5,
      sums: [{ currency: "EUR", amount: 101 }, { currency: "USD", amount: 50.5 }],
      categories: ["hosting", "travel"],
    });
    const narrow = { ...all, category: "hosting", from: "2026-11-02", to: "2026-11-03" };
    equal((await totalCosts(sql, accountScopeId, narrow)).count, 2);
    equal(
      (await listCosts(sql, accountScopeId, { ...all, origin: "csv" }, { limit: 9 })).length,
      0,
    );
  },
});

const file = (rows: string[]) => ["date,project,amount,key", ...rows].join("\n");

testOnStores("Files of costs", {
  async "are previewed, then taken in; taken in again they add nothing"(stores) {
    const { sql, actor, accountScopeId } = stores;
    await withClient(stores);
    const first = file(["2026-11-01,acme,10,a", "2026-11-01,acme,20,", "2026-11-01,acme,20,"]);
    const preview = await previewCosts(sql, accountScopeId, first);
    deepEqual([preview.added, preview.known, preview.sums], [
      ...[3, 0, [{ currency: "EUR", amount: 50 }]],
    ]);
    equal((await sql`select 1 from cost_entries`).length, 0);
    equal((await importCosts(sql, actor, first)).added, 3);
    const rows = () => sql`select * from cost_entries order by id`;
    const before = await rows();
    deepEqual(await importCosts(sql, actor, first), {
      ...{ added: 0, known: 3, errors: [], sums: [] },
      rows: preview.rows.map((row) => ({ ...row, known: true })),
    });
    deepEqual(await rows(), before);
    // one event for the one that changed something
    deepEqual(
      (await listAudit(sql, accountScopeId, 9)).map(({ action, after }) => [action, after]),
      [
        ["costs.imported", { added: 3, known: 0, sums: [{ currency: "EUR", amount: 50 }] }],
      ],
    );
    // what is new in a file that grew is added, and a changed line under a known key is not
    const grown = file(["2026-11-01,acme,11,a", "2026-11-02,acme,5,"]);
    deepEqual((await previewCosts(sql, accountScopeId, grown)).rows.map(({ known }) => known), [
      ...[true, false],
    ]);
    equal((await importCosts(sql, actor, grown)).added, 1);
    equal((await rows()).length, 4);
  },

  async "with an error add nothing, and say what is wrong where"(stores) {
    const { sql, actor, accountScopeId } = stores;
    await withClient(stores);
    const wrong = file(["2026-11-01,acme,10,a", "2026-11-01,nobody,20,b"]);
    const preview = await previewCosts(sql, accountScopeId, wrong);
    deepEqual([preview.added, preview.errors], [1, [
      { line: 3, column: "project", code: "unknown_project", value: "nobody" },
    ]]);
    await rejects(
      importCosts(sql, actor, wrong),
      (error: unknown) =>
        refusedAs("invalid_costs")(error) &&
        JSON.stringify((error as ApiError).options.details) ===
          '[{"path":"3.project","message":"nobody","code":"unknown_project"}]',
    );
    equal((await sql`select 1 from cost_entries`).length, 0);
    equal((await listAudit(sql, accountScopeId, 9)).length, 0);
  },

  async "taken in twice at the same time count once"(stores) {
    const { sql, actor } = stores;
    await withClient(stores);
    const one = file(["2026-11-01,acme,10,", "2026-11-02,acme,10,"]);
    const results = await Promise.all([importCosts(sql, actor, one), importCosts(sql, actor, one)]);
    deepEqual(results.map(({ added }) => added).toSorted(), [0, 2]);
    equal((await sql`select 1 from cost_entries`).length, 2);
  },
});

import { deepEqual, equal } from "node:assert/strict";
import { writeSignal } from "../../../tests/support/insight_rows.ts";
import { sourceRows } from "../../../tests/support/source_rows.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { addCost } from "../costs/keep_cost.ts";
import { keepDays } from "./keep_days.ts";

/** Moves the clock to a time. */
function setClock({ clock }: Stores, at: string): void {
  clock.advance(Date.parse(at) - clock.now());
}

const openRisk = (
  { sql, accountScopeId }: Stores,
  projectId: string,
  severity: number,
  opened: string,
  closed: string | null,
) =>
  sql`
    insert into risks (project_id, account_scope_id, origin, cause, kind, severity, probability, playbook,
      opened_at, closed_at, status, closed_because)
    values (${projectId}, ${accountScopeId}, 'signal', ${opened}, 'x', ${severity}, 0.5, 'x', ${opened},
      ${closed}, ${closed === null ? "open" : "closed"}, ${closed === null ? null : "cause_gone"})`;

testOnStores("Days of projects", {
  async "tell what happened in each, and what stood at its end"(stores) {
    const { sql, accountScopeId, actor } = stores;
    setClock(stores, "2026-11-25T10:00:00Z");
    const { talk, issue, deal, projects } = await sourceRows(stores, ["acme"]);
    const acme = projects.acme!;
    await talk("acme", "Ada", "2026-11-23", [
      "client 09:00",
      "team 09:30",
      "client 10:00",
      "team 10:10",
    ]);
    await talk("acme", "Bo", "2026-11-23", ["client 09:00"]);
    // due on the 22nd, so late at the ends of the 23rd and the 24th
    await issue({
      ...{ project: "acme", due_date: "2026-11-22", completed_at: "2026-11-25T08:00:00Z" },
    });
    // due on a day that is over, made only later
    await issue({
      ...{ project: "acme", due_date: "2026-11-01", vendor_created_at: "2026-11-24T00:00:00Z" },
    });
    await openRisk(stores, acme, 4, "2026-11-23T12:00:00Z", "2026-11-25T09:00:00Z");
    await openRisk(stores, acme, 2, "2026-11-24T12:00:00Z", null);
    await deal({ project: "acme", stage: "Lead", value: 900 });
    await addCost(sql, actor, {
      ...{ project_id: acme, incurred_on: "2026-11-24", amount: 12.5, currency: "EUR" },
      ...{ category: "x", note: null },
    });
    equal((await keepDays(stores, accountScopeId)).changed, 120);
    const rows = await sql`
      select right(day::text, 2) as day, messages_in, messages_out, contacts, responses,
        response_median_minutes::float8 as median, response_p90_minutes::float8 as p90, issues_completed,
        issues_created, issues_overdue, open_risks, risk_severity_mean::float8 as severity,
        costs::float8 as costs, pipeline::float8 as pipeline
      from project_days where day >= '2026-11-22' order by day`;
    deepEqual(rows.map((row) => Object.values(row)), [
      ["22", 0, 0, 0, 0, null, null, 0, 0, 0, 0, null, 0, null],
      ["23", 3, 2, 2, 2, 20, 28, 0, 0, 1, 1, 4, 0, null],
      ["24", 0, 0, 0, 0, null, null, 0, 1, 2, 2, 3, 12.5, null],
      ["25", 0, 0, 0, 0, null, null, 1, 0, 1, 1, 2, 0, 900],
    ]);
  },

  async "stay as they are when counted again, row for row"(stores) {
    const { sql, accountScopeId } = stores;
    setClock(stores, "2026-11-25T10:00:00Z");
    const { talk, issue, projects } = await sourceRows(stores, ["acme", "globex"]);
    await talk("acme", "Ada", "2026-11-23", ["client 09:00", "team 09:37"]);
    await issue({ project: "globex", due_date: "2026-10-20" });
    await writeSignal(stores, projects.acme!, {});
    await keepDays(stores, accountScopeId);
    const rows = () => sql`select *, xmin::text from project_days order by project_id, day`;
    const before = await rows();
    deepEqual(await keepDays(stores, accountScopeId), { changed: 0 });
    deepEqual(await rows(), before);
    // what comes late is counted where it belongs, and nothing else changes
    await talk("acme", "Ada", "2026-11-14", ["client 09:00"]);
    deepEqual(await keepDays(stores, accountScopeId), { changed: 1 });
  },

  async "keep the states of days that are over"(stores) {
    const { sql, accountScopeId } = stores;
    setClock(stores, "2026-11-25T10:00:00Z");
    const { deal } = await sourceRows(stores, ["acme"]);
    const id = await deal({ project: "acme", stage: "Lead", value: 900 });
    await keepDays(stores, accountScopeId);
    setClock(stores, "2026-11-26T10:00:00Z");
    await sql`update attio_deals set value = 100 where id = ${id}`;
    await keepDays(stores, accountScopeId);
    const worth = await sql`
      select pipeline::int as worth from project_days where day >= '2026-11-25' order by day`;
    deepEqual(worth.map((row) => row.worth), [900, 100]);
  },

  async "begin at midnight of the scope, and are of client projects alone"(stores) {
    const { sql, accountScopeId } = stores;
    await sql`update account_scopes set time_zone = 'Asia/Tokyo' where id = ${accountScopeId}`;
    setClock(stores, "2026-11-25T16:00:00Z");
    const { talk } = await sourceRows(stores, ["acme"]);
    await talk("acme", "Ada", "2026-11-25", ["client 14:59", "client 15:01"]);
    await keepDays(stores, accountScopeId);
    const days = await sql`
      select day::text, messages_in as messages, p.kind from project_days d
      join projects p on p.id = d.project_id where messages_in > 0 order by day`;
    deepEqual(days.map((row) => Object.values(row)), [
      ["2026-11-25", 1, "client"],
      ["2026-11-26", 1, "client"],
    ]);
    equal(
      (await sql`select 1 from project_days d join projects p on p.id = d.project_id
      where p.kind <> 'client'`).length,
      0,
    );
  },

  async "say nothing of costs where none are kept"(stores) {
    const { sql, accountScopeId } = stores;
    await sourceRows(stores, ["acme"]);
    await keepDays(stores, accountScopeId);
    equal((await sql`select 1 from project_days where costs is not null`).length, 0);
  },
});

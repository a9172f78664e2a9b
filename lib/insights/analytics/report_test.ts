import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { sourceRows } from "../../../tests/support/source_rows.ts";
import { testOnStores } from "../../../tests/support/scratch_stores.ts";
import { dayAfter, daysBefore } from "./asked.ts";
import { type BurnWeek, projectedFinish } from "./burn_up.ts";
import { reportWork } from "./report.ts";
import { mondayOf, mondaysIn, monthsAround } from "./weeks.ts";

Deno.test("days before are as many, and end where the others begin", () => {
  deepEqual(daysBefore({ from: "2026-11-01", to: "2026-11-30" }), {
    ...{ from: "2026-10-02", to: "2026-10-31" },
  });
  deepEqual(daysBefore({ from: "2026-11-25", to: "2026-11-25" }), {
    ...{ from: "2026-11-24", to: "2026-11-24" },
  });
  equal(dayAfter("2028-02-28", 1), "2028-02-29");
});

Deno.test("weeks begin on Monday, months on their first", () => {
  deepEqual(["2026-11-23", "2026-11-25", "2026-11-29"].map(mondayOf), Array(3).fill("2026-11-23"));
  deepEqual(mondaysIn({ from: "2026-11-08", to: "2026-11-23" }), [
    ...["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"],
  ]);
  deepEqual(monthsAround("2026-01-31", 2, 1), ["2025-11", "2025-12", "2026-01", "2026-02"]);
});

const burnt = (scope: number, ...done: number[]): BurnWeek[] =>
  done.map((done, index) => ({ week: dayAfter("2026-10-05", 7 * index), scope, done }));

for (
  const [name, weeks, expected] of [
    // the running week does not count: 2, 4, 6, 8 in three weeks are two a week
    ["12 left at two a week are six weeks", burnt(20, 2, 4, 6, 8, 8), [2, "2027-01-06"]],
    ["a part of a week is days", burnt(11, 0, 4, 8, 8), [4, "2026-12-01"]],
    ["only the last four full weeks count", burnt(50, 0, 30, 32, 34, 36, 38, 40), [
      2,
      "2026-12-30",
    ]],
    ["nothing left is done today", burnt(8, 2, 4, 6, 8), [2, "2026-11-25"]],
    ["nothing moves", burnt(8, 2, 2, 2, 2), [0, null]],
    ["work that was taken back is no pace", burnt(8, 4, 3, 2, 2), [0, null]],
    ["one week is no pace", burnt(8, 4), [0, null]],
    ["no week is none", [], [0, null]],
  ] as const
) {
  Deno.test(`the end of the work: ${name}`, () => {
    const { pace, finish } = projectedFinish(weeks, "2026-11-25");
    deepEqual([pace, finish], expected);
  });
}

Deno.test("more work left never ends sooner, a quicker pace never later", () => {
  const steps = fc.array(fc.nat(20), { minLength: 5, maxLength: 9 });
  fc.assert(
    fc.property(steps, fc.nat(100), fc.nat(100), (steps, left, more) => {
      const done = steps.reduce<number[]>((sums, step) => [...sums, (sums.at(-1) ?? 0) + step], []);
      const scope = done.at(-1)! + left;
      const first = projectedFinish(burnt(scope, ...done), "2026-11-25").finish ?? "9999";
      const second = projectedFinish(burnt(scope + more, ...done), "2026-11-25").finish ?? "9999";
      equal(first <= second, true);
    }),
    { seed: 7 },
  );
});

testOnStores("Work and talk", {
  async "are counted by the days of the time zone, with medians of pairs of messages"(stores) {
    const { sql, accountScopeId } = stores;
    const { talk, issue, projects } = await sourceRows(stores, ["acme", "globex"]);
    // answers after 30, 10 and 120 minutes; a second question before an answer starts no new wait
    await talk("acme", "Ada", "2026-11-10", [
      "client 09:00",
      "client 09:20",
      "team 09:30",
      "team 09:31",
    ]);
    await talk("acme", "Ada", "2026-11-17", ["client 09:00", "team 09:10", "client 12:00"]);
    await talk("globex", "Bo", "2026-11-18", ["client 10:00", "team 12:00"]);
    // before: one answer after 60 minutes; 23:30 UTC is the next day in Berlin
    await talk("acme", "Ada", "2026-10-20", ["client 09:00", "team 10:00"]);
    await talk("acme", "Cy", "2026-10-31", ["client 23:30"]);
    const did = (project: string, started_at: string | null, completed_at: string) =>
      issue({ project, started_at, completed_at: `${completed_at}T00:00:00Z` });
    await did("acme", "2026-11-08T00:00:00Z", "2026-11-10");
    await did("acme", "2026-11-10T00:00:00Z", "2026-11-18");
    // never started: from when it was made, 1 October
    await did("globex", null, "2026-11-11");
    await did("acme", null, "2026-10-15");

    const report = await reportWork(sql, {
      accountScopeId,
      projectIds: Object.values(projects),
      ...{ from: "2026-11-01", to: "2026-11-25", today: "2026-11-25", timeZone: "Europe/Berlin" },
    });
    deepEqual([report.inbound, report.outbound, report.contacts], [
      { value: 6, previous: 1 },
      { value: 4, previous: 1 },
      { value: 3, previous: 1 },
    ]);
    // of 10, 30, 120: the middle, and 30 + 0.8 · 90
    deepEqual([report.response_median, report.response_p90], [
      { value: 30, previous: 60 },
      { value: 102, previous: 60 },
    ]);
    // of 2, 8 and 41 days; before 14
    deepEqual([report.completed, report.lead_median], [
      { value: 3, previous: 1 },
      { value: 8, previous: 14 },
    ]);
    deepEqual(
      report.weeks.map((
        { week, inbound, response_median, completed },
      ) => [week.slice(5), inbound, response_median, completed]),
      [
        ["10-26", 1, null, 0],
        ["11-02", 0, null, 0],
        ["11-09", 2, 30, 2],
        ["11-16", 3, 65, 1],
        ["11-23", 0, null, 0],
      ],
    );
    deepEqual(
      report.projects.map((
        { inbound, response_median, response_p90, lead_median },
      ) => [inbound, response_median, response_p90, lead_median]),
      [[5, 20, 28, 5], [1, 120, 120, 41]],
    );
    deepEqual(report.burn_up.weeks.map(({ scope, done }) => [scope, done]), [
      ...[[4, 1], [4, 1], [4, 3], [4, 4], [4, 4]],
    ]);
  },

  async "leave out what is private, deleted or another project's, and work that was given up"(
    stores,
  ) {
    const { sql, accountScopeId } = stores;
    const { talk, issue, projects } = await sourceRows(stores, ["acme", "globex"]);
    await talk("acme", "Ada", "2026-11-10", ["client 09:00", "team 09:05", "team 09:06"]);
    await talk("globex", "Bo", "2026-11-10", ["client 09:00"]);
    await sql`update chatwoot_messages set private = true where content = 'team 09:05'`;
    await sql`
      update chatwoot_messages set deleted_at = now(), deleted_reason = 'deleted' where content = 'team 09:06'`;
    await sql`select settle_chatwoot_replies(1000)`;
    await issue({ project: "acme", canceled_at: "2026-11-02T00:00:00Z" });
    await issue({ project: "acme", archived_at: "2026-11-02T00:00:00Z" });
    const report = await reportWork(sql, {
      ...{ accountScopeId, projectIds: [projects.acme!] },
      ...{ from: "2026-11-01", to: "2026-11-25", today: "2026-11-25", timeZone: "UTC" },
    });
    deepEqual([report.inbound.value, report.outbound.value, report.contacts.value], [1, 0, 1]);
    equal(report.response_median.value, null);
    deepEqual(report.burn_up.weeks.at(-1), { week: "2026-11-23", scope: 0, done: 0 });
  },
});

import { deepEqual, equal } from "node:assert/strict";
import { createLogger, migrate } from "../platform/mod.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../tests/support/services.ts";
import { makeScope } from "../../tests/support/sync_world.ts";
import { balanceStream } from "./balance.ts";
import { changedIds, completenessByDay, reconciliationDiffs } from "./reconciliation_diff.ts";

const stream = (missingIds: string[], extraIds: string[] = []) =>
  balanceStream(10, { local: 10 - missingIds.length + extraIds.length, missingIds, extraIds });

Deno.test("ids behind a change are told by stream, both ways", () => {
  deepEqual(
    changedIds(
      { contacts: stream(["1", "2"], ["9"]), labels: stream([]), issues: stream(["5"]) },
      { contacts: stream(["2", "3"]), labels: stream([]), deals: stream([], ["7"]) },
    ),
    [
      {
        stream: "contacts",
        newly_missing: ["1"],
        no_longer_missing: ["3"],
        newly_extra: ["9"],
        no_longer_extra: [],
      },
      {
        stream: "issues",
        newly_missing: ["5"],
        no_longer_missing: [],
        newly_extra: [],
        no_longer_extra: [],
      },
      {
        stream: "deals",
        newly_missing: [],
        no_longer_missing: [],
        newly_extra: [],
        no_longer_extra: ["7"],
      },
    ],
  );
});

Deno.test({
  name: "comparisons are compared with the one before, or one at a moment, by connection",
  ignore: postgresUrl === null,
}, async () => {
  const { sql, drop } = await scratchDatabase("reconciliation");
  try {
    await migrate(sql, "migrations", createLogger({ level: "silent" }));
    const scopeId = await makeScope(sql);
    const other = await makeScope(sql, "other");
    const connect = async (scope: string, account: string) => {
      const [row] = await sql<{ id: string }[]>`
        insert into connections (account_scope_id, connector, base_url, external_account_id)
        values (${scope}, 'chatwoot', 'https://chat.example', ${account}) returning id`;
      return row!.id;
    };
    const [first, second] = [await connect(scopeId, "1"), await connect(scopeId, "2")];
    const foreign = await connect(other, "1");
    const compare = async (
      [scope, connection]: [string, string],
      hoursAgo: number,
      pct: number,
      missing: string[],
    ) => {
      await sql`
        insert into reconciliation_runs (account_scope_id, connection_id, at, streams, joins, total, missing,
          completeness_pct)
        values (${scope}, ${connection}, now() - make_interval(hours => ${hoursAgo}),
          ${sql.json({ contacts: stream(missing) } as never)}, '{}', ${
        10 + hoursAgo
      }, ${missing.length}, ${pct})`;
    };
    await compare([scopeId, first], 50, 90, ["1"]);
    await compare([scopeId, first], 2, 70, ["1", "2", "3"]);
    await compare([scopeId, first], 1, 80, ["2", "4"]);
    await compare([scopeId, second], 1, 100, []);
    await compare([other, foreign], 1, 10, ["x"]);

    const diffs = new Map(
      (await reconciliationDiffs(sql, scopeId, null)).map((diff) => [diff.connection_id, diff]),
    );
    deepEqual([...diffs.keys()].sort(), [first, second].sort());
    const { current, previous, streams, connection_id: _id, ...deltas } = diffs.get(first)!;
    deepEqual([current.completeness_pct, previous!.completeness_pct], [80, 70]);
    deepEqual(deltas, { completeness_delta: 10, total_delta: -1, missing_delta: -1 });
    deepEqual(streams, [{
      stream: "contacts",
      newly_missing: ["4"],
      no_longer_missing: ["1", "3"],
      newly_extra: [],
      no_longer_extra: [],
    }]);
    const alone = diffs.get(second)!;
    deepEqual([alone.previous, alone.missing_delta, alone.streams], [null, 0, []]);

    const daysAgo = new Date(Date.now() - 24 * 3_600_000);
    const since = (await reconciliationDiffs(sql, scopeId, daysAgo))
      .find((diff) => diff.connection_id === first)!;
    deepEqual([since.previous!.completeness_pct, since.completeness_delta], [90, -10]);

    const trend = (await completenessByDay(sql, scopeId, { days: 7, timeZone: "UTC" }))
      .filter((day) => day.connection_id === first);
    const days = [
      ...new Set(
        [50, 2, 1].map((hours) =>
          new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 10)
        ),
      ),
    ];
    deepEqual(trend.map(({ day }) => day), days);
    equal(trend.at(-1)!.completeness_pct, 80);
    equal(trend[0]!.completeness_pct, 90);
    deepEqual(await completenessByDay(sql, scopeId, { days: 0, timeZone: "UTC" }), []);
  } finally {
    await drop();
  }
});

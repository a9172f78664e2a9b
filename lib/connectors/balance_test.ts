import { deepEqual, equal } from "node:assert/strict";
import { balanceStream, LISTED_IDS, reconciliationOf } from "./balance.ts";
import { portfolioCompleteness } from "./reconciliation.ts";

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index));

const cases: [string, number, Parameters<typeof balanceStream>[1], [number, number]][] = [
  ["as many here as there", 10, { local: 10 }, [0, 0]],
  ["fewer here", 10, { local: 7 }, [3, 0]],
  ["more here", 10, { local: 12 }, [0, 2]],
  ["known extra rows do not make up for missing ones", 10, { local: 10, extraIds: ["a"] }, [1, 1]],
  ["extra ids within the surplus", 10, { local: 12, extraIds: ["a"] }, [0, 2]],
  ["nothing there, nothing here", 0, { local: 0 }, [0, 0]],
  ["nothing there, some here", 0, { local: 3, extraIds: ids(3) }, [0, 3]],
];
for (const [name, source, here, [missing, extra]] of cases) {
  Deno.test(`balance: ${name}`, () => {
    const balance = balanceStream(source, here);
    deepEqual([balance.missing, balance.extra], [missing, extra]);
  });
}

Deno.test("stale and doubled rows are passed on, long lists of ids are cut", () => {
  const balance = balanceStream(1000, {
    ...{ local: 500, stale: 4, duplicates: 2, missingIds: ids(900), extraIds: ids(300) },
  });
  deepEqual([balance.stale, balance.duplicates], [4, 2]);
  deepEqual(balance.missing_ids, ids(LISTED_IDS));
  deepEqual(balance.extra_ids, ids(LISTED_IDS));
  deepEqual([balance.missing, balance.extra], [800, 300]);
});

Deno.test("completeness is the share of the source's rows, rounded down", () => {
  const streams = { a: balanceStream(3, { local: 3 }), b: balanceStream(2997, { local: 2996 }) };
  const { total, missing, completenessPct } = reconciliationOf(streams, {});
  deepEqual([total, missing, completenessPct], [3000, 1, 99.96]);
});

Deno.test("an empty source is complete", () => {
  equal(reconciliationOf({ a: balanceStream(0, { local: 0 }) }, {}).completenessPct, 100);
});

Deno.test("a portfolio weighs its sources by their rows, an empty one by one row", () => {
  equal(portfolioCompleteness([]), null);
  equal(
    portfolioCompleteness([
      { total: 99, completeness_pct: 100 },
      { total: 0, completeness_pct: 0 },
    ]),
    99,
  );
});

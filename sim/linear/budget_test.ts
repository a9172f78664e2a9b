import assert from "node:assert/strict";
import { type Charge, createBudgets, documentedAllowances } from "./budget.ts";

const start = Date.parse("2026-03-02T09:00:00.000Z");
const HOUR = 3_600_000;

function budgets(allowances = documentedAllowances) {
  const clock = { at: start, now: () => clock.at };
  const all = createBudgets(clock, allowances);
  const charge = (change: Partial<Charge> = {}) =>
    all.charge({
      kind: "key",
      identifier: "u1",
      complexity: 10,
      rootFields: ["issues"],
      ...change,
    });
  return { clock, all, charge };
}

/** Two requests and 100 points an hour for everybody. */
const small = { requests: 2, complexity: 100 };
const tight = { key: small, oauth: small, none: small };

Deno.test("headers tell limit, rest and the full hour's reset in epoch milliseconds", () => {
  const { charge } = budgets();
  assert.deepEqual(charge({ complexity: 1281.2 }), {
    exceeded: false,
    headers: {
      "x-complexity": "1281.2",
      "x-ratelimit-requests-limit": "2500",
      "x-ratelimit-requests-remaining": "2499",
      "x-ratelimit-requests-reset": String(start + HOUR / 2500),
      "x-ratelimit-complexity-limit": "3000000",
      "x-ratelimit-complexity-remaining": "2998718",
      "x-ratelimit-complexity-reset": String(Math.ceil(start + 1281.2 * HOUR / 3_000_000)),
    },
  });
});

Deno.test("each kind of caller has its documented hour", () => {
  const { charge } = budgets();
  const limits = (kind: Charge["kind"]) => {
    const { headers } = charge({ kind, identifier: kind });
    return [headers["x-ratelimit-requests-limit"], headers["x-ratelimit-complexity-limit"]];
  };
  assert.deepEqual(limits("key"), ["2500", "3000000"]);
  assert.deepEqual(limits("oauth"), ["5000", "2000000"]);
  assert.deepEqual(limits("none"), ["600", "100000"]);
});

Deno.test("the bucket leaks evenly: the reset is when it is empty, and less waiting gives less", () => {
  const { clock, charge } = budgets(tight);
  charge();
  const second = charge();
  assert.equal(second.headers["x-ratelimit-requests-remaining"], "0");
  assert.equal(second.headers["x-ratelimit-requests-reset"], String(start + HOUR));
  assert.equal(charge().exceeded, true);
  clock.at += HOUR / 2 - 1;
  assert.equal(charge().exceeded, true);
  clock.at += 1;
  assert.equal(charge().exceeded, false);
  assert.equal(charge().exceeded, true);
  clock.at += HOUR;
  assert.equal(charge().headers["x-ratelimit-requests-remaining"], "1");
});

Deno.test("points have their own bucket, and what does not fit is not taken", () => {
  const { charge } = budgets({ ...tight, key: { requests: 50, complexity: 100 } });
  assert.equal(charge({ complexity: 90 }).exceeded, false);
  assert.equal(charge({ complexity: 20 }).exceeded, true);
  assert.equal(charge({ complexity: 10 }).exceeded, false);
});

Deno.test("users do not share a budget, a user's tokens do", () => {
  const { charge } = budgets(tight);
  charge();
  charge();
  assert.equal(charge({ identifier: "u2" }).exceeded, false);
  assert.equal(charge({ identifier: "u1" }).exceeded, true);
});

Deno.test("a search has a limit of its own, told by name", () => {
  const { clock, charge } = budgets();
  const search = { rootFields: ["searchIssues"] };
  const { headers } = charge(search);
  assert.equal(headers["x-ratelimit-endpoint-name"], "searchIssues");
  assert.equal(headers["x-ratelimit-endpoint-requests-limit"], "30");
  assert.equal(headers["x-ratelimit-endpoint-requests-remaining"], "29");
  assert.equal(headers["x-ratelimit-endpoint-requests-reset"], String(start + 2000));
  for (let i = 0; i < 29; i++) charge(search);
  assert.equal(charge(search).exceeded, true);
  assert.equal(charge().exceeded, false);
  clock.at += 60_000;
  assert.equal(charge(search).exceeded, false);
});

Deno.test("the status tells what the headers told", () => {
  const { all, charge } = budgets();
  charge();
  assert.deepEqual(all.status("key", "u1"), {
    identifier: "u1",
    kind: "key",
    limits: [
      {
        type: "requests",
        allowedAmount: 2500,
        remainingAmount: 2499,
        requestedAmount: 0,
        period: HOUR,
        reset: start + HOUR / 2500,
      },
      {
        type: "complexity",
        allowedAmount: 3_000_000,
        remainingAmount: 2_999_990,
        requestedAmount: 0,
        period: HOUR,
        reset: start + 12,
      },
    ],
  });
});

Deno.test("without allowances nothing is limited", () => {
  const { charge } = budgets(null);
  for (let i = 0; i < 5000; i++) charge({ complexity: 9000 });
  assert.deepEqual(charge(), { exceeded: false, headers: { "x-complexity": "10" } });
});

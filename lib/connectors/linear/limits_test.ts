import { equal } from "node:assert/strict";
import { limitReset, sparingWait } from "./limits.ts";

const NOW = Date.parse("2026-11-23T09:00:00.000Z");
const MINUTE = 60_000;

type Left = [kind: string, limit: number, remaining: number, resetIn?: number];

function headers(left: Left[], more: Record<string, string> = {}): Headers {
  const all = new Headers(more);
  for (const [kind, limit, remaining, resetIn] of left) {
    all.set(`x-ratelimit-${kind}-limit`, String(limit));
    all.set(`x-ratelimit-${kind}-remaining`, String(remaining));
    if (resetIn !== undefined) all.set(`x-ratelimit-${kind}-reset`, String(NOW + resetIn));
  }
  return all;
}

for (
  const [name, left, more, wait] of [
    [
      "requests are used up",
      [["requests", 2500, 0, 5 * MINUTE], ["complexity", 3e6, 9e5, MINUTE]],
      {
        ...{},
      },
      5 * MINUTE,
    ],
    [
      "points do not suffice",
      [["requests", 2500, 9, MINUTE], ["complexity", 3e6, 90, 7 * MINUTE]],
      {
        "x-complexity": "2500",
      },
      7 * MINUTE,
    ],
    [
      "an endpoint's own limit",
      [["requests", 2500, 9, 60 * MINUTE], [
        ...["endpoint-requests", 30, 0, 20_000] as const,
      ]],
      {},
      20_000,
    ],
    ["nothing seems used up", [["requests", 2500, 9, 3 * MINUTE]], {}, 3 * MINUTE],
    ["nothing is said", [], {}, MINUTE],
    ["Linear's clock is an hour ahead", [["requests", 2500, 0, 61 * MINUTE]], {
      date: new Date(NOW + 60 * MINUTE).toUTCString(),
    }, MINUTE],
    ["the reset is past", [["requests", 2500, 0, -MINUTE]], {}, 1000],
  ] as [string, Left[], Record<string, string>, number][]
) {
  Deno.test(`a limit is waited for until its reset: ${name}`, () => {
    equal(limitReset(headers(left, more), NOW) - NOW, wait);
  });
}

for (
  const [name, left, cost, wait] of [
    ["plenty is left", [["requests", 2500, 600], ["complexity", 3e6, 1e6]], "2500", 0],
    ["a fifth is left", [["requests", 2500, 500]], "0", 0],
    // 3,600,000 / 2,500 = 1,440 ms a request
    ["a tenth of the requests is left", [["requests", 2500, 250]], "0", 2880],
    ["nothing is left", [["requests", 2500, 0]], "0", 14_400],
    // 2,500 points of 3,000,000 an hour trickle in within 3 s
    ["a tenth of the points is left", [["complexity", 3e6, 3e5]], "2500", 6000],
    ["nothing is said", [], "2500", 0],
  ] as [string, Left[], string, number][]
) {
  Deno.test(`requests are spaced so that the hour's allowance lasts: ${name}`, () => {
    equal(sparingWait(headers(left, { "x-complexity": cost })), wait);
  });
}

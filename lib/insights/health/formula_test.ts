import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { healthOf, type HealthPressures, type OpenSignal, trustOf } from "./formula.ts";

const signal = (kind: string, severity: number, confidence: number, id = kind): OpenSignal => ({
  ...{ id, kind, severity, confidence },
});

const none: HealthPressures = { signals: [], overdue: 0, overdueIds: [] };

/** Points by factor, those that take nothing left out. */
function points(pressures: Partial<HealthPressures>): Record<string, number> {
  const { factors } = healthOf({ ...none, ...pressures });
  return Object.fromEntries(
    factors.filter((factor) => factor.points > 0).map(({ factor, points }) => [factor, points]),
  );
}

Deno.test("health computed by hand", () => {
  const cases: [Partial<HealthPressures>, score: number, points: Record<string, number>][] = [
    [{}, 100, {}],
    // 0.8 · 4 · .82 = 2.624
    [{ signals: [signal("delivery_risk", 4, 0.82)] }, 97.38, { signals: 2.62 }],
    // 0.8 · (4 · .82 + 3 · .74 + 2 · .7) = 0.8 · 6.9
    [
      {
        signals: [
          signal("delivery_risk", 4, 0.82),
          signal("commercial_pressure", 3, 0.74),
          signal("upsell_intent", 2, 0.7),
        ],
      },
      94.48,
      { signals: 5.52 },
    ],
    [{ overdue: 7 }, 86, { overdue: 14 }],
    [{ overdue: 15 }, 70, { overdue: 30 }],
    [{ overdue: 400 }, 70, { overdue: 30 }],
    // 0.8 · 4 · 1 = 3.2, and 2.5 · 4 beside it
    [{ signals: [signal("client_silent", 4, 1)] }, 86.8, { signals: 3.2, silence: 10 }],
    // severities 3 and 2: 7.5 and 5
    [
      { signals: [signal("client_silent", 3, 1), signal("slow_response", 2, 1)] },
      83.5,
      { signals: 4, silence: 7.5, response: 5 },
    ],
    // the two together take 20 at most
    [
      { signals: [signal("client_silent", 5, 0), signal("slow_response", 5, 0)] },
      80,
      { silence: 12.5, response: 7.5 },
    ],
    // of many slow conversations the worst counts
    [
      { signals: [signal("slow_response", 4, 0, "a"), signal("slow_response", 2, 0, "b")] },
      90,
      { response: 10 },
    ],
    // every limit reached
    [
      {
        signals: Array.from({ length: 30 }, (_, n) => signal("client_silent", 5, 1, String(n)))
          .concat(signal("slow_response", 5, 1)),
        overdue: 100,
      },
      10,
      { signals: 40, overdue: 30, silence: 12.5, response: 7.5 },
    ],
  ];
  for (const [pressures, score, taken] of cases) {
    equal(healthOf({ ...none, ...pressures }).score, score, JSON.stringify(pressures));
    deepEqual(points(pressures), taken);
  }
});

Deno.test("each factor names its rows, and at most 50 of them", () => {
  const ids = Array.from({ length: 70 }, (_, n) => `i${n}`);
  const { factors } = healthOf({
    signals: [signal("client_silent", 4, 0.9, "s1"), signal("scope_creep", 3, 0.72, "s2")],
    overdue: 70,
    overdueIds: ids,
  });
  deepEqual(factors.map(({ factor, rows, evidence }) => [factor, rows, evidence.length]), [
    ["signals", 2, 2],
    ["overdue", 70, 50],
    ["silence", 1, 1],
    ["response", 0, 0],
  ]);
  deepEqual(factors[2]!.evidence, [{ table: "signals", id: "s1" }]);
  deepEqual(factors[1]!.evidence[0], { table: "linear_issues", id: "i0" });
});

const signals = fc.array(
  fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom("client_silent", "slow_response", "delivery_risk", "scope_creep"),
    severity: fc.integer({ min: 1, max: 5 }),
    confidence: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  }),
  { maxLength: 40 },
);
const overdue = fc.nat({ max: 60 });

Deno.test("health lies within 0 and 100, and is 100 less its points", () => {
  fc.assert(fc.property(signals, overdue, (signals, overdue) => {
    const { score, factors } = healthOf({ signals, overdue, overdueIds: [] });
    ok(score >= 0 && score <= 100);
    const taken = factors.reduce((sum, { points }) => sum + points, 0);
    ok(Math.abs(score - Math.max(0, 100 - taken)) < 0.006);
    ok(factors.every(({ points, limit }) => points >= 0 && points <= limit));
  }));
});

Deno.test("no pressure can make health better", () => {
  fc.assert(fc.property(signals, overdue, fc.nat(), (signals, overdue, at) => {
    const score = (change: Partial<HealthPressures>) =>
      healthOf({ signals, overdue, overdueIds: [], ...change }).score;
    ok(score({ overdue: overdue + 1 }) <= score({}));
    ok(score({ signals: [...signals, signal("delivery_risk", 3, 0.5)] }) <= score({}));
    if (signals.length === 0) return;
    const graver = signals.map((one, index) =>
      index === at % signals.length ? { ...one, severity: Math.min(5, one.severity + 1) } : one
    );
    ok(score({ signals: graver }) <= score({}));
  }));
});

const source = {
  connection_id: "c",
  status: "ok",
  completeness_pct: 100,
  weight: 10,
  hours: 0.2,
  open_errors: 0,
};

Deno.test("trust computed by hand; technical failures are nothing of health", () => {
  const cases: [Parameters<typeof trustOf>, number][] = [
    [[[source], 0], 100],
    [[[], 0], 0],
    // weighted: (90·30 + 100·10) / 40 = 92.5
    [[[{ ...source, completeness_pct: 90, weight: 30 }, source], 0], 92.5],
    [[[{ ...source, completeness_pct: 20 }], 0], 60],
    [[[{ ...source, completeness_pct: null }], 0], 60],
    [[[{ ...source, status: "needs_attention" }], 0], 80],
    [[[{ ...source, open_errors: 3 }], 1], 89],
    [[[{ ...source, open_errors: 500 }], 9], 70],
    [[[{ ...source, hours: 1.9 }], 0], 100],
    [[[{ ...source, hours: 6.5 }, source], 0], 95],
    [[[{ ...source, hours: null }], 0], 70],
    [[[{ ...source, hours: 900, completeness_pct: 0, status: "needs_attention" }], 9], 0],
  ];
  for (const [args, score] of cases) equal(trustOf(...args).score, score, JSON.stringify(args));
});

Deno.test("trust lies within 0 and 100, and each failure lowers it or leaves it", () => {
  const sources = fc.array(
    fc.record({
      connection_id: fc.uuid(),
      status: fc.constantFrom("ok", "syncing", "needs_attention"),
      completeness_pct: fc.option(fc.integer({ min: 0, max: 100 })),
      weight: fc.integer({ min: 1, max: 1000 }),
      hours: fc.option(fc.integer({ min: 0, max: 500 })),
      open_errors: fc.nat({ max: 20 }),
    }),
    { maxLength: 5 },
  );
  fc.assert(fc.property(sources, fc.nat({ max: 8 }), (sources, jobs) => {
    const { score } = trustOf(sources, jobs);
    ok(score >= 0 && score <= 100);
    ok(trustOf(sources, jobs + 1).score <= score);
    const worse = sources.map((one) => ({ ...one, open_errors: one.open_errors + 1 }));
    ok(trustOf(worse, jobs).score <= score);
  }));
});

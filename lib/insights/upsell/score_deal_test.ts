import { equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { quarterOf, scoreDeal, scoreWords, type WeighedDeal } from "./score_deal.ts";

const quartiles = { q1: 10_000, q2: 20_000, q3: 40_000 };
const deal = (rest: Partial<WeighedDeal>): WeighedDeal => ({
  ...{ value: 15_000, quartiles, nextStep: false, daysAtStage: 20 },
  ...rest,
});

Deno.test("a deal's score is its quarter, with a next step, moved or standing still", () => {
  const cases: [Partial<WeighedDeal>, number][] = [
    [{ value: 10_000 }, 30],
    [{ value: 10_000.01 }, 45],
    [{ value: 20_001 }, 60],
    [{ value: 40_001 }, 75],
    [{ value: 0 }, 30],
    [{ value: null }, 45],
    [{ quartiles: null }, 45],
    [{ nextStep: true }, 55],
    [{ daysAtStage: 14 }, 55],
    [{ daysAtStage: 15 }, 45],
    [{ daysAtStage: 30 }, 45],
    [{ daysAtStage: 31 }, 30],
    [{ daysAtStage: null }, 45],
    [{ value: 90_000, nextStep: true, daysAtStage: 1 }, 95],
    [{ value: 1, daysAtStage: 400 }, 15],
  ];
  for (const [rest, score] of cases) equal(scoreDeal(deal(rest)), score, JSON.stringify(rest));
});

Deno.test("words score by how many messages say so and how near they are to a deal", () => {
  const cases: [messages: number, themes: string[], score: number][] = [
    [1, ["more"], 50],
    [2, ["more"], 60],
    [4, ["new_work"], 80],
    [9, ["new_work"], 80],
    [1, ["price", "more"], 70],
    [9, ["budget"], 100],
  ];
  for (const [messages, themes, score] of cases) equal(scoreWords(messages, themes), score);
});

Deno.test("whatever a deal is, its score is within bounds and grows with its value", () => {
  const amount = fc.nat({ max: 1_000_000 });
  fc.assert(fc.property(
    fc.tuple(amount, amount, amount),
    fc.tuple(amount, amount),
    fc.boolean(),
    fc.option(fc.nat({ max: 1000 })),
    (bounds, values, nextStep, daysAtStage) => {
      const [q1, q2, q3] = bounds.toSorted((a, b) => a - b) as [number, number, number];
      const [less, more] = values.toSorted((a, b) => a - b) as [number, number];
      const scores = [less, more].map((value) =>
        scoreDeal({ value, quartiles: { q1, q2, q3 }, nextStep, daysAtStage })
      );
      ok(scores[0]! <= scores[1]! && scores[0]! >= 0 && scores[1]! <= 100);
      ok(quarterOf({ value: less, quartiles: { q1, q2, q3 } })! <= 4);
    },
  ));
});

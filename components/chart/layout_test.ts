import { deepEqual, equal, match, throws } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { buildBarModel, buildTimeSeriesModel, type ChartInput } from "./layout.ts";

const t = createTranslator("en", "UTC");

function input(values: (number | null)[][], change: Partial<ChartInput> = {}): ChartInput {
  const count = values[0]?.length ?? 0;
  return {
    id: "sample",
    title: "Messages per day",
    unit: "messages",
    slots: Array.from({ length: count }, (_, index) => ({
      label: `Day ${index + 1}`,
      tick: `${index + 1}`,
      href: `/messages?day=${index + 1}`,
    })),
    series: values.map((series, index) => ({
      key: `s${index + 1}`,
      name: `Series ${index + 1}`,
      values: series,
    })),
    formatValue: (value) => `${value}!`,
    formatTick: (value) => `${value}`,
    ...change,
  };
}

Deno.test("a line runs from edge to edge, zero at the bottom and the top tick at the top", () => {
  const model = buildTimeSeriesModel(input([[0, 50, 100]]), t);
  equal(model.series[0]?.line, "M0,100L50,50L100,0");
  deepEqual(model.series[0]?.points, [100, 50, 0]);
  deepEqual(model.slots.map(({ x }) => x), [0, 50, 100]);
  deepEqual(model.yTicks.at(0), { position: 100, label: "0", minor: false });
  deepEqual(model.yTicks.at(-1), { position: 0, label: "100", minor: false });
});

Deno.test("a line breaks where nothing was measured", () => {
  const model = buildTimeSeriesModel(input([[0, null, 100, 100]]), t);
  match(model.series[0]?.line ?? "", /^M0,100Z?M66\.67,0L100,0$/);
  deepEqual(model.series[0]?.points, [100, null, 0, 0]);
  deepEqual(model.slots.map(({ values }) => values[0]), ["0!", "no data", "100!", "100!"]);
});

Deno.test("a single slot lies in the middle", () => {
  const model = buildTimeSeriesModel(input([[5]]), t);
  deepEqual(model.slots.map(({ x }) => x), [50]);
  equal(model.empty, null);
});

Deno.test("names stand at the lines' ends, apart from each other and within the plot", () => {
  const model = buildTimeSeriesModel(input([[0, 1], [9, 1], [9, 0], [null, null]]), t);
  const labels = model.series.map(({ labelY }) => labelY);
  equal(labels[3], null);
  const placed = labels.filter((label) => label !== null).toSorted((a, b) => a - b);
  const gap = 15 / 176 * 100;
  placed.forEach((label, index) => {
    if (index > 0) equal(label - (placed[index - 1] ?? 0) >= gap - 0.02, true, String(placed));
    equal(label >= 0 && label <= 100, true);
  });
});

Deno.test("grouped bars stand beside each other within their slot, on the baseline", () => {
  const model = buildBarModel(input([[10, 0], [5, null]]), t);
  const [first, second] = model.series;
  deepEqual(first?.bars.map(({ slot, y, height }) => [slot, y, height]), [[0, 0, 100]]);
  deepEqual(second?.bars.map(({ slot, y, height }) => [slot, y, height]), [[0, 50, 50]]);
  const [left, right] = [first?.bars[0], second?.bars[0]];
  equal((left?.x ?? 0) + (left?.width ?? 0) <= (right?.x ?? 0) + 0.02, true);
  deepEqual(second?.points, [50, null]);
  deepEqual([first?.line, first?.labelY], [null, null]);
});

Deno.test("stacked bars stand on each other and the scale fits their sum", () => {
  const model = buildBarModel({ ...input([[6], [4]]), stacked: true }, t);
  const [lower, upper] = model.series.map(({ bars }) => bars[0]);
  deepEqual([lower?.y, lower?.height], [40, 60]);
  deepEqual([upper?.y, upper?.height], [0, 40]);
  deepEqual([lower?.x, lower?.width], [upper?.x, upper?.width]);
});

Deno.test("bars below zero hang from the baseline", () => {
  const model = buildBarModel(input([[10, -10]]), t);
  deepEqual(model.series[0]?.bars.map(({ y, height }) => [y, height]), [[0, 50], [50, 50]]);
});

Deno.test("slots keep label, rows and formatted values for cursor and table", () => {
  const model = buildBarModel(input([[1], [2]]), t);
  const [slot] = model.slots;
  deepEqual([slot?.label, slot?.href, slot?.values], ["Day 1", "/messages?day=1", ["1!", "2!"]]);
  const plain = buildBarModel(input([[1]], { slots: [{ label: "A", tick: "a" }] }), t);
  equal(plain.slots[0]?.href, null);
});

Deno.test("the summary says span, extremes and last value of each series", () => {
  const model = buildTimeSeriesModel(input([[3, 9, 4], [null, null, null]]), t);
  equal(
    model.summary,
    "Messages per day, Day 1 to Day 3. Series 1: from 3! to 9!, last 4!. Series 2: no data",
  );
});

Deno.test("a chart without any value says so; one of zeros does not", () => {
  equal(buildTimeSeriesModel(input([[null, null]]), t).empty, "Nothing in this period");
  const zeros = buildTimeSeriesModel(input([[0, 0]]), t);
  equal(zeros.empty, null);
  deepEqual(zeros.series[0]?.points, [100, 100]);
});

Deno.test("series take palette colours in order unless one is given", () => {
  const model = buildTimeSeriesModel(
    input([[1]], {
      series: [
        { key: "a", name: "A", values: [1] },
        { key: "b", name: "B", values: [1], color: 5 },
        { key: "c", name: "C", values: [1] },
      ],
    }),
    t,
  );
  deepEqual(model.series.map(({ color }) => color), [1, 5, 3]);
});

Deno.test("a model survives JSON, which is how it reaches the browser", () => {
  const model = buildTimeSeriesModel(input([[1, null, 3], [2, 2, 2]]), t);
  deepEqual(JSON.parse(JSON.stringify(model)), model);
});

Deno.test("a chart of nothing says so", () => {
  for (const build of [buildTimeSeriesModel, buildBarModel]) {
    const model = build(input([[]]), t);
    equal(model.empty, t("chart.empty"));
    deepEqual([model.slots, model.xTicks, model.series[0]?.points], [[], [], []]);
  }
});

Deno.test("input that cannot be drawn is refused by name", () => {
  const six = Array.from({ length: 6 }, () => [1]);
  throws(() => buildTimeSeriesModel(input(six), t), /1 to 5 series, not 6/);
  throws(() => buildTimeSeriesModel(input([]), t), /not 0/);
  throws(() => buildTimeSeriesModel(input([[1, 2], [1]]), t), /"s2" has 1 values for 2 slots/);
  throws(() => buildTimeSeriesModel(input([[Number.NaN]]), t), /"s1".*finite/);
  throws(() => buildTimeSeriesModel(input([[1]], { height: 0 }), t), /height/);
  throws(() => buildBarModel({ ...input([[-1]]), stacked: true }, t), /negative/);
});

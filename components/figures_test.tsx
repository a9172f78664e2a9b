import { deepEqual, equal, ok } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { Chart } from "./chart/Chart.tsx";
import { buildBarModel } from "./chart/layout.ts";
import { Table } from "./Table.tsx";
import { one, show } from "./testing/document.ts";
import { sampleChart } from "./testing/samples.ts";
import { Tile, type TileModel } from "./Tile.tsx";

const t = createTranslator("en", "UTC");

const tile: TileModel = {
  key: "messages",
  label: "Messages",
  value: "2,503",
  change: { text: "+12%", direction: "up", tone: "good", description: "+12% vs previous period" },
  trend: [1, 2, 3],
  asOf: "as of 12:04",
  href: "/messages?days=7",
  gap: null,
};

Deno.test("a whole tile opens the rows of its figure", () => {
  const link = one(show(<Tile tile={tile} />), "a");
  equal(link.getAttribute("href"), "/messages?days=7");
  for (const text of ["Messages", "2,503", "as of 12:04"]) ok(link.textContent?.includes(text));
});

Deno.test("a tile's change is said as a sentence and shown as a figure", () => {
  const change = one(show(<Tile tile={tile} />), ".tile-change");
  equal(one(change, ".visually-hidden").textContent, "+12% vs previous period");
  equal(one(change, "span[aria-hidden]").textContent, "+12%");
  ok(change.classList.contains("tile-change-good"));
});

Deno.test("a flat change has no arrow", () => {
  const flat = { ...tile, change: { ...tile.change!, direction: "flat" as const } };
  equal(show(<Tile tile={flat} />).querySelectorAll(".tile-change svg").length, 0);
});

Deno.test("a tile without data says what is missing and links to the fix, and shows no figure", () => {
  const gap = { text: "No source", actionLabel: "Connect", actionHref: "/connectors" };
  const page = show(<Tile tile={{ ...tile, value: null, gap }} />);
  equal(page.querySelectorAll(".tile-value, .sparkline").length, 0);
  equal(one(page, "a").getAttribute("href"), "/connectors");
  ok(page.body.textContent?.includes("No source"));
});

interface Row {
  id: string;
  name: string;
  count: number;
}

const rows: Row[] = [{ id: "1", name: "Acme", count: 3 }, {
  id: "2",
  name: "<b>Kit</b>",
  count: 4,
}];
const columns = [
  {
    key: "name",
    header: "Name",
    cell: (row: Row) => row.name,
    sort: { href: "?sort=name", direction: null },
  },
  {
    key: "count",
    header: "Count",
    numeric: true,
    cell: (row: Row) => row.count,
    sort: { href: "?sort=count", direction: "descending" as const },
  },
];

Deno.test("a table has a caption, headed columns and escaped cells", () => {
  const page = show(
    <Table caption="Projects" columns={columns} rows={rows} rowKey={({ id }) => id} />,
  );
  equal(one(page, "caption").textContent, "Projects");
  deepEqual([...page.querySelectorAll("th")].map((head) => head.getAttribute("scope")), [
    "col",
    "col",
  ]);
  deepEqual([...page.querySelectorAll("td")].map((cell) => cell.textContent), [
    "Acme",
    "3",
    "<b>Kit</b>",
    "4",
  ]);
});

Deno.test("sorting is a link, and the sorted column says which way", () => {
  const page = show(
    <Table caption="Projects" columns={columns} rows={rows} rowKey={({ id }) => id} />,
  );
  deepEqual([...page.querySelectorAll("th")].map((head) => head.getAttribute("aria-sort")), [
    "none",
    "descending",
  ]);
  deepEqual([...page.querySelectorAll("th a")].map((link) => link.getAttribute("href")), [
    "?sort=name",
    "?sort=count",
  ]);
});

Deno.test("a row's first cell links to the row", () => {
  const page = show(
    <Table
      caption="Projects"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/projects/${id}`}
    />,
  );
  deepEqual([...page.querySelectorAll("td a")].map((link) => link.getAttribute("href")), [
    "/projects/1",
    "/projects/2",
  ]);
});

Deno.test("an empty table shows what stands for it", () => {
  const page = show(
    <Table caption="P" columns={columns} rows={[]} rowKey={({ id }) => id} empty={<p>None</p>} />,
  );
  equal(page.querySelectorAll("table").length, 0);
  equal(one(page, "p").textContent, "None");
});

Deno.test("a chart is an image with its summary, and its data a table, newest first", () => {
  const page = show(<Chart model={sampleChart(5)} />);
  const summary = one(page, '[role="img"]').getAttribute("aria-label") ?? "";
  ok(summary.includes("In: from 2 msg to 8 msg, last 5 msg"), summary);
  deepEqual([...page.querySelectorAll("tbody tr")].map((row) => row.textContent), [
    "Day 55 msg",
    "Day 42 msg",
    "Day 36 msg",
    "Day 28 msg",
    "Day 14 msg",
  ]);
  equal(page.querySelectorAll("tbody a").length, 5);
});

Deno.test("nothing a chart draws needs an inline style, which the content policy forbids", () => {
  equal(show(<Chart model={sampleChart(5)} />).querySelectorAll("[style]").length, 0);
});

Deno.test("a legend appears from two series on", () => {
  const series = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      key: `${index}`,
      name: `S${index}`,
      values: [1],
    }));
  const legend = (count: number) =>
    show(
      <Chart
        model={buildBarModel({
          id: "c",
          title: "C",
          unit: "u",
          slots: [{ label: "A", tick: "a" }],
          series: series(count),
          formatValue: String,
        }, t)}
      />,
    ).querySelectorAll(".chart-legend li").length;
  deepEqual([legend(1), legend(3)], [0, 3]);
});

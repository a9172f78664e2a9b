import { deepEqual, equal, ok } from "node:assert/strict";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { jsonSchemaOf, type Operation } from "@/lib/api/mod.ts";
import type { Overview, Trends } from "@/lib/portfolio/mod.ts";
import * as contract from "@/routes/api/v1/(_contract)/portfolio.ts";

/** An answer, as far as figures are compared by it. */
export interface FigureAnswer {
  status: number;
  text: string;
  json<T>(): T;
}

/** Somebody who reads the API and opens pages, by path. */
export interface FigureReader {
  api(path: string): Promise<FigureAnswer>;
  open(path: string): Promise<FigureAnswer>;
}

const validators = new Map<string, ValidateFunction>();

/** The check of an operation's reply, made once. */
function validatorOf({ name, reply }: Operation): ValidateFunction {
  let validate = validators.get(name);
  if (validate === undefined) {
    const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
    (formats as unknown as (ajv: Ajv2020) => void)(ajv);
    validate = ajv.compile(jsonSchemaOf(reply, "output"));
    validators.set(name, validate);
  }
  return validate;
}

/** Compares a reply with what the API's document says of it. */
export function promised(operation: Operation, answer: FigureAnswer): void {
  equal(answer.status, operation.status ?? 200, answer.text.slice(0, 500));
  const { ok: _, request_id: __, ...body } = answer.json<Record<string, unknown>>();
  const validate = validatorOf(operation);
  ok(validate(body), `${JSON.stringify(validate.errors)} ${answer.text.slice(0, 500)}`);
}

/** All rows that something leads to. */
export interface Rows {
  rows: { id: string; value: number | null }[];
  total: { count: number; sum: number | null; mean: number | null };
  next: string | null;
}

/** The rows a tile or a mark leads to, all pages of them, by its address on the site. */
export async function rowsAt(reader: FigureReader, href: string): Promise<Rows> {
  const url = new URL(href, "http://this.site");
  const project = url.searchParams.get("project");
  if (project !== null) url.searchParams.set("projects", project);
  url.searchParams.set("limit", "200");
  let next: string | null = `/api/v1/portfolio${url.pathname}${url.search}`;
  let all: Rows | undefined;
  while (next !== null) {
    const answer: FigureAnswer = await reader.api(next);
    promised(contract.listRows, answer);
    const page: Rows = answer.json<Rows>();
    all = { ...page, rows: [...all?.rows ?? [], ...page.rows] };
    next = page.next;
  }
  equal(new Set(all!.rows.map(({ id }) => id)).size, all!.rows.length, `${href} repeats rows`);
  equal(all!.rows.length, all!.total.count, href);
  return all!;
}

/** The number of rows that a list's page shows. */
async function countAt(reader: FigureReader, href: string, testId = "row-total"): Promise<number> {
  const page = await reader.open(href);
  equal(page.status, 200, href);
  const [, text] = new RegExp(`data-testid="${testId}">\\s*([\\d,]+)`).exec(page.text) ?? [];
  return Number(text?.replaceAll(",", ""));
}

interface Tile {
  key: string;
  value: string | null;
  href: string;
}

const numberIn = (text: string | null) => Number(text?.replace(/[^\d.-]/g, ""));
const near = (left: number, right: number) => Math.abs(left - right) < 1e-6;

/** Opens what every tile leads to, and compares. */
export async function compareTiles(
  reader: FigureReader,
  overview: Overview,
  query: string,
): Promise<void> {
  const { tiles } = (await reader.api(`/api/v1/portfolio/tiles?${query}`)).json<
    { tiles: Tile[] }
  >();
  for (const { key, value, href } of tiles) {
    const told = numberIn(value);
    switch (key) {
      case "messages":
        equal(await countAt(reader, href), told, key);
        break;
      case "open-risks":
        equal(await countAt(reader, href, "risk-total"), told, key);
        break;
      case "expected-revenue":
        equal((await rowsAt(reader, href)).total.sum ?? 0, overview.expected_revenue.value, key);
        equal(told, Math.round(overview.expected_revenue.value!), key);
        break;
      case "health":
      case "client-value": {
        const { mean } = (await rowsAt(reader, href)).total;
        const figure = key === "health" ? overview.health : overview.client_value;
        ok(near(mean!, figure.value!), key);
        equal(told, Math.round(mean!), key);
        break;
      }
      case "completeness":
        equal((await rowsAt(reader, href)).rows.length, overview.sources.length, key);
        break;
      default:
        equal((await rowsAt(reader, href)).total.count, told, key);
        equal(await countAt(reader, href), told, key);
    }
  }
}

interface Slot {
  label: string;
  href: string | null;
  values: string[];
}

/** Opens what every mark of a chart leads to, and compares with the numbers it is drawn from. */
async function compareChart(
  reader: FigureReader,
  name: string,
  wanted: (slot: number, rows: Rows) => [told: unknown, counted: unknown],
): Promise<number> {
  const answer = await reader.api(`/api/v1/portfolio/charts/${name}`);
  promised(contract.readChart, answer);
  const { slots } = answer.json<{ model: { slots: Slot[] } }>().model;
  for (const [index, { href, label, values }] of slots.entries()) {
    if (href === null) {
      deepEqual(values.filter((value) => /\d/.test(value)), [], `${name}, ${label}`);
      continue;
    }
    const [told, counted] = wanted(index, await rowsAt(reader, href));
    deepEqual(told, counted, `${name}, ${label}`);
    if (index % 13 === 0) {
      equal(await countAt(reader, href), (await rowsAt(reader, href)).total.count, href);
    }
  }
  return slots.length;
}

const rounded = (value: number | null) => value === null ? null : Math.round(value * 1e6) / 1e6;

/** Opens what every mark of every chart of rows leads to. Returns how many marks, by chart. */
export async function compareCharts(
  reader: FigureReader,
  overview: Overview,
  trends: Trends,
): Promise<Record<string, number>> {
  const { weeks, months, health_days, completeness_days } = trends;
  const counted: Record<string, number> = {};
  const compare = async (name: string, wanted: Parameters<typeof compareChart>[2]) => {
    counted[name] = await compareChart(reader, name, wanted);
  };
  await compare("health", (at, { rows, total }) => [
    [rounded(health_days[at]!.mean), health_days[at]!.lowest],
    [rounded(total.mean), rows.length === 0 ? null : Math.min(...rows.map((row) => row.value!))],
  ]);
  await compare("risks", (at, { total }) => [
    [weeks[at]!.risks, rounded(weeks[at]!.severity)],
    [total.count, rounded(total.mean)],
  ]);
  await compare("overdue", (at, { total }) => [weeks[at]!.overdue, total.count]);
  await compare("completed", (at, { total }) => [weeks[at]!.completed, total.count]);
  await compare("agreements", (at, { total }) => [weeks[at]!.agreements, total.count]);
  await compare("money", (at, { rows }) => [
    [months[at]!.costs, months[at]!.pipeline],
    [-1, 1].map((sign) => rows.reduce((sum, { value }) => sum + Math.max(0, sign * value!), 0)),
  ]);
  await compare("completeness", (at, { rows, total }) => [
    completeness_days[at]!.missing,
    rows.length === 0 ? null : total.sum,
  ]);
  const best = overview.clients.map((client) => client.upsell_score).filter((score) =>
    score !== null
  )
    .toSorted((left, right) => right - left);
  await compare("upsell", (at, { rows }) => [
    best[at],
    Math.max(...rows.map(({ value }) => value!)),
  ]);
  return counted;
}

/** What the dashboard shows, as numbers. */
export async function numbers(reader: FigureReader, query = "") {
  const overview = await reader.api(`/api/v1/portfolio/overview?${query}`);
  promised(contract.readOverview, overview);
  const trends = await reader.api(`/api/v1/portfolio/trends?${query}`);
  promised(contract.readTrends, trends);
  return {
    overview: overview.json<{ overview: Overview }>().overview,
    trends: trends.json<{ trends: Trends }>().trends,
  };
}

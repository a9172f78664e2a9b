/**
 * Runs benches, each as a process of its own, and prints their figures: `deno task bench [name…]
 * [--feed FILE]`. Ends with 1 when a figure misses its bound or a bench fails.
 */
import { parseArgs } from "node:util";
import { ensureBuild } from "../ops/build_output.ts";
import { memoryFlag } from "../ops/permissions.ts";
import { linesOf } from "../ops/services/summary.ts";
import { type Figure, parseFigure, table } from "./support/figure.ts";

/** One run of a bench: its arguments, and flags for the runtime. */
interface Run {
  args: string[];
  flags?: string[];
}

/** Each bench's runs. What a process of the product would do has that process's flags. */
const BENCHES: Record<string, Run[]> = {
  start: [{ args: [] }],
  sync: [
    { args: ["--store", "embedded"], flags: [memoryFlag("embedded", "web")] },
    { args: ["--store", "postgres"], flags: [memoryFlag("served", "worker")] },
  ],
  linear: [{ args: [] }],
  attio: [{ args: [] }],
  events: [{ args: [] }],
  search: [{ args: [] }],
  portfolio: [{ args: [] }],
  memory: [{ args: ["--mode", "embedded"] }, { args: ["--mode", "served"] }],
  page_weight: [{ args: [] }],
  render: [{ args: [] }],
};

const root = decodeURIComponent(new URL("..", import.meta.url).pathname);

/** Runs one bench, passing on what it prints. Null: it failed. */
async function run(name: string, { args, flags = [] }: Run): Promise<Figure[] | null> {
  console.error(`> ${[name, ...args].join(" ")}`);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...flags, `${root}bench/${name}.ts`, ...args],
    cwd: root,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const figures: Figure[] = [];
  for await (const line of linesOf(child.stdout, (chunk) => Deno.stdout.write(chunk))) {
    const figure = parseFigure(line);
    if (figure !== null) figures.push(figure);
  }
  return (await child.status).success ? figures : null;
}

const { values, positionals } = parseArgs({
  options: { feed: { type: "string" } },
  allowPositionals: true,
});
const names = Object.keys(BENCHES);
const unknown = positionals.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(", ")}. There are: ${names.join(", ")}`);
  Deno.exit(2);
}
await ensureBuild(root);
const args = values.feed === undefined ? [] : ["--feed", values.feed];
const failed: string[] = [];
const figures: Figure[] = [];
for (const name of positionals.length > 0 ? positionals : names) {
  for (const own of BENCHES[name]!) {
    const result = await run(name, { ...own, args: [...own.args, ...args] });
    if (result === null) failed.push(name);
    else figures.push(...result);
  }
}
console.log(`\n${table(figures)}`);
for (const name of failed) console.error(`The bench ${name} failed.`);
Deno.exit(failed.length > 0 || figures.some((figure) => !figure.ok) ? 1 : 0);

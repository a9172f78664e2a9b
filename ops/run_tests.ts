/**
 * Runs every test. Finds, starts or installs PostgreSQL, Redis and Chromium first; where one cannot
 * be had, says so and skips what needs it, or fails when CI=true. Arguments are passed to
 * `deno test` (paths, --filter); without any, two processes share the files when there are two cores. Types are checked by `deno task check`. Ends with the line
 * `N passed, N failed[, N skipped]`.
 */
import { provideChromium } from "./services/chromium.ts";
import { providePostgres } from "./services/postgres.ts";
import type { Provisioned } from "./services/provision.ts";
import { provideRedis } from "./services/redis.ts";
import {
  addSummary,
  emptySummary,
  linesOf,
  type Summary,
  tellsOfHanging,
} from "./services/summary.ts";
import { makeTemplates } from "./services/templates.ts";

const ci = Deno.env.get("CI") === "true";

/** Processes that share the files of a whole run, and parts that each takes in turn. */
const PROCESSES = navigator.hardwareConcurrency > 1 ? 2 : 1;
const PARTS = 10;

/** Reports one service; true when the run cannot go on without it. */
function report(name: string, service: Provisioned): boolean {
  if (service.available) {
    console.log(`${name}: ${service.how} (${service.address})`);
    return false;
  }
  console.log(`${name}: not available: ${service.reason}`);
  console.log(ci ? "  CI=true: this fails the run" : `  tests that need ${name} are skipped`);
  return ci;
}

async function build(): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), { args: ["task", "build"] }).spawn()
    .status;
  return success;
}

/** Runs `deno test` to its end; its lines are printed, each after `mark`. */
async function runTests(
  args: string[],
  env: Record<string, string>,
  mark: string,
): Promise<Summary> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", ...args],
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
    // a process group of its own, to end with everything its tests started
    detached: true,
  }).spawn();
  const end = () => Deno.kill(-child.pid, "SIGKILL");
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, end);
  const summary = emptySummary();
  for await (const line of linesOf(child.stdout)) {
    console.log(mark + line);
    addSummary(summary, line);
    if (tellsOfHanging(line)) {
      console.log(`${mark}This test does not end; the run is given up.`);
      end();
    }
  }
  const { success } = await child.status;
  if (!success || summary.passed === 0) summary.failed = Math.max(1, summary.failed);
  return summary;
}

/** Runs all files in parts, as many at a time as there are processes. */
async function runParts(env: Record<string, string>): Promise<Summary[]> {
  const summaries: Summary[] = [];
  let next = 1;
  const work = async () => {
    while (next <= PARTS) {
      const part = next++;
      summaries.push(await runTests([`--shard=${part}/${PARTS}`], env, `${part}| `));
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, work));
  return summaries;
}

async function main(): Promise<number> {
  const services: Record<string, [string, Provisioned]> = {
    TEST_DATABASE_URL: ["PostgreSQL", await providePostgres()],
    TEST_REDIS_URL: ["Redis", await provideRedis()],
    CHROMIUM_PATH: ["Chromium", await provideChromium()],
  };
  const env: Record<string, string> = { NO_COLOR: "1" };
  let missing = false;
  for (const [variable, [name, service]] of Object.entries(services)) {
    missing = report(name, service) || missing;
    env[variable] = service.available ? service.address : "";
  }
  let removeTemplates = () => Promise.resolve();
  try {
    if (missing) return console.log("0 passed, 1 failed"), 1;
    if (!await build()) return console.log("0 passed, 1 failed"), 1;
    const templates = await makeTemplates(env.TEST_DATABASE_URL || null);
    removeTemplates = templates.remove;
    env.TEST_DATABASE_TEMPLATE = templates.database;
    env.TEST_CLUSTER_TEMPLATE = templates.cluster;
    const summaries = Deno.args.length > 0 || PROCESSES === 1
      ? [await runTests(Deno.args, env, "")]
      : await runParts(env);
    const total = (count: (summary: Summary) => number) =>
      summaries.reduce((sum, summary) => sum + count(summary), 0);
    const failed = total((summary) => summary.failed);
    const skipped = total((summary) => summary.skipped);
    const note = skipped === 0 ? "" : `, ${skipped} skipped`;
    console.log(`${total((summary) => summary.passed)} passed, ${failed} failed${note}`);
    return failed === 0 ? 0 : 1;
  } finally {
    await removeTemplates();
    for (const [, service] of Object.values(services)) {
      if (service.available) await service.stop();
    }
  }
}

Deno.exit(await main());

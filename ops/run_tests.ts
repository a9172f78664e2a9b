/**
 * Runs every test. Finds, starts or installs PostgreSQL, Redis and Chromium first; where one cannot
 * be had, says so and skips what needs it, or fails when CI=true. Arguments are passed to
 * `deno test` (paths, --filter). Ends with the line `N passed, N failed[, N skipped]`.
 */
import { provideChromium } from "./services/chromium.ts";
import { providePostgres } from "./services/postgres.ts";
import type { Provisioned } from "./services/provision.ts";
import { provideRedis } from "./services/redis.ts";
import { addSummary, emptySummary, linesOf, tellsOfHanging } from "./services/summary.ts";

const ci = Deno.env.get("CI") === "true";

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
  try {
    if (missing) return console.log("0 passed, 1 failed"), 1;
    if (!await build()) return console.log("0 passed, 1 failed"), 1;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", ...Deno.args],
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
    const echo = (chunk: Uint8Array) => Deno.stdout.write(chunk);
    for await (const line of linesOf(child.stdout, echo)) {
      addSummary(summary, line);
      if (tellsOfHanging(line)) {
        console.log("\nThis test does not end; the run is given up.");
        end();
      }
    }
    const { success } = await child.status;
    const failed = success ? summary.failed : Math.max(1, summary.failed);
    const skipped = summary.skipped === 0 ? "" : `, ${summary.skipped} skipped`;
    console.log(`${summary.passed} passed, ${failed} failed${skipped}`);
    return success && summary.passed > 0 ? 0 : 1;
  } finally {
    for (const [, service] of Object.values(services)) {
      if (service.available) await service.stop();
    }
  }
}

Deno.exit(await main());

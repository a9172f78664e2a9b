/**
 * How fast the dashboard is answered on a warm cache, beside rendering the same tree and nothing
 * else: `deno run -A bench/render.ts`. Served mode, all middleware, many sessions.
 */
import { loadConfig } from "@/lib/platform/mod.ts";
import { openServices } from "@/lib/services.ts";
import { freePort } from "../ops/services/free_port.ts";
import { waitUntil } from "../ops/services/process.ts";
import { stopChild } from "../ops/services/provision.ts";
import { startWorld } from "../tests/e2e/world.ts";
import { signIn } from "../tests/support/person.ts";
import { LOGIN, PASSWORD } from "../tests/support/product.ts";
import { dashboardOf, requireSame } from "./render/dashboard.ts";
import { insertSessions } from "./render/sessions.ts";
import { load, requireWrk } from "./render/wrk.ts";
import { cpuSeconds } from "./support/cpu.ts";
import { report } from "./support/figure.ts";
import { waitForSync } from "./support/wait_for_sync.ts";

/** Percent of the floor's rate. */
const BOUND = 50;

/** Each may ask 200 times a minute. */
const SESSIONS = 2000;

/** Rounds of floor and product in turn, and seconds of each. */
const ROUNDS = 3;
const SECONDS = 8;

const root = decodeURIComponent(new URL("..", import.meta.url).pathname);
const running: Deno.ChildProcess[] = [];

/** A process under load. */
interface Subject {
  url: string;
  pid: number;
  /** Answers a second and milliseconds of processor time an answer, by round. */
  rates: number[];
  costs: number[];
}

/** Starts a process without output; resolves when it answers. */
async function start(
  args: string[],
  env: Record<string, string>,
  port: number,
  path: string,
): Promise<Subject> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...args],
    cwd: root,
    env,
    stdin: "null",
    stdout: "null",
  }).spawn();
  running.push(child);
  const url = `http://127.0.0.1:${port}/`;
  const answers = () => fetch(url + path).then((reply) => reply.text()).then(() => true);
  if (!await waitUntil(() => answers().catch(() => false), 30_000)) {
    throw new Error(`${args[0]} did not start`);
  }
  return { url, pid: child.pid, rates: [], costs: [] };
}

async function measure(wrk: string, { url, pid, rates, costs }: Subject, cookies: string) {
  const before = cpuSeconds(pid);
  const { answers, rate } = await load(wrk, url, SECONDS, cookies);
  costs.push(1000 * (cpuSeconds(pid) - before) / answers);
  rates.push(rate);
}

/** The middle of the rounds, without the first, which warms up. */
function median([, ...values]: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const wrk = await requireWrk();
const world = await startWorld("served");
const folder = await Deno.makeTempDir({ prefix: "control-tower-bench-" });
const [cookieFile, pageFile] = [`${folder}/cookies`, `${folder}/page.json`];
try {
  await waitForSync(await signIn(world.product.url));
  const env = { ...world.env, AUTH_CREDENTIALS: `${LOGIN}:${PASSWORD}` };
  const services = await openServices(loadConfig({ ...env, LOG_LEVEL: "error" }));
  const cookies = await insertSessions(services.sql, services.defaultScopeId, SESSIONS);
  const page = await dashboardOf(services, cookies[0]!.slice(-43));
  await services.close();
  await Deno.writeTextFile(cookieFile, cookies.join("\n"));
  await Deno.writeTextFile(pageFile, JSON.stringify(page));

  const [floorPort, port] = [freePort(), freePort()];
  const floor = await start(
    ["bench/render/floor.tsx", String(floorPort), pageFile],
    {},
    floorPort,
    "",
  );
  const product = await start(
    ["ops/launch.ts", "web"],
    { ...env, PORT: String(port) },
    port,
    "ready",
  );
  await requireSame(product.url, floor.url, cookies[0]!);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const subject of [floor, product]) await measure(wrk, subject, cookieFile);
  }
  report("render", "floor", median(floor.rates), "/s");
  report("render", "dashboard", median(product.rates), "/s");
  report("render", "processor time of the floor", median(floor.costs), "ms");
  report("render", "processor time of the dashboard", median(product.costs), "ms");
  const share = 100 * median(product.rates) / median(floor.rates);
  report("render", "dashboard of the floor", share, "%", { least: BOUND });
} finally {
  for (const child of running) await stopChild(child);
  await world.close();
  await Deno.remove(folder, { recursive: true });
}

/**
 * The time from a clean clone to a filled dashboard, and from a second start to the first page:
 * `deno run -A bench/start.ts [--feed FILE]`. What is committed is measured, in a folder of its own.
 */
import { linesOf } from "../ops/services/summary.ts";
import { freePort } from "../ops/services/free_port.ts";
import { run, waitUntil } from "../ops/services/process.ts";
import { stopChild } from "../ops/services/provision.ts";
import { startStandIn } from "../ops/demo/stand_in.ts";
import { type Person, signIn } from "../tests/support/person.ts";
import { LOGIN, PASSWORD } from "../tests/support/product.ts";
import { feedFile } from "./support/feed.ts";
import { report } from "./support/figure.ts";
import { waitForSync } from "./support/wait_for_sync.ts";

/** Seconds from a clone to a filled dashboard, without downloads; and to a page at a second start. */
const BOUNDS = { fromClone: 90, again: 3 };

const root = decodeURIComponent(new URL("..", import.meta.url).pathname);
const feed = feedFile();
const folder = await Deno.makeTempDir({ prefix: "control-tower-clone-" });

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const began = performance.now();
  const result = await work();
  return [(performance.now() - began) / 1000, result];
}

async function required(program: string, ...args: string[]): Promise<void> {
  const { ok, stderr } = await run(program, ...args);
  if (!ok) throw new Error(`${program} ${args[0]} failed: ${stderr}`);
}

function task(name: string, args: string[], env: Record<string, string>): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["task", name, ...args],
    cwd: folder,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Runs the demo until it says how to sign in and the dashboard shows the conversations. */
async function demo(): Promise<void> {
  const child = task("demo", ["--feed", feed, "--port", String(freePort())], {});
  const said: Record<string, string> = {};
  for await (const line of linesOf(child.stdout, () => Promise.resolve())) {
    const [, name, value] = /^(URL|Login|Password): (.+)$/.exec(line) ?? [];
    if (name !== undefined) said[name] = value!;
    if (name === "Password") break;
  }
  const { URL: url, Login: login, Password: password } = said;
  if (url === undefined) throw new Error("the demo did not say how to sign in");
  const person = await signIn(url, { login: login!, password: password! });
  const { text } = await person.get("/");
  if (!/2,503/.test(text) || !/<svg/.test(text)) throw new Error("the dashboard is not filled");
  await stopChild(child);
}

const [clone] = await timed(() => required("git", "clone", "--quiet", root, folder));
const installed = await timed(async () => {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--frozen"],
    cwd: folder,
    stdout: "null",
    stderr: "null",
  }).output();
  if (!success) throw new Error("deno install failed");
});
report("start", "packages (beside the bound)", installed[0], "s");
const [filled] = await timed(demo);
report("start", "clone to filled dashboard", clone + filled, "s", { most: BOUNDS.fromClone });

const token = "bench-token";
const standIn = await startStandIn({ feed, token, seed: 1, drip: 0, control: true });
const port = freePort();
const url = `http://127.0.0.1:${port}`;
const env = {
  AUTH_CREDENTIALS: `${LOGIN}:${PASSWORD}`,
  PORT: String(port),
  DATA_DIR: `${folder}/data/second`,
  LOG_LEVEL: "warn",
  CHATWOOT_BASE_URL: standIn.url,
  CHATWOOT_ACCOUNT_ID: "1",
  CHATWOOT_API_TOKEN: token,
  CHATWOOT_REQUESTS_PER_SECOND: "0",
};

/** Starts the product; gives the seconds until `look` has found its page. */
async function start(look: () => Promise<boolean>): Promise<[number, Deno.ChildProcess]> {
  const began = performance.now();
  const child = task("start", [], env);
  child.stdout.pipeTo(Deno.stdout.writable, { preventClose: true }).catch(() => {});
  if (!await waitUntil(() => look().catch(() => false), 60_000)) {
    throw new Error("the product did not start");
  }
  return [(performance.now() - began) / 1000, child];
}

let person: Person | null = null;
const [first, child] = await start(async () => (person = await signIn(url)) !== null);
report("start", "first start to signed in", first, "s");
await waitForSync(person!);
await stopChild(child);
const [again, second] = await start(async () => (await person!.get("/")).status === 200);
report("start", "second start to dashboard", again, "s", { most: BOUNDS.again });
await stopChild(second);
await standIn.stop();
await Deno.remove(folder, { recursive: true });

/**
 * The demo: starts stand-ins of the three vendors on the loopback interface, fills them, starts the
 * product on fresh data with a one-off password, waits for the first sync and gives each client a project.
 * `--feed FILE` makes conversations of the texts of a JSONL file instead.
 */
import { resolve } from "node:path";
import { parseDemoArguments, UsageError } from "./demo/arguments.ts";
import { resetDemoData } from "./demo/data.ts";
import { password } from "./demo/password.ts";
import { prepare } from "./demo/prepare.ts";
import { startStandIn } from "./demo/stand_in.ts";
import { hashPassword } from "@/lib/auth/mod.ts";
import { ensureBuild } from "./build_output.ts";
import { portProblem } from "./port.ts";
import { stopChild } from "./services/provision.ts";

const root = decodeURIComponent(new URL("..", import.meta.url).pathname);
const login = "demo";

/** The demo's secret in the form a vendor's tokens have. */
function tokenOf(vendor: string, secret: string): string {
  return vendor === "linear" ? `lin_api_${secret}` : secret;
}

async function demo(): Promise<number> {
  const options = parseDemoArguments(Deno.args);
  const secret = password(crypto.getRandomValues(new Uint8Array(12)));
  const token = crypto.randomUUID();
  if (portProblem("127.0.0.1", options.port) !== null) {
    throw new UsageError(`port ${options.port} is not free: choose another with --port`);
  }
  await ensureBuild(root);
  const dataDir = await resetDemoData(root);
  const feed = options.feed === null ? null : resolve(options.feed);
  // with texts of one's own there are conversations alone: nothing else belongs to them
  const vendors = feed === null ? ["chatwoot", "linear", "attio"] as const : ["chatwoot"] as const;
  console.log("Filling the stand-ins of the vendors …");
  const standIns = await Promise.all(
    vendors.map((vendor) =>
      startStandIn({ ...options, vendor, feed, token: tokenOf(vendor, token), control: true })
    ),
  );
  const [chatwoot, linear, attio] = standIns;
  const url = `http://127.0.0.1:${options.port}`;
  console.log("Starting Control Tower …");
  const product = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${root}ops/launch.ts`, "web"],
    cwd: root,
    env: {
      AUTH_CREDENTIALS: `${login}:${await hashPassword(secret)}`,
      HOST: "127.0.0.1",
      PORT: String(options.port),
      DATA_DIR: dataDir,
      DATABASE_URL: "",
      REDIS_URL: "",
      CHATWOOT_BASE_URL: chatwoot!.url,
      CHATWOOT_ACCOUNT_ID: "1",
      CHATWOOT_API_TOKEN: token,
      CHATWOOT_REQUESTS_PER_SECOND: "0",
      LINEAR_BASE_URL: linear?.url ?? "",
      LINEAR_API_KEY: linear === undefined ? "" : tokenOf("linear", token),
      LINEAR_REQUESTS_PER_SECOND: "0",
      ATTIO_BASE_URL: attio?.url ?? "",
      ATTIO_API_TOKEN: attio === undefined ? "" : token,
      ATTIO_REQUESTS_PER_SECOND: "0",
      CONNECTOR_HOSTS: standIns.map((standIn) => new URL(standIn.url).host).join(","),
      SYNC_CADENCE_SECONDS: "15",
      DEMO: "1",
      // the stand-in and the demo share the machine: a statement that waits is nothing to tell
      DB_SLOW_QUERY_MS: "5000",
      LOG_LEVEL: Deno.env.get("LOG_LEVEL") ?? "warn",
    },
    stdin: "null",
  }).spawn();
  let ended = false;
  const end = product.status.then(({ code }) => {
    ended = true;
    return code;
  });
  const stop = () => void stopChild(product);
  Deno.addSignalListener("SIGINT", stop);
  Deno.addSignalListener("SIGTERM", stop);
  try {
    const summary = await prepare({ url, login, password: secret, running: () => !ended });
    if (!ended) {
      console.log(
        summary === null
          ? "The first sync takes long; the dashboard fills as it goes on.\n"
          : `${summary.conversations} conversations with ${summary.messages} messages, ${summary.issues} issues and ${summary.deals} deals are here.\n`,
      );
      console.log(`URL: ${url}\nLogin: ${login}\nPassword: ${secret}`);
    }
    return await end;
  } finally {
    if (!ended) await stopChild(product);
    await Promise.all(standIns.map((standIn) => standIn.stop()));
  }
}

try {
  Deno.exit(await demo());
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(
    `${error.message}\nUsage: deno task demo [--feed FILE.jsonl] [--port 8000] [--seed 1] [--drip 20]`,
  );
  Deno.exit(2);
}

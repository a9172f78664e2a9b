/**
 * Starts a process of the product: reads `.env` and the environment, validates them, and runs the
 * process with exactly the permissions and variables that its configuration needs.
 *
 * Usage: `deno run -A ops/launch.ts web|worker|migrate|dev`
 */
import { join, resolve } from "node:path";
import {
  type Config,
  ConfigError,
  loadConfig,
  mergeEnvironment,
  readDotEnv,
} from "@/lib/platform/mod.ts";
import { runChild } from "./child_process.ts";
import { cleanEnvironment, permissionFlags } from "./permissions.ts";
import { portProblem } from "./port.ts";
import { start } from "./start_problem.ts";

const ENTRIES: Record<string, string> = {
  web: "ops/web.ts",
  worker: "ops/worker.ts",
  migrate: "ops/migrate.ts",
  dev: "dev.ts",
};

const root = decodeURIComponent(new URL("..", import.meta.url).pathname);

/** A free loopback port: the permission has to name it before the database listens on it. */
function freeLoopbackPort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}

function requireFreePort({ host, port }: Config): void {
  switch (portProblem(host, port)) {
    case "taken":
      throw new ConfigError(
        "PORT",
        `port ${port} on ${host} is taken`,
        "Stop what uses it, or set PORT.",
      );
    case "refused":
      throw new ConfigError(
        "PORT",
        `this account may not listen on port ${port}`,
        "Set PORT to 1024 or more.",
      );
    case "elsewhere":
      throw new ConfigError(
        "HOST",
        `cannot listen on ${host}:${port}`,
        "Set HOST to an address of this machine.",
      );
  }
}

function requireServed(config: Config): void {
  if (config.mode === "served") return;
  throw new ConfigError(
    "DATABASE_URL",
    "is not set, and without it there is one process only, which does the background work as well",
    "Run `deno task start` alone, or set DATABASE_URL and REDIS_URL.",
  );
}

function isNew({ mode, dataDir }: Config): boolean {
  if (mode !== "embedded") return false;
  try {
    return !Deno.statSync(resolve(root, dataDir, "pg")).isDirectory;
  } catch {
    return true;
  }
}

async function launch(role: string | undefined): Promise<number> {
  const entry = ENTRIES[role ?? ""];
  if (role === undefined || entry === undefined) {
    console.error(`Usage: launch.ts ${Object.keys(ENTRIES).join("|")}`);
    return 2;
  }
  const settings = mergeEnvironment(readDotEnv(join(root, ".env")), Deno.env.toObject());
  const config = loadConfig(settings);
  if (role === "worker") requireServed(config);
  if (role === "web" || role === "dev") requireFreePort(config);
  if (config.mode === "embedded" && config.embeddedDatabasePort === 0) {
    config.embeddedDatabasePort = freeLoopbackPort();
  }
  // the bundler of the development server starts a program of its own
  const flags = role === "dev"
    ? ["-A"]
    : permissionFlags(config, root, role === "worker" ? "worker" : "web");
  const env = cleanEnvironment(settings, config);
  const child = { flags, cwd: root, env };
  // making the embedded database takes memory that the process it is made in never gives back
  if (role === "web" && isNew(config)) {
    const code = await runChild({ ...child, entry: join(root, "ops/migrate.ts") });
    if (code !== 0) return code;
  }
  return await runChild({ ...child, entry: join(root, entry) });
}

await start(async () => Deno.exit(await launch(Deno.args[0])));

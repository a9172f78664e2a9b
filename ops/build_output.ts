import { ConfigError } from "@/lib/platform/mod.ts";
import type { Services } from "@/lib/services.ts";

/** The built application: answers requests, with the services it was wired to. */
export interface BuiltApp {
  handler: (request: Request, info: Deno.ServeHandlerInfo) => Promise<Response> | Response;
  services: Services;
}

const server = new URL("../_fresh/server.js", import.meta.url);

/**
 * Loads what `deno task build` made, and with it `main.ts`, which opens the services.
 *
 * @throws {ConfigError} when nothing was built
 */
export async function loadBuild(): Promise<BuiltApp> {
  try {
    await Deno.stat(server);
  } catch {
    throw new ConfigError("_fresh", "the application is not built", "Run `deno task build`.");
  }
  const { default: built } = await import(server.href) as {
    default: { fetch: BuiltApp["handler"] };
  };
  const { services } = await import("../main.ts");
  return { handler: built.fetch, services };
}

/** Builds the application when nothing was built yet, or sources are newer than the build. */
export async function ensureBuild(root: string): Promise<void> {
  if (!isStale(root)) return;
  console.log("Building …");
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "build"],
    cwd: root,
    stdout: "null",
  }).spawn().status;
  if (!success) throw new Error("the build failed");
}

const sources = [
  "routes",
  "islands",
  "components",
  "static",
  "fresh",
  "lib/i18n",
  "deno.json",
  "main.ts",
  "fresh.config.ts",
];

function newest(path: string): number {
  const info = Deno.statSync(path);
  let latest = info.mtime?.getTime() ?? 0;
  if (!info.isDirectory) return latest;
  for (const entry of Deno.readDirSync(path)) {
    latest = Math.max(latest, newest(`${path}/${entry.name}`));
  }
  return latest;
}

function isStale(root: string): boolean {
  try {
    const built = Deno.statSync(server).mtime?.getTime() ?? 0;
    return sources.some((path) => newest(root + path) > built);
  } catch {
    return true;
  }
}

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ResolvedBuildConfig } from "./build_config.ts";
import { changesOf } from "./watch.ts";

/** Set for the process that runs the app. */
const SUPERVISED = "FRESH_SUPERVISED";

/** Modules and what they read; not what the app may write. */
const SOURCE = /\.(?:[jt]sx?|jsonc?)$/;

/**
 * In the first process: runs the same program again as a process of its own, and starts that anew
 * whenever a module changes.
 *
 * @returns false at once in the process that was started so: it is to run the app
 */
export async function superviseIfFirst(config: ResolvedBuildConfig): Promise<boolean> {
  if (Deno.env.get(SUPERVISED) !== undefined) return false;
  let child = start();
  let restarting: Deno.ChildProcess | null = null;
  let stopping = false;
  const stop = (signal: Deno.Signal) => () => {
    stopping = true;
    endProcess(child, signal);
  };
  const handlers = (["SIGINT", "SIGTERM"] as const).map((signal) =>
    [signal, stop(signal)] as const
  );
  for (const [signal, handler] of handlers) Deno.addSignalListener(signal, handler);

  const closed = new AbortController();
  const watching = (async () => {
    const watched = { deep: await sourceFolders(config), shallow: [config.root] };
    const matters = (path: string) =>
      SOURCE.test(path) && !config.ignore.some((pattern) => pattern.test(path));
    for await (const _ of changesOf(watched, matters, closed.signal)) {
      if (stopping) return;
      console.log("Files have changed: starting again");
      restarting = child;
      endProcess(restarting, "SIGTERM");
      await restarting.status;
      if (!stopping) child = start();
    }
  })();
  // A process that ended by itself is started again by the next change.
  while (!stopping) {
    const current = child;
    const { code } = await current.status;
    if (stopping || current !== child) continue;
    if (current !== restarting) {
      if (code !== 0) console.error(`The app ended with code ${code}: waiting for a change`);
      else stopping = true;
    }
    while (!stopping && current === child) await new Promise((done) => setTimeout(done, 100));
  }
  closed.abort();
  await watching;
  for (const [signal, handler] of handlers) Deno.removeSignalListener(signal, handler);
  return true;
}

function start(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", fileURLToPath(Deno.mainModule), ...Deno.args],
    env: { [SUPERVISED]: "1" },
  }).spawn();
}

function endProcess(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // It has ended already.
    if (!(error instanceof TypeError)) throw error;
  }
}

/** The project's folders that may hold modules. */
async function sourceFolders({ ignore, outDir, root, staticDir }: ResolvedBuildConfig) {
  const folders: string[] = [];
  for await (const { isDirectory, name } of Deno.readDir(root)) {
    const path = join(root, name);
    const skipped = !isDirectory || name.startsWith(".") || name === "node_modules" ||
      path === outDir || staticDir.includes(path) || ignore.some((pattern) => pattern.test(path));
    if (!skipped) folders.push(path);
  }
  return folders;
}

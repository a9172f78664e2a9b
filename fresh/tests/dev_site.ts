import { dirname, join } from "node:path";
import type { Site } from "./browser.ts";

/** A project that a development server runs for. */
export interface DevSite extends Site {
  /** What the server has printed so far. */
  output(): string;
  /** Writes files of the project, by path. */
  write(files: Record<string, string>): Promise<void>;
}

/** How long (ms) the server may take to start. */
const START_MS = 30_000;

const PROJECT = {
  "dev.ts": `import { Builder } from "fresh/dev";
await new Builder({ root: import.meta.dirname }).listen(
  () => import("./main.ts"),
  { hostname: "127.0.0.1", port: Number(Deno.args[0]) },
);`,
  "main.ts": `import { App, csp, staticFiles } from "fresh";
export const app = new App().use(csp({ useNonce: true })).use(staticFiles()).fsRoutes();`,
};

/** Makes a project and starts its development server, in a process of its own. */
export async function startDevSite(files: Record<string, string>): Promise<DevSite> {
  const fresh = new URL("..", import.meta.url).pathname;
  // Within the workspace, so that the framework and the packages are found.
  const root = await Deno.makeTempDir({ dir: `${fresh}tests`, prefix: "_dev_" });
  const write = async (files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) {
      await Deno.mkdir(dirname(join(root, path)), { recursive: true });
      await Deno.writeTextFile(join(root, path), content);
    }
  };
  await write({ ...PROJECT, ...files });
  const port = freePort();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", join(root, "dev.ts"), `${port}`],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let printed = "";
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) printed += text;
  });
  const stop = async () => {
    try {
      child.kill("SIGTERM");
    } catch (error) {
      // It has ended already.
      if (!(error instanceof TypeError)) throw error;
    }
    await child.status;
    await Promise.all(reading);
    await Deno.remove(root, { recursive: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  try {
    await answering(`${origin}/`, AbortSignal.timeout(START_MS));
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, stop, write, output: () => printed };
}

/** Waits until a server answers. */
async function answering(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(url, { signal });
      await response.body?.cancel();
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TypeError)) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

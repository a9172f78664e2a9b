import { freePort } from "../../ops/services/free_port.ts";
import { stopChild } from "../../ops/services/provision.ts";
import { waitUntil } from "../../ops/services/process.ts";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** Login and password of products started for tests. */
export const LOGIN = "owner";
export const PASSWORD = "correct horse battery staple";

/** A product running as its own processes, as an operator would start it. */
export interface Product {
  url: string;
  port: number;
  role: "web" | "worker";
  /** Id of the launcher's process. */
  pid: number;
  /** What it printed so far. */
  output(): string;
  /** Ends it in order and gives the exit code. */
  stop(): Promise<number>;
  /** SIGKILL for the launcher and the process it started. */
  kill(): Promise<void>;
}

/** How to start a product. */
export interface ProductOptions {
  /** Settings beside the login, the port and the log level. */
  env: Record<string, string>;
  role?: "web" | "worker";
  port?: number;
  /** False: do not wait until it is ready, for starts that should fail. */
  ready?: boolean;
}

async function answers(url: string): Promise<boolean> {
  try {
    const reply = await fetch(`${url}/ready`);
    await reply.body?.cancel();
    return reply.ok;
  } catch {
    return false;
  }
}

/** The process ids of a process's children. */
function childrenOf(pid: number): number[] {
  const text = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`);
  return text.split(" ").filter((part) => part !== "").map(Number);
}

/** Starts a web or worker process through the launcher, with its real permissions. */
export async function startProduct(
  { env, role = "web", port = freePort(), ready = true }: ProductOptions,
): Promise<Product> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${root}ops/launch.ts`, role],
    cwd: root,
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: Deno.env.get("HOME") ?? "",
      ...(Deno.env.get("DENO_DIR") === undefined ? {} : { DENO_DIR: Deno.env.get("DENO_DIR")! }),
      AUTH_CREDENTIALS: `${LOGIN}:${PASSWORD}`,
      PORT: String(port),
      LOG_LEVEL: "warn",
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let text = "";
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) text += chunk;
  });
  let ended = false;
  const end = child.status.then(async (status) => {
    ended = true;
    await Promise.allSettled(reading);
    return status.code;
  });
  const url = `http://127.0.0.1:${port}`;
  const product: Product = {
    url,
    port,
    role,
    pid: child.pid,
    output: () => text,
    async stop() {
      if (!ended) await stopChild(child);
      return await end;
    },
    async kill() {
      const processes = ended ? [] : [...childrenOf(child.pid), child.pid];
      for (const pid of processes) {
        try {
          Deno.kill(pid, "SIGKILL");
        } catch {
          // it has ended already
        }
      }
      await end;
    },
  };
  if (!ready || role === "worker") return product;
  if (await waitUntil(async () => ended || await answers(url), 60_000) && !ended) return product;
  await product.kill();
  throw new Error(`the product did not start:\n${text}`);
}

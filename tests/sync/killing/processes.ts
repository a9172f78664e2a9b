import type { Order } from "./order.ts";

/** Processes that are ready to sync: each is started while the ones before it work. */
export interface ReadyProcesses {
  /** Tells the next one what to do. */
  order(order: Order): Promise<Deno.ChildProcess>;
  close(): Promise<void>;
}

function start(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", new URL("process.ts", import.meta.url).pathname],
    cwd: new URL("../../..", import.meta.url).pathname,
    ...{ stdin: "piped", stdout: "null", stderr: "inherit" },
  }).spawn();
}

/** Keeps `ahead` processes ready: starting one takes longer than the sync it is killed in. */
export function readyProcesses(ahead = 2): ReadyProcesses {
  const ready = Array.from({ length: ahead }, start);
  return {
    async order(order) {
      ready.push(start());
      const child = ready.shift()!;
      const { body } = new Response(JSON.stringify(order));
      await body!.pipeTo(child.stdin);
      return child;
    },
    async close() {
      for (const child of ready) {
        child.kill("SIGKILL");
        await child.stdin.abort().catch(() => {});
        await child.status;
      }
    },
  };
}

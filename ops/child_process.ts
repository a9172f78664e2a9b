/** Signal numbers, for the exit code of a child that a signal ended (128 + number). */
const SIGNAL_NUMBERS: Record<string, number> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

const FORWARDED = ["SIGTERM", "SIGINT"] as const satisfies Deno.Signal[];

/** How a process is started. */
export interface ChildProcess {
  flags: string[];
  entry: string;
  args?: string[];
  cwd: string;
  env: Record<string, string>;
}

/** Runs a Deno process to its end, passing signals on. @returns its exit code */
export async function runChild(child: ChildProcess): Promise<number> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", ...child.flags, child.entry, ...(child.args ?? [])],
    cwd: child.cwd,
    clearEnv: true,
    env: child.env,
  }).spawn();
  const handlers = FORWARDED.map((signal) => {
    const handler = () => {
      try {
        process.kill(signal);
      } catch {
        // it has ended already; its status is about to be read
      }
    };
    Deno.addSignalListener(signal, handler);
    return [signal, handler] as const;
  });
  try {
    const { code, signal } = await process.status;
    return signal === null ? code : 128 + (SIGNAL_NUMBERS[signal] ?? 0);
  } finally {
    for (const [signal, handler] of handlers) Deno.removeSignalListener(signal, handler);
  }
}

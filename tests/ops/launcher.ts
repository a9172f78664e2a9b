/** Starts of the product that are meant to fail. */

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** The least that a start needs. */
export const LEAST = { AUTH_CREDENTIALS: "owner:correct horse" };

/** How a start ended, and all it printed. */
export interface Ending {
  code: number;
  text: string;
}

/** Longest a start that fails may take, milliseconds. */
const PATIENCE = 60_000;

/** What the runtime needs of the environment. */
export function runtimeEnvironment(): Record<string, string> {
  return Object.fromEntries(["PATH", "HOME", "DENO_DIR"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** Launches a process with nothing in its environment but what is given, and waits for its end. */
export async function launch(
  env: Record<string, string>,
  { role = "web", account }: {
    role?: "web" | "worker" | "migrate";
    /** Id of the account to run under, where this one may choose. */
    account?: number | undefined;
  } = {},
): Promise<Ending> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "--node-modules-dir=manual", `${root}ops/launch.ts`, role],
    cwd: root,
    clearEnv: true,
    env: { NO_COLOR: "1", ...runtimeEnvironment(), ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...(account === undefined ? {} : { uid: account, gid: account }),
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGTERM"), PATIENCE);
  const { code, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const decoder = new TextDecoder();
  return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

/** The lines a person reads: not the log's. */
export function told({ text }: Ending): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("{"));
}

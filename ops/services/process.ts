/** What a finished command printed and how it ended. */
export interface CommandResult {
  ok: boolean;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end. A missing program counts as a failure, not as an exception. */
export async function run(program: string, ...args: string[]): Promise<CommandResult> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(program, {
      args,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).output();
    const text = new TextDecoder();
    return { ok: success, stdout: text.decode(stdout), stderr: text.decode(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return { ok: false, stdout: "", stderr: `${program}: not found` };
    }
    throw error;
  }
}

/** The first of the paths that is an existing file, or null. */
export function firstExisting(paths: Iterable<string>): string | null {
  for (const path of paths) {
    try {
      if (Deno.statSync(path).isFile) return path;
    } catch {
      continue;
    }
  }
  return null;
}

/** Every place a program of this name may be: the PATH's folders, then `extra` ones. */
export function* candidates(name: string, extra: string[] = []): Generator<string> {
  for (const folder of [...(Deno.env.get("PATH") ?? "").split(":"), ...extra]) {
    if (folder !== "") yield `${folder}/${name}`;
  }
}

/** Polls until `probe` is true; false when the time (milliseconds) runs out. */
export async function waitUntil(
  probe: () => Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await probe()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

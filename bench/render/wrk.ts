import { installPackages } from "../../ops/services/install.ts";
import { candidates, firstExisting, run } from "../../ops/services/process.ts";

/** Connections that ask at the same time. */
const CONNECTIONS = 16;

/** Finds the load generator, or installs Debian's package. @throws {Error} where that fails */
export async function requireWrk(): Promise<string> {
  const found = firstExisting(candidates("wrk"));
  if (found !== null) return found;
  const problem = await installPackages("wrk");
  const installed = firstExisting(candidates("wrk"));
  if (installed === null) throw new Error(`no wrk here: ${problem}`);
  return installed;
}

/**
 * Asks for a page as often as it is answered.
 *
 * @param cookies file with one cookie header a line, used in turn
 * @returns answers, answers a second, and milliseconds that 99 of 100 took at most
 * @throws {Error} when a request fails or is answered other than 2xx or 3xx
 */
export async function load(
  wrk: string,
  url: string,
  seconds: number,
  cookies: string,
): Promise<{ answers: number; rate: number; p99: number }> {
  const script = new URL("./cookies.lua", import.meta.url).pathname;
  const options = [
    "-t1",
    `-c${CONNECTIONS}`,
    `-d${seconds}s`,
    "--timeout",
    "20s",
    "--latency",
    "-s",
    script,
  ];
  const { ok, stdout, stderr } = await run(wrk, ...options, url, "--", cookies);
  const [, answers] = /(\d+) requests in/.exec(stdout) ?? [];
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? [];
  const [, p99 = "", unit = ""] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  if (!ok || rate === undefined || /Non-2xx|Socket errors/.test(stdout)) {
    throw new Error(`${url}: ${stdout}${stderr}`);
  }
  const milliseconds = { us: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN;
  return { answers: Number(answers), rate: Number(rate), p99: Number(p99) * milliseconds };
}

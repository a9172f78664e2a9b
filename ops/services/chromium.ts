import { installPackages } from "./install.ts";
import { candidates, firstExisting } from "./process.ts";
import { leaveRunning, type Provisioned } from "./provision.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function find(): string | null {
  return firstExisting(names.flatMap((name) => [...candidates(name, ["/usr/bin"])]));
}

/** A Chromium for the browser tests: the named one, an installed one, or Debian's package. */
export async function provideChromium(): Promise<Provisioned> {
  const named = Deno.env.get("CHROMIUM_PATH");
  const found = named ?? find();
  if (found !== null && firstExisting([found]) !== null) {
    return { available: true, address: found, how: "installed", stop: leaveRunning };
  }
  if (named !== undefined) {
    return { available: false, reason: `CHROMIUM_PATH is not a file: ${named}` };
  }
  const problem = await installPackages("chromium");
  if (problem !== null) return { available: false, reason: problem };
  const installed = find();
  return installed === null
    ? { available: false, reason: "no Chromium found after installing it" }
    : { available: true, address: installed, how: "installed for the tests", stop: leaveRunning };
}

import { candidates, firstExisting, run } from "./process.ts";

let listsUpdated = false;

/**
 * Installs Debian packages where that is possible: as root, with apt-get. Returns null when they
 * are installed, else the reason why not.
 */
export async function installPackages(...packages: string[]): Promise<string | null> {
  if (firstExisting(candidates("apt-get")) === null) return "apt-get is not on this machine";
  if (Deno.uid() !== 0) return `not root: run \`apt-get install ${packages.join(" ")}\` first`;
  console.log(`Installing ${packages.join(", ")} …`);
  if (!listsUpdated) {
    const update = await run("apt-get", "update", "-qq");
    if (!update.ok) return `apt-get update failed: ${update.stderr.trim()}`;
    listsUpdated = true;
  }
  const install = await run(
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "install",
    "-y",
    "-qq",
    "--no-install-recommends",
    ...packages,
  );
  return install.ok ? null : `apt-get install failed: ${install.stderr.trim()}`;
}

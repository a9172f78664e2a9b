import { dirname } from "node:path";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** Whether every account may read a folder: it and all above it are open to others. */
function openToAll(path: string): boolean {
  const mode = Deno.statSync(path).mode ?? 0;
  return (mode & 0o005) === 0o005 && (path === "/" || openToAll(dirname(path)));
}

/**
 * How to run something without rights to write the project: root sends account 1001, as the
 * container does. Undefined: as the account that runs the tests, which may be able to.
 */
export const otherAccount: number | undefined =
  Deno.uid() === 0 && openToAll(root.slice(0, -1)) && openToAll(dirname(Deno.execPath()))
    ? 1001
    : undefined;

/** Makes a folder that the account may write. */
export async function folderFor(account: number | undefined, path: string): Promise<string> {
  await Deno.mkdir(path);
  if (account !== undefined) await Deno.chown(path, account, account);
  return path;
}

import postgres from "postgres";
import { freePort } from "./free_port.ts";
import { installPackages } from "./install.ts";
import { candidates, firstExisting, run, waitUntil } from "./process.ts";
import { leaveRunning, type Provisioned, stopChild } from "./provision.ts";

const usual = "postgres://postgres@127.0.0.1:5432/postgres";

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    const [row] = await sql<{ rolcreatedb: boolean }[]>`
      select rolcreatedb or rolsuper as rolcreatedb from pg_roles where rolname = current_user`;
    return row?.rolcreatedb === true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function findBinaries(): string | null {
  const folders: string[] = [];
  try {
    for (const version of Deno.readDirSync("/usr/lib/postgresql")) {
      folders.push(`/usr/lib/postgresql/${version.name}/bin`);
    }
  } catch {
    // no Debian layout here; the PATH is still searched
  }
  const initdb = firstExisting(candidates("initdb", folders.sort().reverse()));
  return initdb === null ? null : initdb.slice(0, -"/initdb".length);
}

/** PostgreSQL refuses to run as root, so root hands it to the account its package made. */
function asServerAccount(program: string, args: string[]): [string, string[]] {
  return Deno.uid() === 0
    ? ["runuser", ["-u", "postgres", "--", program, ...args]]
    : [program, args];
}

async function startCluster(binaries: string): Promise<Provisioned> {
  const folder = await Deno.makeTempDir({ prefix: "control-tower-postgres-" });
  if (Deno.uid() === 0) await run("chown", "postgres", folder);
  const [initdb, initArgs] = asServerAccount(`${binaries}/initdb`, [
    "--auth=trust",
    "--username=postgres",
    "--encoding=UTF8",
    "--no-sync",
    `${folder}/data`,
  ]);
  const made = await run(initdb, ...initArgs);
  if (!made.ok) return { available: false, reason: `initdb failed: ${made.stderr.trim()}` };
  const port = freePort();
  const [server, serverArgs] = asServerAccount(`${binaries}/postgres`, [
    "-D",
    `${folder}/data`,
    "-p",
    String(port),
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    `unix_socket_directories=${folder}`,
    "-c",
    "fsync=off",
  ]);
  const child = new Deno.Command(server, {
    args: serverArgs,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const address = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    await stopChild(child);
    await Deno.remove(folder, { recursive: true });
  };
  if (await waitUntil(() => answers(address), 30_000)) {
    return { available: true, address, how: "started for the tests", stop };
  }
  await stop();
  return { available: false, reason: "PostgreSQL did not start within 30 s" };
}

/** A PostgreSQL in which databases can be made: the named one, a running one, or a started one. */
export async function providePostgres(): Promise<Provisioned> {
  const named = Deno.env.get("TEST_DATABASE_URL");
  if (named !== undefined) {
    return await answers(named)
      ? { available: true, address: named, how: "TEST_DATABASE_URL", stop: leaveRunning }
      : {
        available: false,
        reason: "TEST_DATABASE_URL does not answer or may not create databases",
      };
  }
  if (await answers(usual)) {
    return { available: true, address: usual, how: "already running", stop: leaveRunning };
  }
  if (findBinaries() === null) {
    const problem = await installPackages("postgresql");
    if (problem !== null) return { available: false, reason: problem };
  }
  const binaries = findBinaries();
  return binaries === null
    ? { available: false, reason: "no initdb found" }
    : await startCluster(binaries);
}

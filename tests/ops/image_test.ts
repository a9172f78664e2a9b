import { deepEqual, equal, ok } from "node:assert/strict";
import { freePort } from "../../ops/services/free_port.ts";
import { waitUntil } from "../../ops/services/process.ts";
import { stopChild } from "../../ops/services/provision.ts";
import { folderFor, otherAccount } from "./account.ts";
import { environmentOf, execForm, lastOf, readDockerfile, stagesOf } from "./dockerfile.ts";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);
const image = stagesOf(readDockerfile(Deno.readTextFileSync(`${root}Dockerfile`))).at(-1)!;

/** A command of the image, with this machine's runtime in the place of the image's. */
function command(words: string[], env: Record<string, string>): Deno.Command {
  const [program, ...args] = words.map((word) =>
    word.replace("/usr/local/bin/deno", Deno.execPath())
  );
  equal(program, "deno");
  return new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    clearEnv: true,
    env,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    ...(otherAccount === undefined ? {} : { uid: otherAccount, gid: otherAccount }),
  });
}

Deno.test("the image's commands run without a right to write anything but the data folder", async () => {
  const folder = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  await Deno.chmod(folder, 0o755);
  const dataDir = await folderFor(otherAccount, `${folder}/data`);
  const env = {
    ...environmentOf(image),
    AUTH_CREDENTIALS: "owner:correct horse",
    HOST: "127.0.0.1",
    PORT: String(freePort()),
    DATA_DIR: dataDir,
    // the image's modules are compiled ahead; here they are once
    DENO_DIR: await folderFor(otherAccount, `${folder}/deno`),
  };
  const check = () => command(execForm(lastOf(image, "HEALTHCHECK")), env).output();
  const start = [...execForm(lastOf(image, "ENTRYPOINT")), ...execForm(lastOf(image, "CMD"))];
  equal((await check()).code, 1, "nothing runs yet");

  const child = command(start, env).spawn();
  let text = "";
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) text += chunk;
  })();
  let ended = false;
  const end = child.status.then((status) => (ended = true, status));
  try {
    const healthy = async () => ended || (await check()).success;
    ok(await waitUntil(healthy, 90_000) && !ended, text);
  } finally {
    await stopChild(child);
    await reading;
  }
  deepEqual([(await end).code, text], [0, ""]);
  equal((await check()).code, 1, "nothing runs any more");
  deepEqual(
    [...Deno.readDirSync(dataDir)].map(({ name }) => name.split(".")[0]).sort().filter((
      name,
      index,
      all,
    ) => name !== all[index - 1]),
    ["cache", "lock", "pg", "secret"],
  );
  await Deno.remove(folder, { recursive: true });
});

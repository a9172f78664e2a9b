import { deepEqual, equal, match } from "node:assert/strict";
import { startProduct } from "../support/product.ts";
import { folderFor, otherAccount } from "./account.ts";
import { type Ending, launch, LEAST, told } from "./launcher.ts";

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** One line for the operator, and a failure. */
function checkRefusal(ending: Ending, line: RegExp): void {
  equal(ending.code, 1, ending.text);
  deepEqual(told(ending).length, 1, ending.text);
  match(told(ending)[0]!, line);
}

Deno.test("bad start: a data folder in use; the process that uses it goes on", () =>
  withFolder(async (dataDir) => {
    const first = await startProduct({ env: { DATA_DIR: dataDir } });
    try {
      const second = { ...LEAST, DATA_DIR: dataDir, PORT: "0" };
      const line =
        /^Cannot start\. The data folder .* is in use by process (\d+)\. Stop process \1, or set DATA_DIR/;
      checkRefusal(await launch(second), line);
      checkRefusal(await launch(second, { role: "migrate" }), line);
      const reply = await fetch(`${first.url}/ready`);
      deepEqual((await reply.json()).ok, true);
    } finally {
      equal(await first.stop(), 0);
    }
  }));

Deno.test("bad start: a damaged database; nothing is changed, and a repair finds everything", () =>
  withFolder(async (dataDir) => {
    const env = { ...LEAST, DATA_DIR: dataDir, PORT: "0" };
    equal((await launch(env, { role: "migrate" })).code, 0);
    const control = `${dataDir}/pg/global/pg_control`;
    const whole = await Deno.readFile(control);
    const damaged = whole.slice().fill(0);
    await Deno.writeFile(control, damaged);

    checkRefusal(
      await launch(env),
      /^Cannot start\. The database in .*\/pg is damaged: .*\. Nothing was deleted\. Restore a backup/,
    );
    deepEqual(await Deno.readFile(control), damaged);

    await Deno.writeFile(control, whole);
    const repaired = await launch(env, { role: "migrate" });
    deepEqual([repaired.code, told(repaired)], [0, ["Up to date."]]);
  }));

Deno.test("bad start: a data folder that is a file; the file stays", () =>
  withFolder(async (folder) => {
    const file = `${folder}/file`;
    await Deno.writeTextFile(file, "kept");
    checkRefusal(
      await launch({ ...LEAST, DATA_DIR: file, PORT: "0" }),
      /^Cannot start\. The data folder .*\/file cannot be used: .*set DATA_DIR to another folder\.$/,
    );
    equal(await Deno.readTextFile(file), "kept");
  }));

Deno.test({
  name: "bad start: a data folder that may not be written",
  // root may write everywhere
  ignore: Deno.uid() === 0 && otherAccount === undefined,
  fn: () =>
    withFolder(async (folder) => {
      await Deno.chmod(folder, 0o755);
      const runtime = await folderFor(otherAccount, `${folder}/runtime`);
      const dataDir = await folderFor(undefined, `${folder}/data`);
      await Deno.chmod(dataDir, 0o555);
      const env = { ...LEAST, DATA_DIR: dataDir, PORT: "0", HOME: runtime, DENO_DIR: runtime };
      checkRefusal(
        await launch(env, { account: otherAccount }),
        /^Cannot start\. The data folder .*\/data cannot be used: Permission denied.*set DATA_DIR/,
      );
      deepEqual([...Deno.readDirSync(dataDir)], []);
    }),
});

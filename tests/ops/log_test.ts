import { equal } from "node:assert/strict";
import { freePort } from "../../ops/services/free_port.ts";
import { waitUntil } from "../../ops/services/process.ts";
import { stopChild } from "../../ops/services/provision.ts";
import { scratchDatabase } from "../support/scratch_database.ts";
import { postgresUrl, redisUrl } from "../support/services.ts";
import { LEAST, runtimeEnvironment } from "./launcher.ts";

const launcher = decodeURIComponent(new URL("../../ops/launch.ts", import.meta.url).pathname);

Deno.test({
  name: "a product whose log nobody reads any more goes on answering, and ends in order",
  ignore: postgresUrl === null || redisUrl === null,
  async fn() {
    const scratch = await scratchDatabase("log", { empty: true });
    const port = freePort();
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", launcher, "web"],
      clearEnv: true,
      env: {
        ...runtimeEnvironment(),
        ...LEAST,
        DATABASE_URL: scratch.url,
        REDIS_URL: redisUrl!,
        PORT: String(port),
      },
      stdin: "null",
      stdout: "piped",
    }).spawn();
    try {
      await child.stdout.cancel();
      const asked = async () =>
        (await fetch(`http://127.0.0.1:${port}/login`).then(status)) === 200;
      equal(await waitUntil(() => asked().catch(() => false), 60_000), true);
      // each answer writes a line to the log
      for (let i = 0; i < 5; i++) equal(await asked(), true);
    } finally {
      await stopChild(child);
      await scratch.drop();
    }
    equal((await child.status).code, 0);
  },
});

async function status(reply: Response): Promise<number> {
  await reply.body?.cancel();
  return reply.status;
}

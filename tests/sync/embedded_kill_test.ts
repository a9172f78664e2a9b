/** The whole embedded product is killed in the middle of its first sync, and started again. */
import { equal, ok } from "node:assert/strict";
import { createLogger, loadConfig, openDatabase, systemClock } from "@/lib/platform/mod.ts";
import { startChatwootFake } from "@/sim/mod.ts";
import { waitUntil } from "../../ops/services/process.ts";
import { signIn } from "../support/person.ts";
import { startProduct } from "../support/product.ts";
import { TOKEN } from "../support/sync_world.ts";
import { addConversations, fillEverything } from "./account.ts";
import { equalMirrors } from "./mirror.ts";
import { dataFolder } from "../support/data_folder.ts";

Deno.test("an embedded product killed while it syncs recovers and brings everything", async () => {
  const fake = startChatwootFake({ rateLimit: 0 });
  const { state } = fake;
  state.createAgent({
    ...{ name: "Admin", email: "a@x.example", role: "administrator", token: TOKEN, inboxIds: [] },
  });
  fillEverything(state);
  const total = 4 + addConversations(state, 300, { messages: 4 }).length;
  const dataDir = await dataFolder("kill");
  const env = {
    DATA_DIR: dataDir,
    CHATWOOT_BASE_URL: fake.url,
    CHATWOOT_ACCOUNT_ID: "1",
    CHATWOOT_API_TOKEN: TOKEN,
    // slow enough to be killed in the middle
    CHATWOOT_REQUESTS_PER_SECOND: "60",
    SYNC_CADENCE_SECONDS: "10",
  };
  const requests = () => seen;
  let seen = 0;
  const { take } = fake.faults;
  fake.faults.take = (path) => (seen++, take(path));
  try {
    for (const point of [40, 90]) {
      seen = 0;
      const product = await startProduct({ env });
      const reached = await waitUntil(() => Promise.resolve(requests() >= point), 60_000);
      await product.kill();
      ok(reached, product.output());
    }
    const product = await startProduct({ env: { ...env, CHATWOOT_REQUESTS_PER_SECOND: "0" } });
    const person = await signIn(product.url);
    const complete = await waitUntil(async () => {
      const { connectors } = await person.json<{
        connectors: {
          status: string;
          last_run: { status: string } | null;
          rows: Record<string, number>;
        }[];
      }>("/api/v1/connectors");
      const [state] = connectors;
      return state?.rows.conversations === total && state.last_run?.status === "succeeded";
    }, 120_000);
    equal(await product.stop(), 0);
    ok(complete, product.output());

    const config = loadConfig({ AUTH_CREDENTIALS: "owner:a-test-password", DATA_DIR: dataDir });
    const log = createLogger({ level: "silent" });
    const database = await openDatabase(config, { log, clock: systemClock });
    try {
      const [connection] = await database.sql<[{ id: string }]>`select id from connections`;
      const connectionId = () => Promise.resolve(connection.id);
      await equalMirrors({ sql: database.sql, fake, connectionId });
    } finally {
      await database.close();
    }
  } finally {
    await fake.close();
    await Deno.remove(dataDir, { recursive: true });
  }
});

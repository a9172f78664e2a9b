/** Syncs whose process is killed again and again end with the very rows of undisturbed ones. */
import { ok } from "node:assert/strict";
import { createLogger, migrate } from "@/lib/platform/mod.ts";
import { seededRandom } from "@/sim/mod.ts";
import { scratchDatabase } from "../support/scratch_database.ts";
import { postgresUrl } from "../support/services.ts";
import {
  attioAccount,
  chatwootAccount,
  linearAccount,
  type VendorAccount,
} from "./vendor_accounts.ts";
import { connectAccount } from "./connected_account.ts";
import { syncUnderFire } from "./killing/fire.ts";
import { readyProcesses } from "./killing/processes.ts";

/** Syncs of each vendor to be killed while they run. */
const KILLS = 50;

Deno.test({
  name: "fifty syncs of each vendor are killed at random, and nothing is lost or doubled",
  ignore: postgresUrl === null,
}, async (t) => {
  const seed = Number(Deno.env.get("SEED") ?? 7);
  const random = seededRandom(seed);
  const killed = await scratchDatabase("killed");
  await migrate(killed.sql, "migrations", createLogger({ level: "silent" }));
  const accounts: VendorAccount[] = [];
  for (const make of [chatwootAccount, linearAccount, attioAccount]) {
    accounts.push(await connectAccount(killed.sql, make));
  }
  await killed.sql.end();
  // the same tenants in both, by the same ids, so that whole rows can be compared
  const [first, calm] = [
    await scratchDatabase("fire", { copyOf: killed.url }),
    await scratchDatabase("calm", { copyOf: killed.url }),
  ];
  const processes = readyProcesses();
  try {
    for (const account of accounts) {
      await t.step(`${account.connector}, seed ${seed}`, async () => {
        const range = { account, processes, killed: first, calm, random };
        const { kills, rounds } = await syncUnderFire(range, KILLS);
        ok(kills >= KILLS && rounds > 1, `${kills} kills in ${rounds} rounds`);
      });
    }
  } finally {
    await processes.close();
    for (const { close } of accounts) await close();
    for (const { drop } of [first, calm, killed]) await drop();
  }
});

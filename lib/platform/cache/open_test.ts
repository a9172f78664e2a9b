import { deepEqual, equal, rejects } from "node:assert/strict";
import { manualClock } from "../clock.ts";
import { createLogger } from "../log/logger.ts";
import { openCache } from "./open.ts";
import { createCacheOn } from "./remember.ts";
import type { CacheStore } from "./store.ts";

const log = createLogger({ level: "silent" });

async function withFolder(use: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  try {
    await use(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("without Redis, entries outlive the process in the data folder", () =>
  withFolder(async (folder) => {
    const dataDir = `${folder}/made/when/absent`;
    const clock = manualClock(Date.now());
    const first = await openCache({ redisUrl: null, dataDir }, { log, clock });
    await first.set("a", { n: 1 }, 60);
    await first.increment("hits", 60);
    await first.close();
    const second = await openCache({ redisUrl: null, dataDir }, { log, clock });
    deepEqual(await second.get("a"), { n: 1 });
    equal((await second.increment("hits", 60)).count, 2);
    await second.close();
  }));

Deno.test("a damaged cache file is replaced, with a warning", () =>
  withFolder(async (dataDir) => {
    await Deno.writeTextFile(`${dataDir}/cache.sqlite3`, "this is no database".repeat(100));
    const lines: string[] = [];
    const noisy = createLogger({ level: "warn", write: (line) => lines.push(line) });
    const cache = await openCache({ redisUrl: null, dataDir }, {
      log: noisy,
      clock: manualClock(1),
    });
    await cache.set("a", 1, 60);
    equal(await cache.get("a"), 1);
    await cache.close();
    equal(lines.length, 1);
  }));

Deno.test("a store that is down costs the computation, not the answer", async () => {
  const down = () => Promise.reject(new Error("away"));
  const store: CacheStore = {
    get: down,
    set: down,
    delete: down,
    deletePrefix: down,
    increment: down,
    setIfAbsent: down,
    ping: down,
    close: () => Promise.resolve(),
  };
  const cache = createCacheOn(store, { log });
  equal(await cache.remember("a", 60, () => Promise.resolve(7)), 7);
  await rejects(cache.ping(), /away/);
  await rejects(cache.get("a"), /away/);
});

import { Redis } from "ioredis";
import { freePort } from "./free_port.ts";
import { installPackages } from "./install.ts";
import { candidates, firstExisting, waitUntil } from "./process.ts";
import { leaveRunning, type Provisioned, stopChild } from "./provision.ts";

const usual = "redis://127.0.0.1:6379";

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 2000,
  });
  redis.on("error", () => {});
  try {
    await redis.connect();
    return await redis.ping() === "PONG";
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

async function start(server: string): Promise<Provisioned> {
  const port = freePort();
  const child = new Deno.Command(server, {
    args: ["--bind", "127.0.0.1", "--port", String(port), "--save", "", "--appendonly", "no"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const address = `redis://127.0.0.1:${port}`;
  const stop = () => stopChild(child);
  if (await waitUntil(() => answers(address), 10_000)) {
    return { available: true, address, how: "started for the tests", stop };
  }
  await stop();
  return { available: false, reason: "Redis did not start within 10 s" };
}

/** A Redis: the named one, a running one, or one started for the tests. */
export async function provideRedis(): Promise<Provisioned> {
  const named = Deno.env.get("TEST_REDIS_URL");
  if (named !== undefined) {
    return await answers(named)
      ? { available: true, address: named, how: "TEST_REDIS_URL", stop: leaveRunning }
      : { available: false, reason: "TEST_REDIS_URL does not answer" };
  }
  if (await answers(usual)) {
    return { available: true, address: usual, how: "already running", stop: leaveRunning };
  }
  if (firstExisting(candidates("redis-server")) === null) {
    const problem = await installPackages("redis-server");
    if (problem !== null) return { available: false, reason: problem };
  }
  const server = firstExisting(candidates("redis-server"));
  return server === null
    ? { available: false, reason: "no redis-server found" }
    : await start(server);
}

import { Redis } from "ioredis";
import { ConfigError } from "./errors.ts";
import { networkReason, placeOf } from "./network_reason.ts";

/** Oldest server whose commands are used. */
const OLDEST_MAJOR = 7;

/** Milliseconds in which the server has to answer. */
const PATIENCE_MS = 5000;

function refusal(error: unknown, redisUrl: string): ConfigError {
  const place = placeOf(redisUrl, 6379);
  const said = error instanceof Error ? error.message : String(error);
  if (/^(NOAUTH|WRONGPASS|ERR AUTH|ERR invalid password)/.test(said)) {
    const fix = "Correct its user and password.";
    return new ConfigError("REDIS_URL", `Redis at ${place} refuses the login`, fix);
  }
  const reason = networkReason(error) ?? said;
  return new ConfigError(
    "REDIS_URL",
    `Redis cannot be reached at ${place}: ${reason}`,
    "Start it there, or correct the address.",
  );
}

/**
 * Connects once, and looks whether the server is new enough.
 *
 * @throws {ConfigError} naming `REDIS_URL`, with the reason and the fix
 */
export async function requireRedis(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // connecting rejects with what the last of these says
  let last: unknown = null;
  redis.on("error", (error) => last = error);
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw refusal(last ?? error, redisUrl);
  }
  try {
    // a user may be kept from asking; then nothing is known of the version
    const about = await redis.info("server").catch(() => "");
    const [, version, major] = /^redis_version:((\d+)\S*)/m.exec(about) ?? [];
    if (version === undefined || Number(major) >= OLDEST_MAJOR) return;
    throw new ConfigError(
      "REDIS_URL",
      `Redis ${version} at ${placeOf(redisUrl, 6379)} is too old`,
      `Use version ${OLDEST_MAJOR} or a newer one.`,
    );
  } finally {
    redis.disconnect();
  }
}

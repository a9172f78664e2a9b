/**
 * What `ops/run_tests.ts` found or started for the tests. A service that is missing is null, and a test
 * that needs it says so and is skipped; the runner has failed already when CI=true.
 */
function provided(variable: string, usual: string): string | null {
  const value = Deno.env.get(variable);
  if (value === undefined) return usual;
  return value === "" ? null : value;
}

/** A PostgreSQL in which databases may be created, or null. */
export const postgresUrl = provided(
  "TEST_DATABASE_URL",
  "postgres://postgres@127.0.0.1:5432/postgres",
);

/** A Redis, or null. Tests use keys of their own. */
export const redisUrl = provided("TEST_REDIS_URL", "redis://127.0.0.1:6379");

/** The browser's executable, or null. */
export const chromiumPath = provided("CHROMIUM_PATH", "/usr/bin/chromium");

/** The folder of contracts and data sets beside the project, or null where it is absent. */
export const sharedFolder: string | null = (() => {
  const folder = Deno.env.get("CT_SHARED_DIR") ??
    decodeURIComponent(new URL("../../../shared", import.meta.url).pathname);
  try {
    return Deno.statSync(folder).isDirectory ? folder : null;
  } catch {
    if (Deno.env.get("CI") === "true") throw new Error(`The shared folder is missing: ${folder}`);
    return null;
  }
})();

/** A migrated database without rows that others are copied from, or null. */
export const databaseTemplate: string | null = Deno.env.get("TEST_DATABASE_TEMPLATE") || null;

/** A folder with a migrated embedded database without rows, or null. */
export const clusterTemplate: string | null = Deno.env.get("TEST_CLUSTER_TEMPLATE") || null;

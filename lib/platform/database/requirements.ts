import type { Sql } from "postgres";
import { ConfigError } from "../errors.ts";
import { codeOf, networkReason, placeOf } from "../network_reason.ts";

/** Oldest server that has what the migrations use, as `server_version_num` writes it. */
const OLDEST = 150_000;

function refusal(error: unknown, databaseUrl: string): ConfigError | null {
  const place = placeOf(databaseUrl, 5432);
  const unreachable = networkReason(error);
  const because = (reason: string, fix: string) => new ConfigError("DATABASE_URL", reason, fix);
  if (unreachable !== null) {
    return because(
      `PostgreSQL cannot be reached at ${place}: ${unreachable}`,
      "Start it there, or correct the address.",
    );
  }
  const said = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case "28000":
    case "28P01":
      return because(`PostgreSQL refuses the login: ${said}`, "Correct its user and password.");
    case "3D000":
      return because(said, "Create it with `createdb`, or correct the name.");
    case "42501":
      return because(said, "Let this user connect, or name another one.");
    case "57P03":
      return because(`PostgreSQL at ${place} is not ready: ${said}`, "Start again in a moment.");
    case "53300":
      return because(
        `PostgreSQL at ${place} takes no more connections: ${said}`,
        "Raise its max_connections, or lower DB_POOL_SIZE.",
      );
    default:
      return null;
  }
}

/**
 * Connects once, and looks whether the server is new enough.
 *
 * @throws {ConfigError} naming `DATABASE_URL`, with the reason and the fix
 */
export async function requireDatabase(sql: Sql, databaseUrl: string): Promise<void> {
  let version: number;
  let name: string;
  try {
    const [row] = await sql<{ number: number; name: string }[]>`
      select current_setting('server_version_num')::int as number,
        current_setting('server_version') as name`;
    ({ number: version, name } = row!);
  } catch (error) {
    throw refusal(error, databaseUrl) ?? error;
  }
  if (version >= OLDEST) return;
  throw new ConfigError(
    "DATABASE_URL",
    `PostgreSQL ${name} at ${placeOf(databaseUrl, 5432)} is too old`,
    `Use version ${OLDEST / 10_000} or a newer one.`,
  );
}

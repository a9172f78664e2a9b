import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Sql, TransactionSql } from "postgres";
import type { Logger } from "../log/logger.ts";

/** Key of the advisory lock that lets one process migrate at a time ("CTMIGRAT" as a bigint). */
const LOCK_KEY = "4851287474519695700";

/** The migrations cannot be applied as they are; the database is as it was. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
  constructor(
    readonly code: "changed" | "missing" | "bad_name" | "failed" | "denied",
    readonly file: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

interface Migration {
  name: string;
  text: string;
  /** SHA-256 of the text with Unix line ends, hexadecimal. */
  checksum: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (!entry.name.endsWith(".sql")) continue;
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(entry.name)) {
      throw new MigrationError("bad_name", entry.name, `${entry.name} is not NNNN_name.sql`);
    }
    names.push(entry.name);
  }
  names.sort();
  for (const [index, name] of names.entries()) {
    if (names[index - 1]?.slice(0, 4) === name.slice(0, 4)) {
      throw new MigrationError("bad_name", name, `${name} shares its number with another file`);
    }
  }
  return await Promise.all(names.map(async (name) => {
    const text = (await Deno.readTextFile(join(folder, name))).replaceAll("\r\n", "\n");
    return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
  }));
}

/** Refuses a history that the files do not repeat; returns the files still to be applied. */
function pending(migrations: Migration[], applied: Map<string, string>): Migration[] {
  const names = new Set(migrations.map(({ name }) => name));
  for (const name of applied.keys()) {
    if (!names.has(name)) {
      throw new MigrationError(
        "missing",
        name,
        `${name} was applied to this database but is no longer there; use the release that has it`,
      );
    }
  }
  for (const { name, checksum } of migrations) {
    const recorded = applied.get(name);
    if (recorded !== undefined && recorded !== checksum) {
      throw new MigrationError(
        "changed",
        name,
        `${name} was changed after it was applied; restore it and write a new migration instead`,
      );
    }
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

/** What a refusal for want of rights needs, beyond what PostgreSQL says itself. */
const GRANTS = "Let an administrator `grant create on database` and `grant create on schema " +
  "public` to the user of DATABASE_URL.";

/** PostgreSQL's own words about a failed file, with the way out where there is a known one. */
function failure(file: string, error: unknown): MigrationError {
  const { message, hint, code } = error as { message?: string; hint?: string; code?: string };
  const denied = code === "42501";
  const parts = [`${file} failed: ${message ?? error}.`, hint, denied ? GRANTS : undefined];
  const text = parts.filter((part) => part !== undefined && part !== "").join(" ");
  return new MigrationError(denied ? "denied" : "failed", file, text, error);
}

async function apply(sql: Sql, migration: Migration): Promise<boolean> {
  return await sql.begin(async (tx: TransactionSql) => {
    await tx`select pg_advisory_xact_lock(${LOCK_KEY}::bigint)`;
    const [done] = await tx`select 1 from schema_migrations where name = ${migration.name}`;
    if (done !== undefined) return false;
    await tx`set local statement_timeout = 0`;
    await tx.unsafe(migration.text);
    await tx`
      insert into schema_migrations (name, checksum)
      values (${migration.name}, ${migration.checksum})`;
    return true;
  });
}

/** Makes the table that records what was applied. */
async function makeRecord(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK_KEY}::bigint)`;
    // "if not exists" would ask for the right to create even where nothing is to be created
    const [table] = await tx`select 1 where to_regclass('schema_migrations') is not null`;
    if (table !== undefined) return;
    await tx`
      create table schema_migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`;
  });
}

/**
 * Applies the files of `folder` that the database has not seen, in the order of their numbers, each
 * in a transaction of its own together with its record. Processes that migrate at the same time
 * wait for each other.
 *
 * @returns the names this call applied
 * @throws {MigrationError} when an applied file was changed or is missing, or a file fails; files
 * before the failing one stay applied
 */
export async function migrate(
  sql: Sql,
  folder: string,
  log: Logger,
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder);
  try {
    await makeRecord(sql);
  } catch (error) {
    throw failure("schema_migrations", error);
  }
  const rows = await sql<{ name: string; checksum: string }[]>`
    select name, checksum from schema_migrations`;
  const recorded = new Map(rows.map((row) => [row.name, row.checksum]));
  const applied: string[] = [];
  for (const migration of pending(migrations, recorded)) {
    try {
      if (!await apply(sql, migration)) continue;
    } catch (error) {
      throw failure(migration.name, error);
    }
    applied.push(migration.name);
    log.info({ migration: migration.name }, "migration applied");
  }
  return { applied };
}

/** Names of the files in `folder` that the database has not seen; for `/ready`. */
export async function pendingMigrations(sql: Sql, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const [table] = await sql<{ present: boolean }[]>`
    select to_regclass('schema_migrations') is not null as present`;
  if (table?.present !== true) return migrations.map(({ name }) => name);
  const rows = await sql<{ name: string; checksum: string }[]>`
    select name, checksum from schema_migrations`;
  return pending(migrations, new Map(rows.map((row) => [row.name, row.checksum])))
    .map(({ name }) => name);
}

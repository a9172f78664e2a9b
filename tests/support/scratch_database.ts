import postgres, { type Sql } from "postgres";
import { databaseTemplate, postgresUrl } from "./services.ts";

/** A database made for one test, and the way to drop it. */
export interface ScratchDatabase {
  url: string;
  sql: Sql;
  drop(): Promise<void>;
}

/**
 * Makes a database with a name nobody else has. It is empty, or (in a whole run, to save the time of
 * migrating each) migrated already and without rows.
 *
 * @param options.empty for tests that need an empty one
 * @param options.copyOf address of a database that nobody uses, to be copied instead
 */
export async function scratchDatabase(
  purpose: string,
  { empty = false, copyOf }: { empty?: boolean; copyOf?: string } = {},
): Promise<ScratchDatabase> {
  if (postgresUrl === null) throw new Error("no PostgreSQL for the tests");
  const name = `ct_${purpose}_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const admin = postgres(postgresUrl, { max: 1, onnotice: () => {} });
  const usual = empty ? null : databaseTemplate;
  const source = copyOf === undefined ? usual : new URL(copyOf).pathname.slice(1);
  const template = source === null ? "" : ` template ${source}`;
  await admin.unsafe(`create database ${name}${template}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  const sql = postgres(url.href, { max: 4, onnotice: () => {} });
  return {
    url: url.href,
    sql,
    async drop() {
      await sql.end({ timeout: 2 });
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end({ timeout: 2 });
    },
  };
}

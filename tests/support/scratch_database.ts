import postgres, { type Sql } from "postgres";
import { databaseTemplate, postgresUrl } from "./services.ts";

/** A database made for one test, and the way to drop it. */
export interface ScratchDatabase {
  url: string;
  sql: Sql;
  drop(): Promise<void>;
}

/** Makes a database with a name nobody else has: an empty one, or a copy of one that nobody uses. */
export async function scratchDatabase(
  purpose: string,
  { copyOf }: { copyOf?: string } = {},
): Promise<ScratchDatabase> {
  if (postgresUrl === null) throw new Error("no PostgreSQL for the tests");
  const name = `ct_${purpose}_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const admin = postgres(postgresUrl, { max: 1, onnotice: () => {} });
  const template = copyOf === undefined ? "" : ` template ${new URL(copyOf).pathname.slice(1)}`;
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

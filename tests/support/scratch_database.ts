import postgres, { type Sql } from "postgres";
import { postgresUrl } from "./services.ts";

/** A database made for one test, and the way to drop it. */
export interface ScratchDatabase {
  url: string;
  sql: Sql;
  drop(): Promise<void>;
}

/** Makes an empty database with a name nobody else has. */
export async function scratchDatabase(purpose: string): Promise<ScratchDatabase> {
  if (postgresUrl === null) throw new Error("no PostgreSQL for the tests");
  const name = `ct_${purpose}_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const admin = postgres(postgresUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
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

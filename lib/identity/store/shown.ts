import type { Sql, TransactionSql } from "../../platform/mod.ts";

/** A record as it is shown beside a suggestion. */
export interface ShownRecord {
  id: string;
  /** Connector, or `email` for companies known by an e-mail domain alone. */
  source: string;
  /** Made from what people's records say about their company. */
  derived: boolean;
  role: string | null;
  name: string | null;
  emails: string[];
  phones: string[];
  company: string | null;
  domains: string[];
  /** The source no longer has it. */
  gone: boolean;
}

const COLUMNS = [
  "id",
  "source",
  "derived",
  "role",
  "name",
  "emails",
  "phones",
  "company",
  "domains",
];

/** A row of `identity_records` as a {@link ShownRecord} in JSON. */
export function shownRecord(sql: Sql | TransactionSql, alias: "l" | "r") {
  const pairs = COLUMNS.map((column) => `'${column}', ${alias}.${column}`).join(", ");
  return sql.unsafe(`jsonb_build_object(${pairs}, 'gone', ${alias}.deleted_at is not null)`);
}

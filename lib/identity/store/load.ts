import type { Sql } from "../../platform/mod.ts";
import { type Dataset, datasetBuilder } from "../matching/dataset.ts";
import type { Field } from "../matching/field.ts";
import type { Row } from "../matching/table.ts";

/** Records of one kind, ready to be matched. */
export interface LoadedRecords {
  /** Record ids, in the order of the dataset. */
  ids: string[];
  dataset: Dataset;
}

/** What records are compared by. */
const FIELDS: Record<"person" | "company", Field[]> = {
  person: [
    { name: "given_name", kind: "given_name" },
    { name: "surname", kind: "surname" },
    { name: "email", kind: "email" },
    { name: "phone", kind: "phone" },
    { name: "company", kind: "company" },
    { name: "conversation", kind: "shared" },
  ],
  company: [
    { name: "company", kind: "company" },
    { name: "domain", kind: "domain" },
    { name: "phone", kind: "phone" },
  ],
};

interface FeatureRow {
  id: string;
  given_name: string | null;
  surname: string | null;
  emails: string[];
  phones: string[];
  company: string | null;
  domains: string[];
  conversations: string[];
}

/** Records read at once. */
const PORTION = 5000;

const list = (value: string | null) => value === null ? [] : [value];

function valuesOf(kind: "person" | "company", row: FeatureRow): Row {
  return kind === "company" ? [list(row.company), row.domains, row.phones] : [
    list(row.given_name),
    list(row.surname),
    row.emails,
    row.phones,
    list(row.company),
    row.conversations,
  ];
}

/**
 * Reads the features of all records of a kind, in portions. Only what is compared stays in memory,
 * each distinct value once.
 */
export async function loadRecords(
  sql: Sql,
  accountScopeId: string,
  kind: "person" | "company",
  pause: () => Promise<void>,
): Promise<LoadedRecords> {
  const ids: string[] = [];
  const builder = datasetBuilder(FIELDS[kind]);
  for (let after = "00000000-0000-0000-0000-000000000000";;) {
    const rows = await sql<FeatureRow[]>`
      select f.record_id as id, f.given_name, f.surname, f.emails, f.phones, f.company, f.domains, f.conversations
      from identity_features f
      join identity_records r on r.id = f.record_id and r.deleted_at is null
      where f.account_scope_id = ${accountScopeId} and f.kind = ${kind} and f.record_id > ${after}
      order by f.record_id limit ${PORTION}`;
    if (rows.length === 0) break;
    for (const row of rows) {
      ids.push(row.id);
      builder.add(valuesOf(kind, row));
    }
    after = rows.at(-1)!.id;
    await pause();
  }
  return { ids, dataset: builder.build() };
}

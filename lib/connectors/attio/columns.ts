import type { PendingQuery, Row } from "postgres";
import type { TransactionSql } from "../../platform/mod.ts";
import type { AttioRow } from "./rows.ts";

/** A part of a statement. */
export type Fragment = PendingQuery<Row[]>;

/** A statement's parts, separated by commas. */
function joined(tx: TransactionSql, parts: Fragment[]): Fragment {
  return parts.reduce((whole, part) => tx`${whole}, ${part}`);
}

/** The columns of decoded rows as parts of an upsert: `name`, `r.name`, `name = excluded.name`. */
export function columnsOf(tx: TransactionSql, row: AttioRow) {
  const names = Object.keys(row);
  const each = (part: (name: string) => Fragment) => joined(tx, names.map(part));
  return {
    names: each((name) => tx`${tx(name)}`),
    incoming: each((name) => tx`r.${tx(name)}`),
    assignments: each((name) => tx`${tx(name)} = excluded.${tx(name)}`),
  };
}

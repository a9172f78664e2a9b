import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql, type TransactionSql } from "../../platform/mod.ts";
import type { Decider } from "../decider.ts";
import type { NewCost } from "./cost.ts";
import { type CostError, type CostRow, readCostFile } from "./import_rows.ts";

/** A file of costs, before or after it was taken in. */
export interface CostImport {
  /** Lines that are new. */
  added: number;
  /** Lines that were taken in before: they stay as they are. */
  known: number;
  errors: CostError[];
  /** What the new lines come to, by currency. */
  sums: { currency: string; amount: number }[];
  rows: (NewCost & { line: number; known: boolean })[];
}

/** What files that name none take. */
const USUAL_CATEGORY = "import";

async function readFile(sql: Sql | TransactionSql, accountScopeId: string, file: string) {
  const projects = await sql<{ id: string; name: string; slug: string }[]>`
    select id, name, slug from projects
    where account_scope_id = ${accountScopeId} and kind = 'client' and archived_at is null`;
  const [scope] = await sql<{ currency: string }[]>`
    select currency from account_scopes where id = ${accountScopeId}`;
  return readCostFile(file, projects, { currency: scope!.currency, category: USUAL_CATEGORY });
}

function told(
  { rows, errors }: { rows: CostRow[]; errors: CostError[] },
  isKnown: (row: CostRow) => boolean,
): CostImport {
  const sums = new Map<string, number>();
  const shown = rows.map((row) => ({ ...row.cost, line: row.line, known: isKnown(row) }));
  for (const { known, currency, amount } of shown) {
    if (!known) sums.set(currency, (sums.get(currency) ?? 0) + Math.round(amount * 100));
  }
  const known = shown.filter((row) => row.known).length;
  return {
    ...{ added: rows.length - known, known, errors, rows: shown },
    sums: [...sums].map(([currency, cents]) => ({ currency, amount: cents / 100 })),
  };
}

/** Says what taking a file in would do. */
export async function previewCosts(
  sql: Sql,
  accountScopeId: string,
  file: string,
): Promise<CostImport> {
  const read = await readFile(sql, accountScopeId, file);
  const held = await sql<{ project_id: string; import_key: string }[]>`
    select project_id, import_key from cost_entries
    where account_scope_id = ${accountScopeId} and import_key = any (${
    read.rows.map(({ key }) => key)
  })`;
  const here = new Set(held.map(({ project_id, import_key }) => `${project_id} ${import_key}`));
  return told(read, ({ cost, key }) => here.has(`${cost.project_id} ${key}`));
}

/**
 * Takes a file in: its new lines are added, those taken in before stay as they are.
 *
 * @throws {ApiError} 400 `invalid_costs` with a detail for each error, and nothing is added
 */
export async function importCosts(sql: Sql, by: Decider, file: string): Promise<CostImport> {
  const { accountScopeId } = by;
  return await sql.begin(async (tx) => {
    const read = await readFile(tx, accountScopeId, file);
    if (read.errors.length > 0) {
      throw new ApiError(400, "invalid_costs", "Some lines of the file are wrong.", {
        details: read.errors.slice(0, 200).map(({ line, column, code, value }) => ({
          path: `${line}${column === null ? "" : `.${column}`}`,
          message: value,
          code,
        })),
      });
    }
    const lines = read.rows.map(({ cost, key }) => ({ ...cost, import_key: key }));
    const added = await tx<{ project_id: string; import_key: string }[]>`
      insert into cost_entries (project_id, account_scope_id, incurred_on, amount, currency, category, note,
        origin, import_key)
      select l.project_id, ${accountScopeId}, l.incurred_on, l.amount, l.currency, l.category, l.note, 'csv',
        l.import_key
      from jsonb_to_recordset(${tx.json(lines as never)}) as l (project_id uuid, incurred_on date,
        amount numeric, currency text, category text, note text, import_key text)
      on conflict (project_id, import_key) do nothing
      returning project_id, import_key`;
    const fresh = new Set(added.map(({ project_id, import_key }) => `${project_id} ${import_key}`));
    const result = told(read, ({ cost, key }) => !fresh.has(`${cost.project_id} ${key}`));
    const { known, sums } = result;
    if (result.added > 0) {
      await recordAudit(tx, {
        ...by,
        ...{ action: "costs.imported", entity: "cost_entries", entityId: "*" },
        after: { added: result.added, known, sums },
      });
    }
    return result;
  });
}

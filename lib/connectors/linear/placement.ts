import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import type { Fragment } from "./columns.ts";

/**
 * The expression for the project that a Linear project or an issue belongs to: the binding of the
 * Linear project wins over that of a team, the older over the newer; none: the unassigned project.
 *
 * @param linearProject expression for the Linear project's id
 * @param teams expression for the array of its teams' ids
 */
export function projectOf(
  tx: TransactionSql,
  { connectionId, accountScopeId }: Pick<WriteScope, "connectionId" | "accountScopeId">,
  linearProject: Fragment,
  teams: Fragment,
): Fragment {
  return tx`coalesce(
    (select b.project_id from bindings b
      where b.connection_id = ${connectionId}
        and ((b.kind = 'linear_project' and b.external_id = ${linearProject})
          or (b.kind = 'linear_team' and b.external_id = any (${teams})))
      order by array_position(array['linear_project', 'linear_team'], b.kind), b.created_at, b.id
      limit 1),
    (select p.id from projects p where p.account_scope_id = ${accountScopeId} and p.kind = 'unassigned'))`;
}

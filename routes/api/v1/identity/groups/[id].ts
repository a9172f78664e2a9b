import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { readEntity, relatedTo } from "@/lib/identity/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";

/** Most of what belongs to a company that is told with it. */
const MOST = 1000;

/** A person, company, deal or project with all its records. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const entity = await readEntity(sql, accountScopeId, parseUuid("id", params.id));
    if (entity === null) throw new ApiError(404, "not_found", "There is no such record.");
    const ids = entity.records.map(({ id }) => id);
    const { rows } = await relatedTo(sql, accountScopeId, ids, MOST);
    const { id, kind, survivors, records } = entity;
    const related = rows.map(({ record, kind, by }) => ({ record, kind, by }));
    return succeed(state.requestId, { group: { id, kind, survivors, records, related } });
  },
});

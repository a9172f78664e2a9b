import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { withQuery } from "../../../../(app)/(_components)/query.ts";
import * as contract from "../../(_contract)/connectors.ts";

/** What could not be read, newest failure first; `next` is the address of the older ones. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { cursor, ...asked } = parseQuery(url, contract.listErrors.query);
    const rows = await state.services.connectors.errors.list(
      actorOf(state).accountScopeId,
      { ...asked, limit: asked.limit + 1, before: cursor },
    );
    const errors = rows.slice(0, asked.limit);
    const next = rows.length > errors.length ? withQuery(url, { cursor: errors.at(-1)!.id }) : null;
    return succeed(state.requestId, { errors, next });
  },
});

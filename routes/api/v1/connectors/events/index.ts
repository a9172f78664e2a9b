import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { withQuery } from "../../../../(app)/(_components)/query.ts";
import * as contract from "../../(_contract)/events.ts";

/** What happened, newest first; `next` is the address of the older ones. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { limit, cursor, ...filter } = parseQuery(url, contract.listEvents.query);
    const { feed } = state.services.connectors;
    const { events, hasOlder } = await feed.list(viewOf(state).scope, filter, {
      limit,
      older: cursor,
    });
    const next = hasOlder ? withQuery(url, { cursor: events.at(-1)!.cursor }) : null;
    return succeed(state.requestId, {
      events: events.map(({ cursor: _, ...event }) => event),
      next,
    });
  },
});

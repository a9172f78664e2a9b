import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { withQuery } from "../../../(app)/(_components)/query.ts";
import * as contract from "../(_contract)/portfolio.ts";

/** Conversations, newest activity first, a page at a time; `next` is the address of the older ones. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope } = viewOf(state);
    const { q, older, newer, limit, ...filter } = parseQuery(url, contract.listThreads.query);
    const { rows, total, hasOlder } = await state.services.portfolio.threads(
      scope,
      { ...filter, text: q === "" ? undefined : q },
      { limit, olderThan: older, newerThan: newer },
    );
    const last = rows.at(-1);
    const next = hasOlder && last !== undefined
      ? withQuery(url, { newer: undefined, older: last.id })
      : null;
    return succeed(state.requestId, { threads: rows, total, next });
  },
});

import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { numberIn, textIn, uuidIn, withQuery } from "../../../(app)/(_components)/query.ts";

/** Conversations, newest activity first, a page at a time; `next` is the address of the older ones. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope } = viewOf(state);
    const filter = {
      status: textIn(url, "status", 30),
      inbox: textIn(url, "inbox", 40),
      text: textIn(url, "q"),
    };
    const place = {
      limit: numberIn(url, "limit", 1, 200, 50),
      olderThan: uuidIn(url, "older"),
      newerThan: uuidIn(url, "newer"),
    };
    const { rows, total, hasOlder } = await state.services.portfolio.threads(scope, filter, place);
    const last = rows.at(-1);
    return Response.json({
      ok: true,
      threads: rows,
      total,
      next: hasOlder && last !== undefined
        ? withQuery(url, { newer: undefined, older: last.id })
        : null,
      request_id: state.requestId,
    });
  },
});

import { define } from "@/define.ts";
import { newestFirst, pageOf, parseNoBody, parseQuery, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/people.ts";

/** Sessions that are signed in; DELETE ends all but the one that asks. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const place = parseQuery(url, contract.listSessions.query);
    const sessions = await state.services.auth.sessions.list(actorOf(state).accountScopeId);
    const { rows, next } = pageOf(
      sessions,
      ({ createdAt, id }) => newestFirst(createdAt) + id,
      url,
      place,
    );
    const own = state.session?.id ?? null;
    return succeed(state.requestId, {
      sessions: rows.map((session) => contract.sessionOf(session, own)),
      next,
    });
  },
  async DELETE({ state, req }) {
    await parseNoBody(req);
    const { sessions } = state.services.auth;
    const ended = await sessions.endOthers(actorOf(state), state.session?.id ?? null);
    return succeed(state.requestId, { ended });
  },
});

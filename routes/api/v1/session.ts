import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { chooseProject, requireSession } from "@/middleware/session.ts";
import { viewOf } from "@/view.ts";
import * as contract from "./(_contract)/people.ts";

/** Who is signed in and what they look at; PATCH chooses project, language and theme. */
export const handler = define.handlers({
  GET({ state }) {
    const { session, requestId } = state;
    const { request } = viewOf(state);
    return succeed(requestId, {
      session: session === null
        ? null
        : { id: session.id, login: session.login, locale: state.locale, theme: session.theme },
      project_id: request.projectId,
      projects: request.projects,
    });
  },
  async PATCH({ state, req }) {
    const session = requireSession(state);
    const body = await parseBody(req, contract.changeSession.body);
    await state.services.auth.sessions.change(session.id, {
      projectId: body.project_id === undefined ? undefined : chooseProject(state, body.project_id),
      locale: body.locale,
      theme: body.theme,
    });
    return succeed(state.requestId, {});
  },
});

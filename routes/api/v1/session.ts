import { z } from "zod";
import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";

const change = z.strictObject({
  project_id: z.uuid().nullable().optional(),
  locale: z.enum(["en", "ru"]).optional(),
  theme: z.enum(["light", "dark"]).nullable().optional(),
});

/** Who is signed in and what they look at; PATCH chooses project, language and theme. */
export const handler = define.handlers({
  GET({ state }) {
    const { session, scope, requestId } = state;
    return succeed(requestId, {
      session: session === null
        ? null
        : { id: session.id, login: session.login, locale: state.locale, theme: session.theme },
      project_id: scope?.projectId ?? null,
      projects: scope?.projects ?? [],
    });
  },
  async PATCH({ state, req }) {
    const { session, scope, services, requestId } = state;
    if (session === null) {
      throw new ApiError(403, "no_session", "An API token has no session to change.");
    }
    const body = await parseBody(req, change);
    if (
      body.project_id != null && !scope?.projects.some((project) => project.id === body.project_id)
    ) {
      throw new ApiError(404, "not_found", "There is no such project.");
    }
    await services.auth.sessions.change(session.id, {
      projectId: body.project_id,
      locale: body.locale,
      theme: body.theme,
    });
    return succeed(requestId, {});
  },
});

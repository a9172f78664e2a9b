import { HttpError } from "fresh";
import { createTranslator, type Translator } from "@/lib/i18n/mod.ts";
import type { RequestScope, SessionInfo } from "@/lib/auth/mod.ts";
import type { ProjectScope } from "@/lib/portfolio/mod.ts";
import type { State } from "@/lib/services.ts";

/** What a signed-in request may see, and in which words. */
export interface View {
  t: Translator;
  /** The session's CSRF token and login; those of an API token are empty and its name. */
  session: Pick<SessionInfo, "login" | "csrfToken">;
  request: RequestScope;
  /** The chosen project, or all of the scope with the unassigned one. */
  scope: ProjectScope;
  /** Epoch milliseconds. */
  now: number;
}

/** @throws {HttpError} 401 without a session, which only a page outside the sign-in guard can have */
export function viewOf(state: State): View {
  const { scope } = state;
  if (scope === null) throw new HttpError(401);
  return {
    t: createTranslator(state.locale, scope.timeZone),
    session: state.session ?? { login: whoIn(state), csrfToken: "" },
    request: scope,
    scope: {
      accountScopeId: scope.accountScopeId,
      projectIds: scope.projectId === null
        ? scope.projects.map((project) => project.id)
        : [scope.projectId],
    },
    now: state.services.clock.now(),
  };
}

function whoIn({ session, token }: State): string {
  if (session !== null) return session.login;
  if (token !== null) return `token:${token.name}`;
  throw new HttpError(401);
}

/** Who makes a change, for the audit trail. */
export function actorOf(state: State) {
  if (state.scope === null) throw new HttpError(401);
  return {
    accountScopeId: state.scope.accountScopeId,
    actor: whoIn(state),
    requestId: state.requestId,
  };
}

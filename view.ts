import { HttpError } from "fresh";
import { createTranslator, type Translator } from "@/lib/i18n/mod.ts";
import type { RequestScope, SessionInfo } from "@/lib/auth/mod.ts";
import type { ProjectScope } from "@/lib/portfolio/mod.ts";
import type { State } from "@/lib/services.ts";

/** What a signed-in page needs of its request. */
export interface View {
  t: Translator;
  session: SessionInfo;
  request: RequestScope;
  /** The chosen project, or all of the scope with the unassigned one. */
  scope: ProjectScope;
  /** Epoch milliseconds. */
  now: number;
}

/** @throws {HttpError} 401 without a session, which only a page outside the sign-in guard can have */
export function viewOf(state: State): View {
  const { session, scope } = state;
  if (session === null || scope === null) throw new HttpError(401);
  return {
    t: createTranslator(state.locale, scope.timeZone),
    session,
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

/** Who makes a change, for the audit trail. */
export function actorOf(state: State) {
  const { session, scope } = state;
  if (session === null || scope === null) throw new HttpError(401);
  return { accountScopeId: scope.accountScopeId, actor: session.login, requestId: state.requestId };
}

import type { SearchScope } from "@/lib/evidence/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";

/**
 * The projects a search looks into: the one that is asked for, else those the request sees.
 *
 * @throws {ApiError} 400 for a project that is not of the scope
 */
export function searchScopeOf(state: State, projectId?: string): SearchScope {
  const { scope, request } = viewOf(state);
  if (projectId === undefined) return scope;
  if (!request.projects.some(({ id }) => id === projectId)) {
    throw new ApiError(400, "validation_error", "The request is not valid.", {
      details: [{ path: "projectId", message: "Not a project of this scope", code: "custom" }],
    });
  }
  return { accountScopeId: scope.accountScopeId, projectIds: [projectId] };
}

import { ApiError } from "@/lib/platform/mod.ts";
import type { ProjectScope } from "@/lib/portfolio/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";

/**
 * The projects a request is about: those it names, else the chosen one or all.
 *
 * @throws {ApiError} 404 for a project that the scope does not have
 */
export function narrowed(state: State, projectIds: readonly string[] | undefined): ProjectScope {
  const { scope, request } = viewOf(state);
  if (projectIds === undefined) return scope;
  const known = new Set(request.projects.map(({ id }) => id));
  if (!projectIds.every((id) => known.has(id))) {
    throw new ApiError(404, "not_found", "There is no such project.");
  }
  return { ...scope, projectIds: [...projectIds] };
}

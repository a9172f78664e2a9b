import type { SessionInfo } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";

/** @throws {ApiError} 403 for a script, which has none */
export function requireSession({ session }: State): SessionInfo {
  if (session !== null) return session;
  throw new ApiError(403, "no_session", "This needs a signed-in person, not an API token.");
}

/**
 * A project that a request may choose; null for all of them.
 *
 * @throws {ApiError} 404 for one outside the scope
 */
export function chooseProject({ scope }: State, id: string | null): string | null {
  if (id === null || scope?.projects.some((project) => project.id === id)) return id;
  throw new ApiError(404, "not_found", "There is no such project.");
}

/** Public face of auth: credentials, sessions, limits, scope, projects, API tokens. */
export {
  type ApiToken,
  createApiToken,
  findApiToken,
  listApiTokens,
  revokeApiToken,
  type TokenScope,
} from "./api_tokens.ts";
export { type Attempt, type Auth, type AuthTools, createAuth, type SignIn } from "./auth.ts";
export { clientIpBehind } from "./client_ip.ts";
export { fromOwnPages, isSafe, tokenMatches } from "./csrf.ts";
export { limitHeaders, LIMITS, type LimitState } from "./limits.ts";
export { fitsBcrypt, hashPassword, isBcryptHash, PasswordTooLong } from "./password.ts";
export {
  type Actor,
  changeProject,
  createProject,
  listProjects,
  type Project,
  type ProjectChange,
} from "./projects.ts";
export { ensureDefaultScope, type RequestScope, resolveScope, type ScopeProject } from "./scope.ts";
export { type ListedSession, type SessionChange, type SessionInfo } from "./sessions.ts";
export { equalTexts, newToken } from "./token.ts";

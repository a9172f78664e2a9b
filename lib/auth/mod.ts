/** Public face of auth: credentials, sessions, limits, scope, projects, API tokens. */
export type { Actor } from "./actor.ts";
export {
  type ApiToken,
  createApiToken,
  findApiToken,
  listApiTokens,
  revokeApiToken,
  type TokenInfo,
  type TokenScope,
} from "./api_tokens.ts";
export { type Attempt, type Auth, type AuthTools, createAuth, type SignIn } from "./auth.ts";
export { clientIpBehind } from "./client_ip.ts";
export { fromOwnPages, isSafe, tokenMatches } from "./csrf.ts";
export { limitHeaders, LIMITS, type LimitState } from "./limits.ts";
export { fitsBcrypt, hashPassword, isBcryptHash, PasswordTooLong } from "./password.ts";
export {
  changeProject,
  createProject,
  listProjects,
  type Project,
  type ProjectChange,
} from "./projects.ts";
export {
  changeScope,
  ensureDefaultScope,
  type RequestScope,
  resolveScope,
  type ScopeChange,
  type ScopeProject,
} from "./scope.ts";
export { changeTerms, readTerms, type ScopeTerms } from "./scope_terms.ts";
export type { ListedSession, SessionChange, SessionInfo } from "./session.ts";
export { equalTexts, isToken, newToken, sha256 } from "./token.ts";

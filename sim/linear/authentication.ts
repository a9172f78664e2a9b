import type { SimClock } from "../clock.ts";
import { LinearError } from "./errors.ts";
import type { Credential } from "./state/tables.ts";

const refused = (message: string, userMessage?: string) =>
  new LinearError(message, "AUTHENTICATION_ERROR", "authentication error", userMessage);

/**
 * The credential an `Authorization` header names. Personal keys come bare, OAuth tokens after
 * `Bearer`. Throws a 400 for a key that is sent as a Bearer token, a 401 for everything else.
 */
export function authenticate(
  header: string | null,
  credentials: ReadonlyMap<string, Credential>,
  clock: SimClock,
): Credential {
  const bearer = header?.startsWith("Bearer ") ?? false;
  const token = bearer ? header!.slice("Bearer ".length) : header ?? "";
  const credential = credentials.get(token);
  if (credential?.kind === "key" && bearer) {
    throw new LinearError(
      "It looks like you're trying to use an API key as a Bearer token. Remove the Bearer prefix from the Authorization header.",
      "INPUT_ERROR",
      "invalid input",
    );
  }
  if (credential === undefined || (credential.kind === "oauth" && !bearer)) {
    throw refused(
      "Authentication required, not authenticated",
      "You need to authenticate to access this operation.",
    );
  }
  if (credential.expiresAt !== null && credential.expiresAt <= clock.now()) {
    throw refused("Access token expired", "The access token has expired.");
  }
  return credential;
}

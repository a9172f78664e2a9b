import { timingSafeEqual } from "node:crypto";
import type { Config, Logger } from "../platform/mod.ts";
import { sha256 } from "./token.ts";
import { hashPassword, isBcryptHash, verifyPassword } from "./password.ts";

/** Checks a login and a password against the configured ones. */
export type Credentials = (login: string, password: string) => Promise<boolean>;

/**
 * The configured credentials. A plain password is hashed once, in memory, with a warning. Every
 * check costs one bcrypt comparison, also for a wrong login, so that time tells nothing.
 */
export function createCredentials(
  { login, secret }: Config["credentials"],
  log: Logger,
): Credentials {
  if (!isBcryptHash(secret)) {
    log.warn(
      {},
      "AUTH_CREDENTIALS holds a plain password; `deno task hash-password` makes a hash of it",
    );
  }
  const hash = isBcryptHash(secret) ? Promise.resolve(secret) : hashPassword(secret);
  return async (givenLogin, password) => {
    const known = timingSafeEqual(sha256(givenLogin), sha256(login));
    const right = await verifyPassword(password, await hash);
    return known && right;
  };
}

import type { Config, Logger } from "../platform/mod.ts";
import { hashPassword, isBcryptHash, verifyPassword } from "./password.ts";
import { equalTexts } from "./token.ts";

/** Checks a login and a password against the configured ones. */
export type Credentials = (login: string, password: string) => Promise<boolean>;

/**
 * The configured credentials. A plain password is hashed once, in memory, with a warning. Every
 * check costs one bcrypt comparison, also for a wrong login, so that time tells nothing.
 *
 * @param verify compares a password to a hash
 */
export function createCredentials(
  { login, secret }: Config["credentials"],
  log: Logger,
  verify: typeof verifyPassword = verifyPassword,
): Credentials {
  const plain = !isBcryptHash(secret);
  if (plain) {
    log.warn(
      {},
      "AUTH_CREDENTIALS holds a plain password; `deno task hash-password` makes a hash of it",
    );
  }
  const hash = plain ? hashPassword(secret) : Promise.resolve(secret);
  // reported by the first check; until then it must not end the process
  hash.catch(() => {});
  return async (givenLogin, password) => {
    const known = equalTexts(givenLogin, login);
    const right = await verify(password, await hash);
    return known && right;
  };
}

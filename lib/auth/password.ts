import bcrypt from "bcryptjs";

/** bcrypt reads no more bytes of a password than this; longer ones are refused, never cut. */
const MAX_BYTES = 72;

/** Cost of hashes made here: 2^11 rounds, about a tenth of a second. */
const COST = 11;

/** A password that cannot be hashed whole. */
export class PasswordTooLong extends Error {
  override readonly name = "PasswordTooLong";
  constructor() {
    super(`A password may have at most ${MAX_BYTES} bytes, because bcrypt ignores the rest`);
  }
}

/** Whether a text is a bcrypt hash (with a cost bcrypt has, 4 to 31) rather than a password. */
export function isBcryptHash(text: string): boolean {
  return /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/.test(text);
}

/** Whether bcrypt would read all of a password. */
export function fitsBcrypt(password: string): boolean {
  return new TextEncoder().encode(password).length <= MAX_BYTES;
}

/**
 * The bcrypt hash of a password.
 * @throws {PasswordTooLong}
 */
export async function hashPassword(password: string): Promise<string> {
  if (!fitsBcrypt(password)) throw new PasswordTooLong();
  return await bcrypt.hash(password, COST);
}

/** Whether a password belongs to a hash. A password that is too long belongs to none. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const fits = fitsBcrypt(password);
  // compared all the same, so that time does not tell
  return await bcrypt.compare(fits ? password : "", hash) && fits;
}

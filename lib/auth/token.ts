import { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";

/** A random token of 256 bits, base64url. */
export function newToken(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}

/** Whether a text has the form of a token. What has not needs no looking up. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** SHA-256 of a text: what is stored of a token. */
export function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** Whether two texts are equal, in a time that does not depend on where they differ. */
export function equalTexts(left: string, right: string): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}

import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether a hexadecimal HMAC-SHA-256 is that of the given parts, in a time that tells nothing. */
export function hmacMatches(secret: string, parts: (string | Uint8Array)[], hex: string): boolean {
  const mac = createHmac("sha256", secret);
  for (const part of parts) mac.update(part);
  const wanted = mac.digest();
  if (!/^[0-9a-f]{64}$/i.test(hex)) return false;
  return timingSafeEqual(wanted, Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16)));
}

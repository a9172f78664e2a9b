import { Buffer } from "node:buffer";

/** Bytes of a nonce of AES-GCM. */
const NONCE = 12;

const encode = (text: string) => new TextEncoder().encode(text);

async function keyFrom(secret: string, purpose: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", encode(secret), "HKDF", false, [
    "deriveKey",
  ]);
  return await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encode(purpose) },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

/** Encrypts a JSON value so that only who knows the secret can read it (HKDF-SHA-256, AES-256-GCM). */
export async function seal(value: unknown, secret: string, purpose: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const key = await keyFrom(secret, purpose);
  const data = encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, data);
  return Buffer.concat([iv, new Uint8Array(sealed)]).toString("base64url");
}

/**
 * The value that was sealed.
 *
 * @throws {DOMException} when secret or purpose is another one, or the text was changed
 */
export async function unseal<T>(text: string, secret: string, purpose: string): Promise<T> {
  const bytes = new Uint8Array(Buffer.from(text, "base64url"));
  const iv = bytes.subarray(0, NONCE);
  const key = await keyFrom(secret, purpose);
  const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes.subarray(NONCE));
  return JSON.parse(new TextDecoder().decode(data)) as T;
}

/** A sealed text cannot be opened: another key, another place, or changed bytes. */
export class SecretBoxError extends Error {
  override readonly name = "SecretBoxError";
}

/** Encrypts secrets that are kept in the database. */
export interface SecretBox {
  /**
   * Seals a text with AES-256-GCM. `place` (the row it belongs to) is authenticated with it: moved to
   * another row it does not open. Returns format byte, 12-byte nonce, ciphertext and tag.
   */
  seal(text: string, place: string): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws {SecretBoxError} for other keys, other places, and changed bytes */
  open(sealed: Uint8Array, place: string): Promise<string>;
}

const FORMAT = 1;
const NONCE = 12;
const encoder = new TextEncoder();

/** The encryption key: HKDF-SHA-256 (RFC 5869) of the operator's secret. */
async function derive(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, [
    "deriveKey",
  ]);
  return await crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(),
      info: encoder.encode("control-tower/vendor-tokens/1"),
    },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

/** Makes the box that one secret locks. */
export function createSecretBox(secret: string): SecretBox {
  const key = derive(secret);
  return {
    async seal(text, place) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE));
      const sealed = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv, additionalData: encoder.encode(place) },
        await key,
        encoder.encode(text),
      );
      const bytes = new Uint8Array(1 + NONCE + sealed.byteLength);
      bytes[0] = FORMAT;
      bytes.set(iv, 1);
      bytes.set(new Uint8Array(sealed), 1 + NONCE);
      return bytes;
    },
    async open(sealed, place) {
      if (sealed[0] !== FORMAT || sealed.length <= 1 + NONCE) {
        throw new SecretBoxError("this is no sealed secret");
      }
      try {
        const text = await crypto.subtle.decrypt(
          {
            name: "AES-GCM",
            iv: sealed.slice(1, 1 + NONCE),
            additionalData: encoder.encode(place),
          },
          await key,
          sealed.slice(1 + NONCE),
        );
        return new TextDecoder().decode(text);
      } catch (error) {
        throw new SecretBoxError("the secret was sealed with another key", { cause: error });
      }
    },
  };
}

const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password of the given random bytes, one letter each, in groups of four: easy to read and type. */
export function password(bytes: Uint8Array): string {
  const text = [...bytes].map((byte) => letters[byte % letters.length]).join("");
  return text.match(/.{1,4}/g)?.join("-") ?? "";
}

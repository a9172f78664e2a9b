import { seededRandom } from "../random.ts";

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

/** A generator of version 4 UUIDs; the same seed gives the same ones. */
export function uuids(seed: number): () => string {
  const random = seededRandom(seed);
  const bits = (count: number) => Math.floor(random() * 2 ** count);
  return () => {
    const variant = hex(0x8000 + bits(14), 4);
    return `${hex(bits(32), 8)}-${hex(bits(16), 4)}-4${hex(bits(12), 3)}-${variant}-${
      hex(bits(24), 6)
    }${hex(bits(24), 6)}`;
  };
}

/** Whether the text has the form of a UUID. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

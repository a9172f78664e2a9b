/** The distinct letters and digits of a Latin text as bits: 26 letters, digits in the six left over. */
export function letterBits(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) | 32;
    const bit = code >= 97 && code <= 122 ? code - 97 : 26 + text.charCodeAt(i) % 6;
    bits |= 1 << bit;
  }
  return bits;
}

/** How many letters only one of two texts has: a bound on their edit distance that costs next to nothing. */
export function lettersApart(a: number, b: number): number {
  let bits = (a ^ b) >>> 0;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

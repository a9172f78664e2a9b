const letters: Record<string, string> = Object.fromEntries(
  "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya"
    .split(" ").map((pair) => pair.split(":") as [string, string]),
);

/** Longest slug, characters; a number may follow. */
const LONGEST = 50;

/** A name as part of an address: Latin letters, digits and hyphens; Cyrillic is transliterated. */
export function slugOf(name: string): string {
  // composed, so that й and ё are one letter; then decomposed, to take the accents off
  const latin = [...name.toLowerCase().normalize("NFC")].map((letter) => letters[letter] ?? letter)
    .join("").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = latin.replace(/[^a-z0-9]+/g, "-").replace(/^-/, "").slice(0, LONGEST)
    .replace(/-$/, "");
  return slug === "" ? "project" : slug;
}

/** The slug, or with the first number after it that makes it free. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const base = slugOf(name);
  if (!taken.has(base)) return base;
  for (let number = 2;; number++) {
    const slug = `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}

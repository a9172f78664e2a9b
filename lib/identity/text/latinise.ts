import { transliterate } from "transliteration";

/** Cyrillic of the East and South Slavic alphabets, in the romanisation people use for names. */
const cyrillic = new Map(
  ("а:a б:b в:v г:g ґ:g ѓ:g д:d ђ:dj е:e ё:e є:ye ж:zh з:z ѕ:z и:i й:y і:i ї:yi ј:j к:k ќ:k л:l љ:lj " +
    "м:m н:n њ:nj о:o п:p р:r с:s т:t ћ:c у:u ў:u ф:f х:kh ц:ts ч:ch џ:dz ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya")
    .split(" ").map((pair) => pair.split(":") as [string, string]),
);

/** Latin letters that Unicode does not decompose into a base letter and a mark. */
const latin = new Map(Object.entries({
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ŋ: "n",
}));

/**
 * Writes text in lower-case ASCII letters: marks are dropped (`Żółć` → `zolc`), Cyrillic is romanised
 * (`Щербаков` → `shcherbakov`), other scripts are transliterated letter by letter.
 */
export function latinise(text: string): string {
  const lower = text.toLowerCase();
  // deno-lint-ignore no-control-regex
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  let out = "";
  for (const letter of lower.normalize("NFC")) {
    const known = cyrillic.get(letter) ?? latin.get(letter);
    out += known ?? letter.normalize("NFKD").replace(/\p{M}/gu, "");
  }
  return /[^\p{ASCII}]/u.test(out) ? transliterate(out).toLowerCase() : out;
}

/** The words of a text, latinised, without punctuation; apostrophes join (`O'Brien` → `obrien`). */
export function words(text: string): string[] {
  return latinise(text).replace(/['`’ʼ]/g, "").split(/[^a-z0-9]+/).filter((word) => word !== "");
}

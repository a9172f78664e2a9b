import { words } from "../text/latinise.ts";

/** A person's full name, taken apart; parts that are not there are empty. */
export interface FullName {
  given: string;
  middle: string;
  surname: string;
}

const TITLES = new Set(
  "mr mrs ms miss mx dr prof sir dame lord lady jr sr ii iii iv phd md esq herr frau gospodin gospozha g-n g-zha"
    .split(" "),
);

/** East Slavic patronymics, romanised. */
const PATRONYMIC = /..(ovich|evich|ovych|ovna|evna|ivna|inichna|ilinichna|lich|mich|kich|tich)$/;

/** Parts of surnames that are written as words of their own. */
const PARTICLES = new Set(
  "al ap bin da de del della den der di dos du el ibn la le van vander von zu ter ten".split(" "),
);

/**
 * Takes a display name apart: `Anna Ivanova`, `Ivanova, Anna`, `Иванова Анна Сергеевна`,
 * `Dr. John A. van der Berg`. A single word is a given name: comparison looks at both orders anyway.
 */
export function parseFullName(raw: string): FullName {
  const comma = /^([^,]+),\s*([^,]+)$/.exec(raw.trim());
  const text = comma !== null && !TITLES.has(words(comma[2]!).join(""))
    ? `${comma[2]} ${comma[1]}`
    : raw;
  const plain = text.replace(/\([^)]*\)|\[[^\]]*\]/g, " ").replace(/[-‐‑]/g, "");
  const parts = words(plain).filter((word) => !TITLES.has(word) && !/^\d+$/.test(word));
  const [first = "", ...rest] = parts;
  if (rest.length === 0) return { given: first, middle: "", surname: "" };
  const patronymic = parts.findIndex((part, index) => index > 0 && PATRONYMIC.test(part));
  if (parts.length === 3 && patronymic === 2) {
    return { given: parts[1]!, middle: parts[2]!, surname: first };
  }
  if (parts.length === 3 && patronymic === 1) {
    return { given: first, middle: parts[1]!, surname: parts[2]! };
  }
  let split = rest.length - 1;
  while (split > 0 && PARTICLES.has(rest[split - 1]!)) split--;
  return {
    given: first,
    middle: rest.slice(0, split).join(" "),
    surname: rest.slice(split).join(" "),
  };
}

import { parseEmail } from "./email.ts";

/** A person's name, in Latin letters; parts that are not known are empty. */
export interface KnownName {
  given: string;
  surname: string;
}

/**
 * Fills the gaps of a name from an e-mail address that spells it: `t.crossdale@` and "Thomas" make
 * "Thomas Crossdale", `anna.ivanova@` makes "Anna Ivanova". What is known is never changed.
 */
export function fillNames(known: KnownName, address: string): KnownName {
  const email = known.given !== "" && known.surname !== "" ? null : parseEmail(address);
  if (email === null || email.role) return known;
  const local = email.local.replace(/\d+$/, "");
  const parts = local.split(/[._-]/);
  if (known.given === "" && known.surname === "") {
    const [given = "", surname = ""] = parts;
    const spelt = parts.length === 2 && /^[a-z]{2,}$/.test(given) && /^[a-z]{3,}$/.test(surname);
    return spelt ? { given, surname } : known;
  }
  const [has, part] = known.given !== ""
    ? [known.given, "surname" as const]
    : [known.surname, "given" as const];
  const missing = restOf(local, parts, has);
  return missing === null ? known : { ...known, [part]: missing };
}

/** What an address says beside the name or its initial, when that is a name's length. */
function restOf(local: string, parts: readonly string[], known: string): string | null {
  if (parts.length === 2) {
    const [first = "", second = ""] = parts;
    const says = (part: string) => part === known || (part.length === 1 && known.startsWith(part));
    const rest = says(first) ? second : says(second) ? first : "";
    return /^[a-z]{3,}$/.test(rest) ? rest : null;
  }
  if (parts.length !== 1 || known.length < 3 || !/^[a-z]+$/.test(local)) return null;
  const rest = local.startsWith(known)
    ? local.slice(known.length)
    : local.endsWith(known)
    ? local.slice(0, -known.length)
    : "";
  return rest.length >= 4 ? rest : null;
}

import { words } from "../text/latinise.ts";
import { parseDate } from "../values/date.ts";
import { parseEmail } from "../values/email.ts";
import type { Field, FieldKind } from "./field.ts";

/** Words in the names of columns, romanised; the first kind with a hit decides. */
const VOCABULARY: [FieldKind, RegExp][] = [
  ["email", /^(email|e-?mail|mail|pochta|elpochta)$/],
  [
    "phone",
    /^(phone|telephone|tel|mobile|cell|cellphone|msisdn|fax|telefon|mobilnyy|sotovyy|whatsapp)$/,
  ],
  ["date", /^(dob|birth|birthday|birthdate|born|date|geburtsdatum|rozhdeniya)$/],
  [
    "company",
    /^(company|organi[sz]ation|org|employer|firm|business|account|kompaniya|organizatsiya|firma|firme)$/,
  ],
  ["surname", /^(surname|lastname|last|family|lname|familiya|nachname|apellidos?|nom|sn)$/],
  [
    "given_name",
    /^(firstname|first|given|forename|fname|givenname|imya|vorname|prenom|nombre|gn)$/,
  ],
  ["code", /^(postcode|zip|zipcode|postal|postalcode|indeks|plz)$/],
  ["number", /^(number|nr|no|house|apt|apartment|flat|unit|building|dom|kvartira|korpus)$/],
  ["category", /^(state|country|gender|sex|region|title|language|pol|strana|oblast|respublika)$/],
  [
    "place",
    /^(city|town|suburb|locality|village|municipality|county|district|place|gorod|poselok|rayon|ort|ville)$/,
  ],
  ["text", /^(address|addr|street|road|line|adres|ulitsa|strasse|middle|otchestvo|patronymic)$/],
  ["full_name", /^(name|fullname|fio|person|contact|customer|client|klient|kontakt)$/],
];

/** Share of texts that `test` accepts. */
function share(texts: readonly string[], test: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(test).length / texts.length;
}

const isPhone = (text: string) =>
  /^[+\d][\d\s().-]{6,}$/.test(text) && text.replace(/\D/g, "").length >= 7;

/** A name's words; camel case and digits are parted. `date_of_birth` → date, of, birth. */
function nameWords(name: string): string[] {
  return words(name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ").replace(/\d+/g, " "));
}

function byName(name: string): FieldKind | null {
  const parts = nameWords(name);
  parts.push(parts.join(""));
  return VOCABULARY.find(([, pattern]) => parts.some((part) => pattern.test(part)))?.[0] ?? null;
}

function byContent(texts: readonly string[]): FieldKind {
  const distinct = new Set(texts).size;
  if (share(texts, isPhone) >= 0.8) return "phone";
  if (distinct <= Math.max(2, Math.min(60, texts.length / 20))) return "category";
  if (share(texts, (text) => /^\d+$/.test(text)) >= 0.8) {
    return share(texts, (text) => text.length <= 4) >= 0.8 ? "number" : "code";
  }
  return share(texts, (text) => text.split(/\s+/).length > 1) >= 0.5 ? "text" : "place";
}

/** The kind of one column, from what its values look like and what it is called; null to leave it out. */
function kindOf(name: string, texts: readonly string[]): FieldKind | null {
  if (new Set(texts).size < 2) return null;
  if (share(texts, (text) => parseEmail(text) !== null) >= 0.8) return "email";
  if (share(texts, (text) => /\D/.test(text) && parseDate(text) !== null) >= 0.8) return "date";
  const named = byName(name);
  if (named === "date" && share(texts, (text) => parseDate(text) !== null) < 0.5) {
    return byContent(texts);
  }
  return named ?? byContent(texts);
}

/** How many records are looked at. */
const SAMPLE = 2000;

/**
 * Says what the columns of a table hold, by their names (English, romanised Russian and a few others) and
 * contents. Columns without differing values are left out: the result names the columns to use.
 */
export function detectFields(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): (Field & { column: number })[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const sample = rows.filter((_, index) => index % step === 0);
  return columns.flatMap((name, column) => {
    const texts = sample.map((row) => (row[column] ?? "").trim()).filter((text) => text !== "");
    const kind = kindOf(name, texts);
    return kind === null ? [] : [{ name, kind, column }];
  });
}

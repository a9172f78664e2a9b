/** The agency's clients and their people: the same in every vendor's history of one seed. */
import { companies } from "./chatwoot/history_texts.ts";
import { familyNames, givenNames, russianNames } from "./chatwoot/people.ts";
import { between, pick, seededRandom } from "./random.ts";

/** Somebody who works for a client. */
export interface ClientPerson {
  given: string;
  family: string;
  /** The name in Latin letters, given name first. */
  latin: string;
  /** Null: never told. */
  email: string | null;
  /** E.164. */
  phone: string | null;
  role: string;
}

/** A client with its people; the first one is its main contact. */
export interface Client {
  name: string;
  product: string;
  language: "en" | "ru";
  domain: string;
  people: ClientPerson[];
}

const domains = [
  "acme.example",
  "brightside.example",
  "veter.example",
  "fjord.example",
  "knigi.example",
  "helios.example",
  "master.example",
  "quantum.example",
];

const roles = {
  en: ["Managing director", "Head of digital", "Product owner", "Marketing lead", "Assistant"],
  ru: [
    "Генеральный директор",
    "Руководитель IT",
    "Менеджер проекта",
    "Маркетолог",
    "Ассистент",
  ],
} as const;

/** The part of an e-mail address that a Latin name gives. */
export function localPart(latin: string): string {
  return latin.toLowerCase().replaceAll(/[^a-z]+/g, ".");
}

/** Takes one of the items away. */
function draw<T>(random: () => number, items: T[]): T {
  return items.splice(Math.floor(random() * items.length), 1)[0]!;
}

function personOf(
  client: { index: number; language: "en" | "ru" },
  place: number,
  random: () => number,
  names: { given: string[]; family: string[] },
): ClientPerson {
  const { index, language } = client;
  const [name, latin] = language === "ru"
    ? russianNames[(index * 3 + place) % russianNames.length]!
    : [`${draw(random, names.given)} ${pick(random, names.family)}`, null];
  const [given = "", family = ""] = name.split(" ");
  const number = between(random, 1_000_000, 9_999_999);
  return {
    given,
    family,
    latin: latin ?? name,
    email: place === 4 ? null : `${localPart(latin ?? name)}@${domains[index]}`,
    phone: place > 1 ? null : `${language === "ru" ? "+7495" : "+4930"}${number}`,
    role: roles[language][place]!,
  };
}

/** The eight clients with three to five people each. */
export function clientsOf(seed: number): Client[] {
  const random = seededRandom(seed * 7919 + 17);
  return companies.map(({ name, product, language }, index) => {
    const names = { given: [...givenNames], family: [...familyNames] };
    return {
      name,
      product,
      language,
      domain: domains[index]!,
      people: Array.from(
        { length: between(random, 3, 5) },
        (_, place) => personOf({ index, language }, place, random, names),
      ),
    };
  });
}

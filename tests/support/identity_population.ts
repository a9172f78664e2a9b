import { between, pick } from "../../sim/random.ts";

/** A person as they are; records about them are copies with gaps and slips. */
interface Person {
  entity: number;
  russian: boolean;
  given: string;
  surname: string;
  company: { name: string; domain: string; phone: string };
  workEmail: string;
  privateEmail: string;
  phone: string;
  born: string;
  city: string;
  street: string;
  house: string;
}

/** One record about a person, and the truth about it. */
export interface PopulationRecord {
  entity: number;
  given: string;
  surname: string;
  email: string;
  phone: string;
  company: string;
  born: string;
  city: string;
  street: string;
  house: string;
}

/** What a population is like. */
export interface PopulationOptions {
  records: number;
  /** Share of people with more than one record. */
  duplicated: number;
  /** Most records of one person. */
  most: number;
  /** Probability of a slip and of a gap, per value. */
  slip: number;
  gap: number;
  /** Share of people with Russian names. */
  russian: number;
  /** Share of people who live with the person before: same surname, address, often the phone. */
  family: number;
}

export const usualPopulation: PopulationOptions = {
  records: 1000,
  duplicated: 0.15,
  most: 4,
  slip: 0.12,
  gap: 0.2,
  russian: 0.5,
  family: 0.05,
};

type Random = () => number;
const words = (text: string) => text.trim().split(/\s+/);

const menRu = words(
  "Александр Дмитрий Максим Сергей Андрей Алексей Артём Илья Кирилл Михаил Никита Матвей Роман Егор Арсений Иван Денис Евгений Тимофей Владислав Игорь Владимир Павел Руслан Марк Константин Тимур Олег Антон Николай Григорий Юрий Вячеслав Станислав Фёдор Леонид Борис Виктор Геннадий Василий",
);
const womenRu = words(
  "Анастасия Мария Анна Виктория Екатерина Наталья Марина Полина Софья Дарья Алиса Ксения Александра Елена Светлана Ирина Ольга Татьяна Юлия Евгения Вера Людмила Галина Надежда Валентина Любовь Оксана Яна Карина Алина Кристина Маргарита Лариса Жанна Инна Диана Эльвира Раиса Зоя Нина",
);
const rootsRu = words(
  "Иван Смирн Кузнец Попо Василь Петр Сокол Михайл Новик Фёдор Мороз Волк Алексе Лебед Семён Егор Павл Козл Степан Николае Орл Андре Макар Никит Захар Зайц Соловь Борис Яковл Григорь Роман Воробь Серге Кузьм Фрол Александр Дмитри Королёв Гус Киселёв Иль Максим Поляк Сорок Виноград Ковал Белоус Медвед Антон Тарас Жук Баран Филипп Комар Давыд Беля Герасим Богдан Осип Сидор Матве Тит Марк Миронов Крыл Куликов Карп Влас Мельник Денис Гаврил Тихон Казак Афанась Данил Савел Тимофе Фом Чернов Абрам Мартын Ефим Федот Щербак Назар Калинин Исаев Чернышё Быков Маслов Родион Коновал Лазар Ворон Климов Филат Пономар Голуб Кудряв Прохор Наум Потап Журавл Овчинник Трофим Леон Собол Ермак Колесник Гончар Емельян Никифор Грач Кот Гришин Ефрем Архип Громов Кирилл Малыш Панов Моисе Румянц Акимов Кондрать Бирюк Горбун Анисим Ерём Тихомир Гурь Ерш Латыш Ершов Хохл Цветк Чайк Шмел Юдин Ягод",
);
const givenEn = words(
  "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony Margaret Mark Sandra Donald Ashley Steven Kimberly Paul Emily Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Dorothy George Melissa Timothy Deborah Ronald Stephanie Edward Rebecca Jason Sharon Jeffrey Laura Ryan Cynthia Jacob Kathleen Gary Amy Nicholas Angela Eric Shirley Jonathan Anna Stephen Brenda Larry Pamela Justin Emma Scott Nicole Brandon Helen Benjamin Samantha",
);
const headsEn = words(
  "Hart Ash Black Brad Brook Carl Clay Copper Cross Dun East Fair Farn Gold Green Hay High Holl Kings Lang Lock Long Mar Mil New North Oak Park Pres Red Rich Rock Rose Sand Shel Sher Stan Stock Sum Sut Thorn Wal War Wat West Whit Wil Win Wood",
);
const tailsEn = words(
  "field ford ton ley man son wood well worth by ham ridge brook land more dale combe wick stone bury",
);
const commonEn = words(
  "Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson Taylor Thomas Moore Martin Lee Thompson White Harris Clark Lewis",
);
const citiesEn = words(
  "London Leeds Bristol Boston Denver Austin Dublin Berlin Tampa Hull Perth Derby Salford Oxford Chester",
);
const citiesRu = words(
  "Москва Казань Самара Омск Пермь Уфа Воронеж Краснодар Тверь Томск Рязань Тула Иркутск",
);
const streets = words(
  "Maple Oak Church Station Mill Victoria Park Bridge King Queen Garden Lake Hill River Spring Sunset Cedar Elm Walnut Chestnut Ленина Мира Садовая Лесная Новая Гагарина Пушкина Советская Зелёная Полевая",
);
const firms = words(
  "Nova Alpha Vector Prime Blue Orbit Delta Pixel Granite Quartz Lumen Cobalt Harbor Falcon Cedar Atlas Polar Solar Urban Rapid Север Восток Вектор Орион Меридиан Импульс Гранит Сокол Родник Заря",
);
const trades = words(
  "Systems Design Media Foods Logistics Trade Labs Studio Partners Build Energy Dental Motors Finance Travel Медиа Строй Торг Логистик Сервис Дизайн Фарм Авто Мебель Снаб",
);
const forms = ["Ltd", "LLC", "Inc", "GmbH", "", ""];
const freeHosts = ["gmail.com", "mail.ru", "yandex.ru", "outlook.com", "yahoo.com", "icloud.com"];

const letters: Record<string, string> = Object.fromEntries(
  words(
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya",
  )
    .map((pair) => pair.split(":") as [string, string]),
);

/** A second common way to write Russian names in Latin letters. */
const otherWay: [RegExp, string][] = [
  [/shch/g, "sch"],
  [/kh/g, "h"],
  [/yu/g, "iu"],
  [/ya/g, "ia"],
  [/y$/, "i"],
  [/zh/g, "j"],
];

function romanise(random: Random, text: string): string {
  let out = [...text.toLowerCase()].map((letter) => letters[letter] ?? letter).join("");
  if (random() < 0.3) { for (const [from, to] of otherWay) out = out.replace(from, to); }
  return out.slice(0, 1).toUpperCase() + out.slice(1);
}

const ascii = (text: string) =>
  [...text.toLowerCase()].map((letter) => letters[letter] ?? letter).join("").replace(
    /[^a-z0-9]/g,
    "",
  );

/** Item `k` is drawn about 1/(k + 3) as often as the first: names are spread unevenly. */
function zipf<T>(random: Random, items: readonly T[]): T {
  const rank = Math.floor(3 * ((items.length / 3 + 1) ** random() - 1));
  return items[Math.min(items.length - 1, rank)]!;
}

const keys = "qwertyuiopasdfghjklzxcvbnm";
const keysRu = "йцукенгшщзхфывапролджэячсмитьбю";

/** One slip of the finger: a letter left out, doubled, replaced or exchanged with its neighbour. */
function slip(random: Random, text: string): string {
  if (text.length < 3) return text;
  const at = between(random, 0, text.length - 2);
  const [a, b] = [text[at]!, text[at + 1]!];
  const kind = Math.floor(random() * 4);
  const replaced = /\d/.test(a)
    ? String(between(random, 0, 9))
    : pick(random, [.../[а-яё]/i.test(a) ? keysRu : keys]);
  const middle = [b, a + a + b, replaced + b, b + a][kind]!;
  return text.slice(0, at) + middle + text.slice(at + 2);
}

function makeCompany(random: Random, number: number): Person["company"] {
  const name = `${zipf(random, firms)} ${pick(random, trades)}`;
  const domain = `${ascii(name)}${number % 7 === 0 ? "" : number}.${
    pick(random, ["com", "ru", "co.uk", "io", "de"])
  }`;
  return {
    name: `${name} ${number % 7 === 0 ? "" : number} ${pick(random, forms)}`.replace(/\s+/g, " ")
      .trim(),
    domain,
    phone: `+7495${between(random, 1e6, 9e6)}`,
  };
}

/** Common surnames are few, rare ones many. */
function surnameRu(random: Random, woman: boolean): string {
  const root = random() < 0.3 ? zipf(random, rootsRu) : pick(random, rootsRu);
  if (/(ов|ев|ёв|ин)$/.test(root)) return root + (woman ? "а" : "");
  const ending = random() < 0.5 ? "ов" : pick(random, ["ин", "енко", "ский", "чук", "ов", "ко"]);
  if (!woman || /[оук]$/.test(ending)) return root + ending;
  return root + (ending === "ский" ? "ская" : `${ending}а`);
}

function makePerson(
  random: Random,
  entity: number,
  company: Person["company"],
  before: Person | null,
  options: PopulationOptions,
  taken: Set<string>,
): Person {
  const related = before !== null && random() < options.family;
  const russian = related ? before.russian : random() < options.russian;
  const woman = random() < 0.5;
  const given = russian ? zipf(random, woman ? womenRu : menRu) : zipf(random, givenEn);
  const surname = related
    ? before.surname
    : russian
    ? surnameRu(random, woman)
    : random() < 0.2
    ? zipf(random, commonEn)
    : pick(random, headsEn) + pick(random, tailsEn);
  const [g, s] = [ascii(given), ascii(surname)];
  const style = Math.floor(random() * 4);
  const tail = random() < 0.6 ? String(between(random, 1, 99)) : "";
  const unique = (address: string) => {
    let free = address;
    while (taken.has(free)) free = free.replace("@", `${between(random, 1, 9)}@`);
    taken.add(free);
    return free;
  };
  return {
    entity,
    russian,
    given,
    surname,
    company,
    workEmail: unique(
      `${[`${g}.${s}`, `${g[0]}.${s}`, g + (entity % 9), `${s}${g[0]}`][style]}@${company.domain}`,
    ),
    privateEmail: unique(
      `${[`${g}${s}`, `${g}.${s}`, `${s}.${g}`, `${g[0]}${s}`][Math.floor(random() * 4)]}${tail}@${
        zipf(random, freeHosts)
      }`,
    ),
    phone: related && random() < 0.4
      ? before.phone
      : russian
      ? `+79${between(random, 1e8, 9.99e8)}`
      : `+4477${between(random, 1e7, 9.9e7)}`,
    born: `${between(random, 1950, 2004)}-${String(between(random, 1, 12)).padStart(2, "0")}-${
      String(between(random, 1, 28)).padStart(2, "0")
    }`,
    city: related ? before.city : russian ? zipf(random, citiesRu) : zipf(random, citiesEn),
    street: related
      ? before.street
      : `${pick(random, streets)} ${pick(random, ["street", "road", "lane"])}`,
    house: related ? before.house : String(between(random, 1, 250)),
  };
}

function phoneAsTyped(random: Random, phone: string): string {
  if (!phone.startsWith("+7")) {
    return random() < 0.5 ? phone : `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
  }
  const rest = phone.slice(2);
  const grouped = `(${rest.slice(0, 3)}) ${rest.slice(3, 6)}-${rest.slice(6, 8)}-${rest.slice(8)}`;
  return pick(random, [phone, phone, `8 ${grouped}`, `+7 ${grouped}`, `8${rest}`]);
}

function makeRecord(random: Random, person: Person, options: PopulationOptions): PopulationRecord {
  const { slip: slips, gap } = options;
  const typed = (text: string) => random() < slips ? slip(random, text) : text;
  const maybe = (text: string) => random() < gap ? "" : typed(text);
  const latin = person.russian && random() < 0.35;
  let given = latin ? romanise(random, person.given) : person.given;
  let surname = latin ? romanise(random, person.surname) : person.surname;
  if (random() < 0.04) given = given.slice(0, 1);
  if (random() < 0.05) [given, surname] = [surname, given];
  return {
    entity: person.entity,
    given: random() < gap / 4 ? "" : typed(given),
    surname: random() < gap / 2 ? "" : typed(surname),
    email: maybe(random() < 0.6 ? person.workEmail : person.privateEmail),
    phone: random() < gap * 1.5 ? "" : phoneAsTyped(
      random,
      random() < 0.05
        ? person.company.phone
        : random() < slips / 2
        ? slip(random, person.phone)
        : person.phone,
    ),
    company: random() < gap * 2 ? "" : typed(person.company.name),
    born: maybe(person.born),
    city: maybe(person.city),
    street: maybe(person.street),
    house: maybe(person.house),
  };
}

/** Makes records about a population, in no particular order. The same seed makes the same ones. */
export function makePopulation(random: Random, options: PopulationOptions): PopulationRecord[] {
  const records: PopulationRecord[] = [];
  const companies = Array.from(
    { length: Math.max(3, Math.ceil(options.records / 12)) },
    (_, number) => makeCompany(random, number),
  );
  const taken = new Set<string>();
  let before: Person | null = null;
  for (let entity = 0; records.length < options.records; entity++) {
    before = makePerson(random, entity, pick(random, companies), before, options, taken);
    const copies = random() < options.duplicated ? between(random, 2, options.most) : 1;
    for (let copy = 0; copy < copies && records.length < options.records; copy++) {
      records.push(makeRecord(random, before, options));
    }
  }
  for (let at = records.length - 1; at > 0; at--) {
    const other = between(random, 0, at);
    [records[at], records[other]] = [records[other]!, records[at]!];
  }
  return records;
}

import { deepEqual, equal } from "node:assert/strict";
import { prepareCompany } from "./company.ts";
import { parseDate } from "./date.ts";
import { parseDomain } from "./domain.ts";
import { parseEmail, readEmail } from "./email.ts";
import { fillNames } from "./fill_names.ts";
import { prepareNamePart } from "./name_part.ts";
import { parseFullName } from "./parse_name.ts";
import { dominantRegion, normalisePhone, preparePhone } from "./phone.ts";

Deno.test("full names are taken apart", () => {
  const cases: [string, string, string][] = [
    ["Anna Ivanova", "anna", "ivanova"],
    ["Ivanova, Anna", "anna", "ivanova"],
    ["Иванова Анна Сергеевна", "anna", "ivanova"],
    ["Анна Сергеевна Иванова", "anna", "ivanova"],
    ["Dr. John A. Smith", "john", "smith"],
    ["Ludwig van der Berg", "ludwig", "van der berg"],
    ["John Smith, Jr.", "john", "smith"],
    ["Anna-Maria Schmidt (Acme)", "annamaria", "schmidt"],
    ["Anna", "anna", ""],
    ["", "", ""],
    ["???", "", ""],
  ];
  for (const [name, given, surname] of cases) {
    const parsed = parseFullName(name);
    deepEqual([name, parsed.given, parsed.surname], [name, given, surname]);
  }
});

Deno.test("e-mail addresses are normalised; free mail has no company's domain", () => {
  const cases: [string, string | null, string | null][] = [
    ["Anna.Ivanova@Acme.COM", "anna.ivanova@acme.com", "acme.com"],
    ["anna+news@mail.acme.co.uk", "anna@mail.acme.co.uk", "acme.co.uk"],
    ["a.n.n.a+x@googlemail.com", "anna@gmail.com", null],
    ["Anna <anna@yandex.ru>", "anna@yandex.ru", null],
    ["anna@mail.ru", "anna@mail.ru", null],
    ["anna@пример.рф", "anna@пример.рф", "пример.рф"],
    ["anna", null, null],
    ["anna@", null, null],
    ["a b@acme.com", null, null],
    ["anna@acme", null, null],
  ];
  for (const [raw, text, domain] of cases) {
    const email = parseEmail(raw);
    deepEqual([raw, email?.text ?? null, email?.domain ?? null], [raw, text, domain]);
  }
  equal(parseEmail("info@acme.com")?.role, true);
  equal(parseEmail("infor@acme.com")?.role, false);
  deepEqual([readEmail("anna@@acme.com")?.local, readEmail("anna@@acme.com")?.host], [
    "anna",
    "acme.com",
  ]);
  equal(readEmail("ann"), null);
});

Deno.test("phone numbers become E.164, or keep their last digits", () => {
  const cases: [string, "RU" | "GB" | null, string | null][] = [
    ["+7 (912) 345-67-89", null, "+79123456789"],
    ["8 (912) 345-67-89", "RU", "+79123456789"],
    ["89123456789", "RU", "+79123456789"],
    ["9123456789", "RU", "+79123456789"],
    ["007 912 345 67 89", null, "+79123456789"],
    ["79123456789", null, "+79123456789"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["8 (912) 345-67-89", null, "~9123456789"],
    ["12345", "RU", null],
    ["no phone", null, null],
  ];
  for (const [raw, region, phone] of cases) {
    deepEqual([raw, normalisePhone(raw, region)], [raw, phone]);
  }
  equal(preparePhone("+79123456789")?.tail, preparePhone("~9123456789")?.tail);
  equal(dominantRegion(["+79123456789", "+79123456780", "+442079460018", "12"]), "RU");
  equal(dominantRegion(["12"]), null);
});

Deno.test("dates are read however they are written", () => {
  const cases: [string, string | null][] = [
    ["1971-06-24", "19710624"],
    ["19710624", "19710624"],
    ["24.06.1971", "19710624"],
    ["6/24/1971", "19710624"],
    ["1971-06-24T10:00:00Z", "19710624"],
    ["1971-06-244", "197106244"],
    ["June", null],
    ["", null],
  ];
  for (const [raw, digits] of cases) {
    deepEqual([raw, parseDate(raw)?.digits ?? null], [raw, digits]);
  }
  equal(parseDate("1971-06-05")?.unordered, parseDate("1971-05-06")?.unordered);
});

Deno.test("companies are known without their legal forms", () => {
  const same = [
    ["ООО «Ромашка»", "Romashka LLC", "romashka"],
    ["Acme Ltd.", "ACME, Inc", "Acme S.A.", "acme"],
    ["Foo Sp. z o.o.", "Foo"],
  ];
  for (const names of same) {
    equal(new Set(names.map((name) => prepareCompany(name)?.folded)).size, 1, `${names}`);
  }
  equal(prepareCompany("Group Ltd")?.text, "groupltd");
  equal(prepareCompany("—"), null);
  deepEqual(parseDomain("https://www.acme-design.co.uk/x"), {
    text: "acme-design.co.uk",
    label: "akmedesign",
  });
  equal(parseDomain("gmail.com"), null);
  equal(parseDomain("localhost"), null);
});

Deno.test("a name's gap is filled from an address that spells it, and only then", () => {
  const cases: [string, string, string, string, string][] = [
    ["", "", "anna.ivanova@acme.com", "anna", "ivanova"],
    ["thomas", "", "t.crossdale@acme.com", "thomas", "crossdale"],
    ["", "crossdale", "crossdale.thomas7@acme.com", "thomas", "crossdale"],
    ["david", "", "davidroseman44@gmail.com", "david", "roseman"],
    ["david", "", "info@acme.com", "david", ""],
    ["david", "", "rd@lewis.com", "david", ""],
    ["", "", "sales.team2024@acme.com", "sales", "team"],
    ["", "", "x7k@acme.com", "", ""],
    ["anna", "ivanova", "boris.petrov@acme.com", "anna", "ivanova"],
  ];
  for (const [given, surname, address, first, last] of cases) {
    deepEqual([address, fillNames({ given, surname }, address)], [address, {
      given: first,
      surname: last,
    }]);
  }
});

Deno.test("short forms of names share a group with the name", () => {
  const shares = (a: string, b: string) => {
    const [one, two] = [prepareNamePart(a)?.groups, prepareNamePart(b)?.groups];
    return one?.some((group) => two?.includes(group)) ?? false;
  };
  for (
    const [a, b] of [["Саша", "Александр"], ["Sasha", "Александра"], ["Bob", "Robert"], [
      "Дима",
      "Dmitry",
    ]] as const
  ) {
    equal(shares(a, b), true, `${a} ${b}`);
  }
  equal(shares("Саша", "Маша"), false);
  equal(prepareNamePart("123"), null);
});

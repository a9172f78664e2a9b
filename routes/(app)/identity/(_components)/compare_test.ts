import { deepEqual, equal } from "node:assert/strict";
import type { LinkKind, Reason, ShownRecord } from "@/lib/identity/mod.ts";
import { comparisonOf, isAmong } from "./compare.ts";

const record = (own: Partial<ShownRecord>): ShownRecord => ({
  id: "1",
  source: "chatwoot",
  derived: false,
  role: null,
  name: null,
  emails: [],
  phones: [],
  company: null,
  domains: [],
  gone: false,
  ...own,
});

const reason = (text: string): Reason => {
  const [field = "", level = ""] = text.split(" ");
  return { field, level, bits: level === "different" ? -3 : 3 };
};

/** The verdicts of a comparison: `name agrees`. */
function verdicts(
  left: Partial<ShownRecord>,
  right: Partial<ShownRecord>,
  reasons: string[],
  { link = "same" as LinkKind, kind = "person" } = {},
): string[] {
  const suggestion = {
    link,
    kind,
    left: record(left),
    right: record(right),
    reasons: reasons.map(reason),
  };
  return comparisonOf(suggestion).map(({ field, verdict }) => `${field} ${verdict}`);
}

const anna = { name: "Анна Щербакова", emails: ["anna@a.ru"], phones: ["+7 912 345-67-89"] };
const latin = { name: "Anna Shcherbakova", emails: ["anna@a.ru"], phones: ["8 912 345 67 89"] };

Deno.test("what the matcher found says how two fields stand to each other", () => {
  deepEqual(
    verdicts(anna, latin, ["email exact", "phone tail", "given_name sound", "surname sound"]),
    ["name agrees", "email agrees", "phone agrees"],
  );
  deepEqual(verdicts(anna, latin, ["given_name exact", "surname initial"])[0], "name similar");
  deepEqual(verdicts(anna, latin, ["given_name different", "surname exact"])[0], "name differs");
  deepEqual(verdicts(anna, latin, ["email domain", "phone near"]).slice(1), [
    "email similar",
    "phone similar",
  ]);
});

Deno.test("a field that one side lacks is told; one that both lack is left out", () => {
  deepEqual(verdicts({ ...anna, phones: [] }, { ...latin, emails: [] }, ["surname exact"]), [
    "name agrees",
    "email onesided",
    "phone onesided",
  ]);
});

Deno.test("where the matcher says nothing, the values themselves are compared", () => {
  deepEqual(verdicts({ company: "Acme Ltd" }, { company: "ACME  ltd" }, []), ["company agrees"]);
  deepEqual(verdicts({ company: "Acme" }, { company: "Globex" }, []), ["company differs"]);
});

Deno.test("companies are compared by name, domain and phone", () => {
  deepEqual(
    verdicts({ name: "Romashka", domains: ["romashka.ru"] }, { domains: ["romashka.ru"] }, [
      "domain exact",
    ], { kind: "company" }),
    ["name onesided", "domain agrees"],
  );
});

Deno.test("a person and a company are compared by what the person says of it", () => {
  const works = { link: "works_at" as const };
  const company = { name: "Romashka", domains: ["a.ru"] };
  deepEqual(
    verdicts(
      { ...anna, company: "ООО Ромашка" },
      company,
      ["company exact", "domain shared"],
      works,
    ),
    ["name null", "company agrees", "email agrees"],
  );
  deepEqual(verdicts({ ...anna, emails: ["anna@mail.ru"] }, company, ["company exact"], works), [
    "name null",
    "company onesided",
    "email differs",
  ]);
});

Deno.test("a name that holds another is like it, not the same", () => {
  const deal = { link: "deal_of" as const, kind: "deal" };
  deepEqual(verdicts({ name: "Globex: redesign" }, { name: "Globex" }, ["words exact"], deal), [
    "name similar",
  ]);
});

Deno.test("values are the same whatever their case, spaces and signs in numbers", () => {
  equal(isAmong("+7 912 345-67-89", ["79123456789"]), true);
  equal(isAmong("Anna@A.ru ", ["x@a.ru", "anna@a.ru"]), true);
  equal(isAmong("+7 912 345-67-80", ["79123456789"]), false);
  equal(isAmong("", []), false);
});

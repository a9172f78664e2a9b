import { deepEqual, equal } from "node:assert/strict";
import { type Candidate, survivorsOf } from "./survivors.ts";

const record = (id: string, own: Partial<Candidate>): Candidate => ({
  id,
  source: "chatwoot",
  derived: false,
  name: null,
  emails: [],
  phones: [],
  company: null,
  domains: [],
  active_at: null,
  ...own,
});
const day = (date: string) => new Date(`${date}T00:00:00Z`);

Deno.test("the value that survives, and why", () => {
  const cases: [string, Candidate[], string, string][] = [
    ["only", [record("a", {}), record("b", { name: "Anna" })], "Anna", "only"],
    ["agreement", [record("a", { name: "Anna" }), record("b", { name: "Anna" })], "Anna", "only"],
    [
      "complete",
      [
        record("a", { name: "Anna", active_at: day("2026-02-01") }),
        record("b", { name: "Anna Ivanova" }),
      ],
      "Anna Ivanova",
      "complete",
    ],
    [
      "no address",
      [record("a", { name: "anna@acme.com" }), record("b", { name: "Anna" })],
      "Anna",
      "complete",
    ],
    [
      "newest",
      [
        record("a", { name: "Anna Ivanova", active_at: day("2026-01-01") }),
        record("b", { name: "Anna Petrova", active_at: day("2026-02-01") }),
      ],
      "Anna Petrova",
      "newest",
    ],
    [
      "source",
      [
        record("a", { name: "Anna Ivanova" }),
        record("b", { name: "Anna Petrova", source: "attio" }),
      ],
      "Anna Petrova",
      "source",
    ],
    [
      "first",
      [record("a", { name: "Anna Ivanova" }), record("b", { name: "Anna Petrova" })],
      "Anna Ivanova",
      "first",
    ],
  ];
  for (const [name, records, value, rule] of cases) {
    for (const order of [records, [...records].reverse()]) {
      const { name: survivor } = survivorsOf(order);
      deepEqual([name, survivor?.value, survivor?.rule], [name, value, rule]);
    }
  }
});

Deno.test("a person's choice goes first; no value is lost", () => {
  const records = [
    record("a", { name: "Anna Ivanova", emails: ["a@x.com"] }),
    record("b", { name: "Anna Petrova", emails: ["b@x.com"], source: "attio" }),
    record("c", { name: "Anya" }),
  ];
  const { name, email, phone } = survivorsOf(records, { name: "c" });
  deepEqual(name, {
    value: "Anya",
    record_id: "c",
    rule: "chosen",
    others: [{ value: "Anna Petrova", record_id: "b" }, { value: "Anna Ivanova", record_id: "a" }],
  });
  deepEqual([email?.value, email?.rule], ["b@x.com", "source"]);
  equal(phone, undefined);
  equal(survivorsOf(records, { email: "c" }).email?.value, "b@x.com");
});

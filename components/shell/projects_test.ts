import { deepEqual } from "node:assert/strict";
import { matching } from "./projects.ts";

const projects = ["Acme Shop", "Белый Кит", "Nordwind", "Acme Blog"].map((name, index) => ({
  id: String(index),
  name,
  pinned: name === "Nordwind",
}));

function names(text: string): string[] {
  return matching(projects, text).map(({ name }) => name);
}

Deno.test("without a text all projects are offered, pinned ones first", () => {
  deepEqual(names(""), ["Nordwind", "Acme Shop", "Белый Кит", "Acme Blog"]);
  deepEqual(names("  "), names(""));
});

Deno.test("every word must be in the name, in any case and order", () => {
  deepEqual(names("acme"), ["Acme Shop", "Acme Blog"]);
  deepEqual(names("shop ACME"), ["Acme Shop"]);
  deepEqual(names("кит"), ["Белый Кит"]);
  deepEqual(names("acme кит"), []);
});

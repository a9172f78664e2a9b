import { equal, match } from "node:assert/strict";
import fc from "fast-check";
import { freeSlug, slugOf } from "./slug.ts";

Deno.test("a name becomes part of an address", () => {
  const cases: [name: string, slug: string][] = [
    ["Acme Robotics", "acme-robotics"],
    ["  Acme — Robotics!  ", "acme-robotics"],
    ["Щукин и Ёлкин", "shchukin-i-elkin"],
    ["Чайка", "chaika"],
    ["Чайка".normalize("NFD"), "chaika"],
    ["Café Zürich № 5", "cafe-zurich-no-5"],
    ["ﬁne ½", "fine-1-2"],
    ["日本", "project"],
    ["!!!", "project"],
    ["", "project"],
    ["a".repeat(80), "a".repeat(50)],
    [`${"a".repeat(49)} b`, "a".repeat(49)],
  ];
  for (const [name, slug] of cases) equal(slugOf(name), slug, name);
});

Deno.test("a slug always fits the table, and is its own slug", () =>
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
    const slug = slugOf(name);
    match(slug, /^[a-z0-9][a-z0-9-]{0,62}$/);
    equal(slugOf(slug), slug);
  })));

Deno.test("a slug that is taken gets the first free number", () => {
  equal(freeSlug("Acme", new Set()), "acme");
  equal(freeSlug("Acme", new Set(["acme"])), "acme-2");
  equal(freeSlug("Acme", new Set(["acme", "acme-2", "acme-4"])), "acme-3");
  match(freeSlug("a".repeat(50), new Set(["a".repeat(50)])), /^a{50}-2$/);
});

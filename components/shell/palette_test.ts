import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { fits, found, meaningOf, moved, type PaletteEntry } from "./palette.ts";

const entry = (group: string, label: string): PaletteEntry => ({
  id: label,
  group,
  label,
  href: "/",
});

const entries = [
  entry("Pages", "Portfolio"),
  entry("Pages", "Connectors"),
  entry("Pages", "Connector events"),
  entry("Projects", "Acme Shop"),
  entry("Projects", "Shop of Nord"),
  entry("Projects", "Белый Кит"),
];

const labels = (text: string) => found(entries, text).map(({ label }) => label);

Deno.test("without a text everything is listed, in order", () => {
  deepEqual(labels(" "), entries.map(({ label }) => label));
});

Deno.test("every word counts, in any order and case, and beginnings come first", () => {
  deepEqual(labels("shop"), ["Shop of Nord", "Acme Shop"]);
  deepEqual(labels("SHOP acme"), ["Acme Shop"]);
  deepEqual(labels("кит"), ["Белый Кит"]);
  deepEqual(labels("conn ev"), ["Connector events"]);
  deepEqual(labels("tors"), ["Connectors"]);
  deepEqual(labels("acme кит"), []);
});

Deno.test("groups keep their order, and show a few entries each", () => {
  const many = Array.from({ length: 20 }, (_, n) => entry("Projects", `Shop ${n}`));
  const groups = found([entry("Pages", "Shop settings"), ...many], "shop").map(({ group }) =>
    group
  );
  deepEqual(groups, ["Pages", ...Array.from({ length: 6 }, () => "Projects")]);
});

Deno.test("what is found contains every word that was typed", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 6 }), (label, text) => {
      const words = text.toLocaleLowerCase().split(/[\s/·,.]+/).filter((word) => word !== "");
      if (words.length === 0) return;
      equal(fits(label, text) > 0, words.every((word) => label.toLocaleLowerCase().includes(word)));
    }),
    { seed: 3, numRuns: 500 },
  );
});

Deno.test("the place moves around the ends", () => {
  deepEqual([moved(0, -1, 3), moved(2, 1, 3), moved(1, 1, 3), moved(0, 1, 0)], [2, 0, 2, 0]);
});

const shortcuts = [{ key: "m", label: "Messages", href: "/messages" }];
const key = (key: string, held: Partial<KeyboardEvent> = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false },
  ...held,
});

Deno.test("Ctrl-K and Cmd-K open the palette, even while typing", () => {
  for (const typing of [true, false]) {
    deepEqual(meaningOf(key("k", { ctrlKey: true }), null, typing, []), { kind: "palette" });
    deepEqual(meaningOf(key("K", { metaKey: true }), null, typing, []), { kind: "palette" });
  }
  equal(meaningOf(key("k"), null, false, []), null);
});

Deno.test("single keys mean something only when no text is typed", () => {
  deepEqual(meaningOf(key("?"), null, false, shortcuts), { kind: "help" });
  equal(meaningOf(key("?"), null, true, shortcuts), null);
  deepEqual(meaningOf(key("m"), "g", false, shortcuts), { kind: "go", href: "/messages" });
  equal(meaningOf(key("m"), "g", true, shortcuts), null);
  equal(meaningOf(key("m"), null, false, shortcuts), null);
  equal(meaningOf(key("m", { altKey: true }), "g", false, shortcuts), null);
  ok(meaningOf(key("x"), "g", false, shortcuts) === null);
});

import { deepEqual, equal, ok } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { navigation } from "./navigation.ts";
import { paletteEntries, shortcutsOf } from "./palette_entries.ts";

const projects = [{ id: "p1", name: "Acme", pinned: false }];

for (const locale of ["en", "ru"] as const) {
  const t = createTranslator(locale, "UTC");

  Deno.test(`every page, project and action can be reached once (${locale})`, () => {
    const entries = paletteEntries(t, projects, "/messages");
    equal(new Set(entries.map(({ id }) => id)).size, entries.length);
    for (const { href } of navigation.flat()) {
      equal(entries.filter((entry) => entry.href === href).length, 1, href);
    }
    for (const { href, post } of entries) ok((href === undefined) !== (post === undefined));
    const acme = entries.find(({ label }) => label === "Acme");
    deepEqual(acme?.post, {
      action: "/projects/select",
      fields: { project_id: "p1", return_to: "/messages" },
    });
    deepEqual([...new Set(entries.map(({ group }) => group))], [
      ...[t("palette.pages"), t("palette.projects"), t("palette.actions")],
    ]);
  });

  Deno.test(`shortcuts have a letter each, and lead to pages that are there (${locale})`, () => {
    const shortcuts = shortcutsOf(t);
    equal(new Set(shortcuts.map(({ key }) => key)).size, shortcuts.length);
    const addresses = navigation.flat().map(({ href }) => href);
    for (const { key, href } of shortcuts) {
      ok(/^[a-z]$/.test(key) && key !== "g");
      ok(addresses.includes(href));
    }
    ok(shortcuts.some(({ href }) => href === "/messages"));
  });
}

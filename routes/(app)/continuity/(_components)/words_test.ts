import { deepEqual, equal } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { issueAsMarkdown } from "./markdown.ts";
import { isLate, noonOf, targetName, targetValue } from "./words.ts";

const en = createTranslator("en", "UTC");
const NOW = Date.parse("2026-11-25T12:00:00Z");

Deno.test("a promise is late once its day is over where the scope is, while nobody has taken it", () => {
  const late = (
    due_on: string | null,
    status: Parameters<typeof isLate>[0]["status"],
    zone = "UTC",
  ) => isLate({ due_on, status }, createTranslator("en", zone), NOW);
  equal(late("2026-11-24", "proposed"), true);
  equal(late("2026-11-24", "applying"), true);
  equal(late("2026-11-25", "proposed"), false);
  // the 26th there already
  equal(late("2026-11-25", "proposed", "Pacific/Auckland"), true);
  equal(late(null, "proposed"), false);
  for (const status of ["applied", "exported", "dismissed"] as const) {
    equal(late("2026-11-01", status), false);
  }
});

Deno.test("a day is shown as itself in every zone", () => {
  for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Asia/Kathmandu"]) {
    const t = createTranslator("en", zone);
    equal(t.format.isoDay(noonOf("2026-11-24", t)), "2026-11-24", zone);
  }
});

Deno.test("a target is chosen by team and project, and sent whole", () => {
  const target = {
    ...{ connection_id: "c", team_external_id: "t", linear_project_external_id: null },
    ...{ team: "Engineering", team_key: "ENG", linear_project: null, project_ids: [] },
  };
  equal(targetName(target, en), "Engineering (ENG)");
  equal(targetName({ ...target, linear_project: "Shop" }, en), "Engineering (ENG) · Shop");
  deepEqual(JSON.parse(targetValue(target)), ["c", "t", null]);
});

Deno.test("an issue as Markdown is a heading that nothing breaks out of, its day, and the description", () => {
  const issue = { title: "Fix [the] *page*", description: "> quote", due_on: "2026-11-27" };
  equal(issueAsMarkdown(issue, en), "## Fix \\[the\\] \\*page\\*\n\nDue: 2026-11-27\n\n> quote\n");
  equal(
    issueAsMarkdown({ ...issue, due_on: null }, en),
    "## Fix \\[the\\] \\*page\\*\n\n> quote\n",
  );
});

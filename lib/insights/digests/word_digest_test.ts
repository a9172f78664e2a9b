import { deepEqual, equal, match, ok } from "node:assert/strict";
import fc from "fast-check";
import { createTranslator } from "../../i18n/mod.ts";
import { type Digest, DIGEST_SECTIONS, type DigestLine, type DigestSection } from "./digest.ts";
import { digestAsEmail } from "./email.ts";
import { digestAsMarkdown } from "./markdown.ts";
import { wordDigest } from "./word_digest.ts";

const en = createTranslator("en", "Europe/Berlin");
const ru = createTranslator("ru", "Europe/Berlin");
const names = new Map([["p", "Acme"]]);
const BASE = "https://tower.example";

function digest(
  sections: Partial<Record<DigestSection, Partial<DigestLine>[]>>,
  rest: Partial<Digest> = {},
): Digest {
  const parts = Object.entries(sections).map(([section, lines]) => [section, {
    total: lines.length,
    lines: lines.map((line) => ({ project_id: "p", id: "1", ...line })),
  }]);
  return {
    ...{
      id: "d",
      project_id: null,
      kind: "daily",
      first_day: "2026-11-24",
      last_day: "2026-11-24",
    },
    content: {
      time_zone: "Europe/Berlin",
      figures: {
        messages_in: 1234,
        messages_out: 2,
        contacts: 1,
        issues_completed: 0,
        issues_created: 0,
      },
      sections: Object.fromEntries(parts),
    },
    created_at: new Date("2026-11-25T06:00:00Z"),
    ...rest,
  };
}

/** The only line of a section, in words. */
function only(section: DigestSection, line: Partial<DigestLine>, t = en) {
  const { text, note, href } = wordDigest(digest({ [section]: [line] }), names, t).sections[0]!
    .lines[0]!;
  return [text, note, href];
}

Deno.test("a digest is called by whose it is and its days", () => {
  const title = (rest: Partial<Digest>, t = en) => wordDigest(digest({}, rest), names, t).title;
  equal(title({}), "All clients: Tue, 24 Nov 2026");
  equal(title({ project_id: "p" }, ru), "Acme: вт, 24 нояб. 2026 г.");
  const week = { kind: "weekly", first_day: "2026-11-16", last_day: "2026-11-22" } as const;
  equal(title(week), "All clients: week of 16 Nov – 22 Nov 2026");
  equal(title({ ...week, project_id: "p" }, ru), "Acme: неделя 16 нояб. – 22 нояб. 2026 г.");
});

Deno.test("each kind of line says what happened and opens where it did", () => {
  const cases: [DigestSection, Partial<DigestLine>, ReturnType<typeof only>][] = [
    ["signals_opened", { kind: "client_silent", severity: 4, text: "Ada" }, [
      ...["Client silent: Ada", "severity 4", "/signals/1"],
    ]],
    ["risks_closed", { kind: "deal_stalled", severity: 3 }, [
      ...["Deal stalled", "severity 3", "/risks/1"],
    ]],
    ["issues_overdue", {
      text: "Login",
      identifier: "ENG-1",
      day: "2026-11-20",
      url: "https://l.example/1",
    }, [
      ...["ENG-1 Login", "due Fri, 20 Nov 2026", "https://l.example/1"],
    ]],
    ["issues_completed", { text: "Login", identifier: "ENG-1", url: "javascript:alert(1)" }, [
      ...["ENG-1 Login", null, "/rows/completed_issues?from=2026-11-24&to=2026-11-24"],
    ]],
    ["deals_moved", { text: "Shop", from: "Lead", to: "Won", value: 18_000, currency: "EUR" }, [
      ...["Shop", "Lead → Won · €18,000", "/rows/expected_revenue"],
    ]],
    ["deals_moved", { to: "Lead" }, ["without a name", "now Lead", "/rows/expected_revenue"]],
    ["promises_due", { text: "Fix it", day: "2026-11-25" }, [
      ...["Fix it", "due Wed, 25 Nov 2026", "/continuity/1"],
    ]],
    ["agreements", { kind: "price", text: "Deal." }, ["Deal.", "Price", "/agreements/1"]],
    ["upsell_found", { kind: "deal", text: "App", score: 75, value: 10 }, [
      ...["App", "score 75 · 10", "/upsell/1"],
    ]],
    ["upsell_found", { kind: "words", score: 50 }, [
      "A conversation",
      "score 50",
      "/upsell/1",
    ]],
  ];
  for (const [section, line, wanted] of cases) deepEqual(only(section, line), wanted, section);
  deepEqual(only("signals_opened", { kind: "blocker_age", severity: 3 }, ru), [
    ...["Заблокировано", "важность 3", "/signals/1"],
  ]);
});

Deno.test("sections come in one order, name their client only among several, and say what is left out", () => {
  const all = Object.fromEntries(DIGEST_SECTIONS.toReversed().map((section) => [section, [{}]]));
  const worded = wordDigest(digest(all), names, en);
  deepEqual(worded.sections.map(({ key }) => key), DIGEST_SECTIONS);
  equal(worded.sections[0]!.lines[0]!.project, "Acme");
  equal(
    wordDigest(digest(all, { project_id: "p" }), names, en).sections[0]!.lines[0]!.project,
    null,
  );
  const many = digest({ agreements: [{}] });
  many.content.sections.agreements!.total = 3;
  deepEqual(wordDigest(many, names, en).sections[0]!.more, {
    text: "and 2 more",
    href: "/rows/agreements?from=2026-11-24&to=2026-11-24",
  });
  equal(wordDigest(many, names, ru).sections[0]!.more!.text, "и ещё 2");
  equal(
    wordDigest({ ...many, project_id: "p" }, names, en).sections[0]!.more!.href,
    "/rows/agreements?from=2026-11-24&to=2026-11-24&project=p",
  );
});

Deno.test("as Markdown", () => {
  const worded = wordDigest(
    digest({ agreements: [{ kind: "price", text: "a *b* [c](d)\n# e" }] }),
    names,
    en,
  );
  equal(
    digestAsMarkdown(worded, BASE, en),
    `# All clients: Tue, 24 Nov 2026

- Messages from clients: [1,234](https://tower.example/messages/list?day=2026-11-24)
- Messages from the team: [2](https://tower.example/messages/list?day=2026-11-24)
- People who wrote: [1](https://tower.example/messages)
- Issues completed: [0](https://tower.example/rows/completed_issues?from=2026-11-24&to=2026-11-24)
- Issues created: [0](https://tower.example/rows/open_issues)

## Agreements (1)

- **Acme** – [a \\*b\\* \\[c\\](d) \\# e](https://tower.example/agreements/1) – Price
`,
  );
  match(digestAsMarkdown(wordDigest(digest({}), names, ru), BASE, ru), /Спокойное время/);
});

Deno.test("as an e-mail: whole, styled in place, without anything that runs or is loaded", () => {
  const worded = wordDigest(
    digest({ agreements: [{ kind: "price", text: '<b> & "c"' }] }),
    names,
    ru,
  );
  const html = digestAsEmail(worded, { base: BASE, page: "/digests/d" }, ru);
  match(html, /^<!doctype html>\n<html lang="ru">/);
  match(html, /&lt;b&gt; &amp; &quot;c&quot;/);
  match(html, /href="https:\/\/tower\.example\/digests\/d"/);
  ok(!/<(script|style|link|img|iframe|form)\b|\son\w+=|javascript:/i.test(html));
});

Deno.test("whatever rows say, neither form can be broken out of", () => {
  const evil = fc.oneof(
    fc.string(),
    fc.constantFrom("</a><script>", "](javascript:x)", '"onclick="x', "<!--", "\n\n# x", "\u202e"),
  );
  fc.assert(fc.property(evil, evil, evil, (text, url, identifier) => {
    const worded = wordDigest(digest({ issues_overdue: [{ text, url, identifier }] }), names, en);
    const html = digestAsEmail(worded, { base: BASE, page: "/digests/d" }, en);
    equal(html.match(/<a /g)!.length, 7);
    ok(!/<script|<!--/.test(html));
    const markdown = digestAsMarkdown(worded, BASE, en);
    equal(markdown.trim().split("\n").length, 11);
    equal(markdown.match(/(?<!\\)(?:\\\\)*\]\(/g)!.length, 6);
  }));
});

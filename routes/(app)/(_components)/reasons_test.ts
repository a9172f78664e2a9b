import { equal } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import type { Attention } from "@/lib/portfolio/mod.ts";
import { actionText, reasonsOf, reasonText } from "./reasons.ts";
import { kindText, riskText } from "./risk_words.ts";

const now = Date.parse("2026-03-30T12:00:00Z");
const en = createTranslator("en", "UTC");
const ru = createTranslator("ru", "UTC");

/** Spaces that do not break, as plain ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

Deno.test("a reason in a few words, in both languages", () => {
  const cases: [kind: string, facts: Record<string, unknown>, en: string, ru: string][] = [
    ["client_silent", { since: "2026-03-21T12:00:00Z" }, "silent for 9 days", "молчит 9 дней"],
    ["client_silent", { since: "2026-03-29T11:00:00Z" }, "silent for 1 day", "молчит 1 день"],
    ["client_silent", {}, "silent for 1 day", "молчит 1 день"],
    ["slow_response", { minutes: 320 }, "waits 5h 20m for an answer", "ждёт ответа 5 ч 20 мин"],
    ["delivery_overdue", { issues: 3 }, "3 issues overdue", "просрочены 3 задачи"],
    // the Linear project's own target date has passed
    ["delivery_overdue", { issues: 0 }, "1 issue overdue", "просрочена 1 задача"],
    [
      "blocker_age",
      { since: "2026-03-25T12:00:00Z", identifier: "ENG-7" },
      "ENG-7 blocked for 5 days",
      "ENG-7 заблокирована 5 дней",
    ],
    ["scope_creep", {}, "scope is growing", "объём работ растёт"],
    ["something_new", {}, "something was noticed", "есть сигнал"],
  ];
  for (const [kind, facts, english, russian] of cases) {
    equal(plain(reasonText({ kind, facts }, en, now)), english);
    equal(plain(reasonText({ kind, facts }, ru, now)), russian);
  }
});

const client = {
  ...{ blocked_issues: 2, overdue_issues: 4, open_risks: 1, expected_revenue: 18_000, health: 41 },
  reasons: [{ id: "1", kind: "client_silent", severity: 4, facts: { since: "2026-03-21" } }],
} as unknown as Attention;

Deno.test("all that is wrong with a client is one sentence, nothing in it twice", () => {
  equal(
    reasonsOf(client, "EUR", en, now),
    "silent for 9 days, 2 blockers, 4 issues overdue, €18,000 at risk",
  );
  const told = {
    ...client,
    reasons: [
      { id: "1", kind: "delivery_overdue", severity: 5, facts: { issues: 4 } },
      {
        id: "2",
        kind: "blocker_age",
        severity: 4,
        facts: { identifier: "A-1", since: "2026-03-20" },
      },
    ],
  };
  equal(
    reasonsOf(told, "EUR", en, now),
    "4 issues overdue, A-1 blocked for 10 days, €18,000 at risk",
  );
});

Deno.test("nothing is at risk without a risk, or without anything expected", () => {
  equal(
    reasonsOf({ ...client, open_risks: 0, blocked_issues: 0, overdue_issues: 0 }, "EUR", en, now),
    "silent for 9 days",
  );
  const quiet = {
    ...client,
    reasons: [],
    blocked_issues: 0,
    overdue_issues: 0,
    expected_revenue: 0,
  };
  equal(reasonsOf(quiet, "EUR", en, now), "health 41 of 100");
});

Deno.test("an action names whom it is with, when that is known", () => {
  equal(actionText({ action: "call_client", contact: "Anna" }, en), "Call the client (Anna)");
  equal(actionText({ action: "replan", contact: null }, en), "Plan anew");
  equal(actionText({ action: "replan", contact: "" }, ru), ru("signals.action_replan"));
});

Deno.test("a risk is told by where it comes from", () => {
  const pattern = { origin: "pattern", kind: "urgency_increase", facts: { signals: 4, days: 30 } };
  equal(riskText(pattern, en, now), "Urgent: 4 times in 30 days");
  const radar = {
    ...{ origin: "radar", kind: "deal_stalled" },
    facts: { name: "Site", score: 80, value: 5000, currency: "EUR" },
  };
  equal(
    riskText(radar, en, now),
    "Deal stalled: Site, a chance of 80 of 100, worth €5,000",
  );
  equal(
    riskText({ ...radar, facts: { score: 80 } }, en, now),
    "Deal stalled: Without a name, a chance of 80 of 100",
  );
  const signal = {
    origin: "signal",
    kind: "delivery_overdue",
    facts: { issues: 2, name: "Shop", since: "2026-03-01" },
  };
  equal(riskText(signal, en, now), "Shop: 2 issues are overdue, the oldest since 1 Mar");
  equal(kindText("not_known_yet", en), "not_known_yet");
});

import { deepEqual, equal } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { SIGNAL_KINDS, type SignalFacts, type SignalKind } from "@/lib/insights/mod.ts";
import { severityTone, signalSentence } from "./signal_words.ts";

const now = Date.parse("2026-11-25T12:00Z");
const en = createTranslator("en", "UTC");
const ru = createTranslator("ru", "UTC");

const ada = { count: 2, contact: "Ada" };
const cases: [SignalKind, SignalFacts, string, string][] = [
  [
    "delivery_risk",
    ada,
    "2 messages with Ada say that delivery is late or at risk",
    "О задержке или риске для сроков говорится в 2 сообщениях, собеседник: Ada",
  ],
  [
    "urgency_increase",
    { count: 1, contact: null },
    "The client calls it urgent in 1 message",
    "Клиент: «срочно» в 1 сообщении",
  ],
  [
    "sentiment_drop",
    { ...ada, mood: -0.51 },
    "Ada sounds upset in 2 messages; mood −0.5 of −1 to 1",
    "Ada: недовольство в 2 сообщениях; настроение −0,5 от −1 до 1",
  ],
  [
    "client_silent",
    { count: 5, contact: "Ada", since: "2026-11-16T11:00:00.000Z" },
    "Ada has been silent for 9 days; 5 messages of ours are unanswered",
    "Ada молчит 9 дней; без ответа 5 наших сообщений",
  ],
  [
    "slow_response",
    { count: 2, minutes: 300, answers: 3, waiting: 1 },
    "A first answer takes 5h of office hours, the median of 3 questions; 1 still waits",
    "Первый ответ занимает 5 ч рабочего времени, медиана по 3 вопросам; 1 ещё ждёт",
  ],
  [
    "delivery_overdue",
    { count: 3, issues: 3, name: "Site", since: "2026-11-20" },
    "Site: 3 issues are overdue, the oldest since 20 Nov",
    "Site: просрочены 3 задачи, самая старая с 20 нояб.",
  ],
  [
    "delivery_overdue",
    { count: 1, issues: 0, name: "App", since: "2026-11-20" },
    "App is past its target date, 20 Nov",
    "App: срок сдачи прошёл 20 нояб.",
  ],
  [
    "blocker_age",
    { count: 1, identifier: "ENG-1", name: "Login", since: "2026-11-24T11:00:00Z" },
    "ENG-1 Login has been blocked for 1 day",
    "ENG-1 Login: заблокирована 1 день",
  ],
  [
    "deal_stalled",
    {
      count: 1,
      name: "Support",
      stage: "Proposal",
      since: "2026-10-20T00:00:00Z",
      value: 9000,
      currency: "EUR",
    },
    "The deal Support has been at Proposal for 36 days, worth €9,000",
    "Сделка Support не движется: Proposal, 36 дней, на сумму 9 000 €",
  ],
  [
    "deal_without_next_step",
    { count: 1, name: null, value: null },
    "The deal without a name has no next step",
    "У сделки без названия нет следующего шага",
  ],
];

Deno.test("signals are told in a sentence with their figures, in both languages", () => {
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
  for (const [kind, facts, english, russian] of cases) {
    equal(plain(signalSentence({ kind, facts }, en, now)), english);
    equal(plain(signalSentence({ kind, facts }, ru, now)), russian);
  }
});

Deno.test("every kind has a sentence, whatever is not known", () => {
  for (const kind of SIGNAL_KINDS) {
    for (const t of [en, ru]) {
      const sentence = signalSentence({ kind, facts: { count: 1 } }, t, now);
      equal(/undefined|null|NaN|\{/.test(sentence), false, sentence);
    }
  }
});

Deno.test("the gravest look so", () => {
  deepEqual([1, 2, 3, 4, 5].map(severityTone), ["neutral", "neutral", "warn", "bad", "bad"]);
});

import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { createOfficeClock } from "../office_hours.ts";
import { findMood } from "./find_mood.ts";
import { findSaid } from "./find_said.ts";
import { findSlow } from "./find_slow.ts";
import type { SpokenMessage } from "./spoken.ts";

const office = createOfficeClock({
  ...{ timeZone: "UTC", days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" },
});

/** Monday. */
const now = Date.parse("2026-11-23T12:00Z");

let number = 0;

/** A message of conversation `c1`: `team: …` or `client: …`, at a time of November 2026. */
function spoken(at: string, line: string, rest: Partial<SpokenMessage> = {}): SpokenMessage {
  const [, by, content] = /^(client|team): (.*)$/s.exec(line)!;
  return {
    id: `m${++number}`,
    project_id: "p",
    conversation_id: "c1",
    contact: "Ada",
    assignee: "Bo",
    resolved: false,
    client: by === "client",
    content: content!,
    at: new Date(`2026-11-${at}Z`),
    ...rest,
  };
}

const slow = (...messages: SpokenMessage[]) => findSlow(messages, now, office);

Deno.test("first answers are measured in office hours, from the first question", () => {
  // Friday 17:00 to Monday 10:30 are an hour and an hour and a half
  equal(slow(spoken("20T17:00", "client: Q?"), spoken("23T10:30", "team: A")), null);
  const found = slow(
    spoken("19T10:00", "client: Q?"),
    spoken("19T10:30", "client: And?"),
    spoken("19T15:00", "team: A"),
    spoken("19T15:01", "team: B"),
  );
  deepEqual([found!.severity, found!.facts.minutes, found!.facts.answers, found!.facts.waiting], [
    ...[2, 300, 1, 0],
  ]);
  deepEqual(found!.occurred_at, "2026-11-19T10:00:00.000Z");
});

Deno.test("the median decides, and who waited is behind it", () => {
  const messages = [
    spoken("17T09:00", "client: A?"),
    spoken("17T09:10", "team: ."),
    spoken("18T09:00", "client: B?"),
    spoken("18T14:00", "team: ."),
    spoken("19T09:00", "client: C?"),
    spoken("20T14:00", "team: ."),
  ];
  // 10, 300 and 840 minutes
  const found = slow(...messages)!;
  deepEqual([found.severity, found.facts.minutes, found.facts.count], [2, 300, 2]);
  deepEqual(found.evidence.map(({ id }) => id), [messages[4]!.id, messages[2]!.id]);
  equal(slow(...messages, spoken("20T15:00", "client: D?"), spoken("20T15:05", "team: .")), null);
});

Deno.test("a question that nobody answers counts from the threshold it has passed", () => {
  equal(slow(spoken("23T09:00", "client: Q?")), null, "three hours");
  const waiting = slow(spoken("20T15:00", "client: Q?"))!;
  deepEqual([waiting.severity, waiting.facts.minutes, waiting.facts.waiting], [2, 241, 1]);
  deepEqual(
    findSlow([spoken("20T15:00", "client: Q?")], now + 60_000, office)!.facts,
    waiting.facts,
  );
  equal(slow(spoken("19T09:00", "client: Q?"))!.severity, 4);
});

Deno.test("thanks wait for no answer, and neither does what is closed", () => {
  equal(slow(spoken("19T09:00", "client: Great, thank you!")), null);
  equal(slow(spoken("19T09:00", "client: Great, when is the next one?"))!.severity, 4);
  equal(slow(spoken("19T09:00", "client: Q?", { resolved: true })), null);
  equal(slow(spoken("19T09:00", "team: Hello")), null);
});

Deno.test("conversations are measured apart", () => {
  const other = { conversation_id: "c2" };
  // the team's answer in another conversation is none here
  const found = slow(
    spoken("19T09:00", "client: Q?"),
    spoken("19T09:05", "client: Q?", other),
    spoken("19T09:10", "team: A", other),
    spoken("19T16:00", "team: A"),
  );
  deepEqual(found, null, "the median of 5 and 420 minutes is under four hours");
});

Deno.test("slower answers never lower the severity", () => {
  const wait = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 8 });
  const severity = (waits: number[]) =>
    slow(...waits.flatMap((minutes, index) => {
      const conversation = { conversation_id: `c${index}` };
      const answered = new Date(Date.parse("2026-11-19T09:00Z") + minutes * 60_000);
      return [
        spoken("19T09:00", "client: Q?", conversation),
        spoken("19T09:00", "team: A", { ...conversation, at: answered }),
      ];
    }))?.severity ?? 0;
  fc.assert(fc.property(wait, fc.integer({ min: 0, max: 40 }), (waits, more) => {
    ok(severity(waits) <= severity(waits.map((minutes) => minutes + more)));
  }));
});

Deno.test("the client's mood drops by two upset messages, and not by one", () => {
  const upset = spoken("18T09:00", "client: I am disappointed.");
  equal(findMood([upset]), null);
  const again = spoken("19T09:00", "client: Нас это не устраивает. Пока");
  const found = findMood([upset, spoken("18T10:00", "client: When is the call?"), again])!;
  deepEqual([found.severity, found.facts.mood, found.facts.count], [3, -0.51, 2]);
  deepEqual(found.evidence, [
    { table: "chatwoot_messages", id: again.id, words: "Нас это не устраивает." },
    { table: "chatwoot_messages", id: upset.id, words: "I am disappointed." },
  ]);
  const glad = spoken("20T09:00", "client: Great, thank you!");
  equal(findMood([upset, again, glad]), null, "and rises again");
  const more = ["20T09:00", "20T10:00"].map((at) => spoken(at, "client: This is unacceptable."));
  equal(findMood([upset, again, ...more])!.severity, 4);
  equal(findMood([upset, again].map((message) => ({ ...message, client: false }))), null);
});

Deno.test("what is said counts by conversation and kind; urgency ends with its conversation", () => {
  const found = findSaid([
    spoken("19T09:00", "client: Urgent! And it is too expensive."),
    spoken("19T10:00", "client: Срочно!", { conversation_id: "c2", resolved: true }),
    spoken("19T11:00", "team: Urgent! We are behind schedule."),
    spoken("19T12:00", "client: Still urgent."),
  ]);
  deepEqual(found.map(({ kind, cause, facts }) => [kind, cause, facts.count]), [
    ["urgency_increase", "conversation:c1", 2],
    ["commercial_pressure", "conversation:c1", 1],
    ["delivery_risk", "conversation:c1", 1],
  ]);
});

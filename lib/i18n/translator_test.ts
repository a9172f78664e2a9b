import { deepEqual, equal, throws } from "node:assert/strict";
import { createTranslator, type MessageKey } from "./mod.ts";

const en = createTranslator("en", "Europe/Berlin");
const ru = createTranslator("ru", "Europe/Moscow");

Deno.test("a translator says a plain message in its language", () => {
  equal(en("shell.messages"), "Messages");
  equal(ru("shell.messages"), "Сообщения");
});

Deno.test("a translator fills placeholders", () => {
  equal(en("common.asOf", { time: "12:04" }), "as of 12:04");
  equal(ru("shell.currentProject", { name: "Acme {x}" }), "Проект: Acme {x}");
});

Deno.test("counts take the form of their language and are grouped", () => {
  const cases: [number, string, string][] = [
    [0, "0 messages", "0 сообщений"],
    [1, "1 message", "1 сообщение"],
    [2, "2 messages", "2 сообщения"],
    [5, "5 messages", "5 сообщений"],
    [11, "11 messages", "11 сообщений"],
    [21, "21 messages", "21 сообщение"],
    [22, "22 messages", "22 сообщения"],
    [111, "111 messages", "111 сообщений"],
    [10_000, "10,000 messages", "10\u00a0000 сообщений"],
  ];
  for (const [count, english, russian] of cases) {
    equal(en("common.messageCount", { count }), english);
    equal(ru("common.messageCount", { count }), russian);
  }
});

Deno.test("a fraction takes the Russian form for fractions", () => {
  equal(ru("common.messageCount", { count: 1.5 }), "1,5 сообщения");
});

Deno.test("a translator carries its locale, zone and formats", () => {
  deepEqual([ru.locale, ru.timeZone], ["ru", "Europe/Moscow"]);
  equal(ru.format.time("2026-11-23T09:04:00Z"), "12:04");
  equal(en.format.time("2026-11-23T09:04:00Z"), "10:04");
});

Deno.test("plural forms of a message can be handed to an island", () => {
  deepEqual(en.forms("common.rows"), { one: "{count} row", other: "{count} rows" });
  deepEqual(en.forms("common.save"), { one: "Save", other: "Save" });
});

Deno.test("an unknown message, a missing value and an unknown zone are errors that name them", () => {
  throws(() => en("common.nonsense" as MessageKey as "common.save"), /common\.nonsense/);
  throws(() => en("common.asOf", {} as { time: string }), /"time"/);
  throws(() => createTranslator("en", "Mars/Olympus"), RangeError);
});

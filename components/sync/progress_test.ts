import { deepEqual, equal } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { describeProgress } from "./progress.ts";
import { syncWords } from "./words.ts";

const running = {
  connector: "chatwoot",
  stream: "messages",
  records: 4210,
  total: 8420,
  recordsPerSecond: 319.6,
  etaSeconds: 95,
};
const english = syncWords(createTranslator("en", "UTC"));
const russian = syncWords(createTranslator("ru", "UTC"));

/** Text with no-break spaces shown as plain ones. */
function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

Deno.test("progress tells records, rate and time left", () => {
  const view = describeProgress(running, english, "en");
  equal(plain(view.text), "4,210 records · 320/s · about 2m left");
  deepEqual([view.stream, view.share], ["Messages", 0.5]);
});

Deno.test("progress is written in Russian with its plural forms", () => {
  const view = describeProgress({ ...running, records: 4221 }, russian, "ru");
  equal(view.stream, "Сообщения");
  equal(plain(view.text), "4 221 запись · 320/с · осталось около 2 мин");
});

Deno.test("what is not known yet is left out", () => {
  const early = { ...running, records: 1, total: null, recordsPerSecond: 0, etaSeconds: null };
  deepEqual(describeProgress(early, english, "en"), {
    stream: "Messages",
    text: "1 record",
    share: null,
  });
});

Deno.test("a stream without a name for people keeps its own", () => {
  equal(describeProgress({ ...running, stream: "votes" }, english, "en").stream, "votes");
});

Deno.test("a total of nothing has no share, and a share never passes one", () => {
  equal(describeProgress({ ...running, total: 0 }, english, "en").share, null);
  equal(describeProgress({ ...running, records: 9000 }, english, "en").share, 1);
});

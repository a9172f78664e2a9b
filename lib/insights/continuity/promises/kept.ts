import { createDetector, english, type KindPatterns, russian } from "../../../text/mod.ts";

const patterns = (phrases: string[], unless: string[]): KindPatterns => ({
  ...{ breakers: [], questions: false },
  phrases,
  unless,
});

const thing =
  "(it|this|that|everything|all|page|fix|report|link|file|files|quote|version|texts|export)";
const en = patterns([
  "^ ~2 (done|fixed|deployed|sent|delivered|resolved|released|published)",
  "(is|are|was|were|has been|have been|was just) ~1 (done|fixed|deployed|sent|delivered|resolved|released|published|live|online|ready now)",
  "(we|i) ~2 (fixed|deployed|sent|delivered|finished|published|released|uploaded|replaced|corrected)",
  "(we've|i've|we have|i have) ~1 (fixed|deployed|sent|delivered|finished|published|done|uploaded)",
  "(back|up) (up|again|online) ~2 since",
  "is in your inbox",
  `${thing} ~1 (works|arrived) (again|now|fine)?`,
  "^ works ~3",
  "^ ~2 (received|arrived|got it|found it)",
  "^ confirmed",
], ["will", "would", "if", "once", "when", "until", "after", "not yet", "should", "was supposed"]);

const ru = patterns([
  "^ ~2 (готово|сделано|исправлено|отправлено|выложено)",
  "(сделали|сделал|сделала|исправили|исправил|исправила|отправили|отправил|отправила|выложили|выложил|" +
  "обновили|обновил|починили|починил|подготовили|подготовил|прислали|прислал|настроили|настроил|" +
  "добавили|добавил|закончили|закончил|завершили|доделали)",
  "(все|уже|теперь|снова|опять) (работает|готово|на месте|верно)",
  "^ ~1 (получили|получил|получила|проверили|проверил|проверила)",
  "(пришло|пришел|пришла|пришли) ~2 спасибо",
], ["если", "когда", "как только", "после", "ждем", "жду", "пока не"]);

const detect = createDetector(["kept"], [
  { grammar: english, kinds: { kept: en } },
  { grammar: russian, kinds: { kept: ru } },
]);

/**
 * Whether a message says that what was promised is done: the team reports it, or the client has it.
 * English and Russian.
 */
export function saysKept(text: string): boolean {
  return detect(text).length > 0;
}

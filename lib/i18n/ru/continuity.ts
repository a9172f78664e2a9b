import type { SectionOf } from "../catalogue.ts";
import type { continuity as english } from "../en/continuity.ts";

/** Слова об обещаниях, которым нужна задача. */
export const continuity: SectionOf<typeof english> = {
  title: "Обещания",
  intro: "Что команда обещала в переписке и что продано: задачи, которые можно создать в Linear.",
  somebody: "команда",
  conversation: "разговоре",
  unnamedDeal: "без названия",
  promisedBy: "Обещание: {author}, {time}.",
  promisedFor: "Обещанный срок: {day}",
  source: "Сказано в {link}.",
  nextStepOf: "Следующий шаг выигранной сделки {deal}.",
};

import type { Health } from "../state/tables.ts";

/** Weekly words on a project by language and health, hand-written. */
export const updateTexts: Record<"en" | "ru", Record<Health, readonly string[]>> = {
  en: {
    onTrack: [
      "All goals of the cycle are met. The client has seen staging and likes it.",
      "Two features shipped, one bug open. Launch date stands.",
      "Design is approved, development follows the plan.",
    ],
    atRisk: [
      "One blocker: we wait for access from the client. If it comes by Friday the date holds.",
      "The scope grew by three requests. We need a decision on what moves back.",
      "A colleague was ill for a week; the demo moves by three days.",
    ],
    offTrack: [
      "Behind by two weeks. Blocked on the client's side, no answer to our questions.",
      "The launch date cannot be held. A new plan goes to the client on Monday.",
      "Too many open bugs from the last release; new features are stopped.",
    ],
  },
  ru: {
    onTrack: [
      "Цели цикла выполнены. Клиент посмотрел стенд, доволен.",
      "Выпустили две доработки, одна ошибка открыта. Дата запуска прежняя.",
      "Макеты утверждены, разработка идёт по плану.",
    ],
    atRisk: [
      "Есть блокер: ждём доступы от клиента. Если получим до пятницы, срок не сдвинется.",
      "Объём вырос на три доработки. Нужно решить, что переносим.",
      "Ждём согласования сметы, часть задач стоит.",
    ],
    offTrack: [
      "Отстаём на две недели. Клиент не отвечает на вопросы.",
      "Дату запуска удержать не получится, готовим новый план.",
      "Много открытых ошибок после релиза, новые задачи остановлены.",
    ],
  },
};

/** Small remarks for a stream of changes. */
export const remarks: Record<"en" | "ru", readonly string[]> = {
  en: ["Looked at it, will be done today.", "Needs a review.", "Deployed to staging."],
  ru: ["Посмотрел, сегодня сделаю.", "Нужна проверка.", "Выложил на стенд."],
};

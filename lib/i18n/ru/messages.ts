import type { SectionOf } from "../catalogue.ts";
import type { messages as english } from "../en/messages.ts";

/** Words of the messages pages. */
export const messages: SectionOf<typeof english> = {
  title: "Сообщения",
  fromClient: "Клиент",
  fromTeam: "Команда",
  privateNote: "Внутренняя заметка",
  deleted: "Удалено в источнике",
  edited: "изменено",
  noText: "Без текста",
  attachmentCount: {
    one: "{count} вложение",
    few: "{count} вложения",
    many: "{count} вложений",
    other: "{count} вложения",
  },
  statusOpen: "Открыт",
  statusPending: "Ожидает",
  statusSnoozed: "Отложен",
  statusResolved: "Решён",
};

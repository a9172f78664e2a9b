import type { SectionOf } from "../catalogue.ts";
import type { portfolio as english } from "../en/portfolio.ts";

/** Words of the portfolio dashboard. */
export const portfolio: SectionOf<typeof english> = {
  title: "Портфель",
  projects: "Проекты",
  messages: "Сообщения",
  conversations: "Диалоги",
  openConversations: "Открытые диалоги",
  medianResponse: "Медиана ответа",
  completeness: "Полнота данных",
  messagesPerDay: "Сообщения по дням",
  responseMinutes: "Время ответа по дням",
  minutes: "минуты",
  incoming: "Входящие",
  outgoing: "Исходящие",
  median: "Медиана",
  ninetiethPercentile: "90-й перцентиль",
};

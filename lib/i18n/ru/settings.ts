import type { SectionOf } from "../catalogue.ts";
import type { settings as english } from "../en/settings.ts";

/** Words of the settings pages. */
export const settings: SectionOf<typeof english> = {
  title: "Настройки",
  projects: "Проекты",
  sessions: "Сеансы",
  tokens: "Токены API",
  language: "Язык",
  languageEnglish: "English",
  languageRussian: "Русский",
  timeZone: "Часовой пояс",
};

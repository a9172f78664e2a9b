/** Words of the settings pages. */
export const settings = {
  title: "Settings",
  projects: "Projects",
  sessions: "Sessions",
  tokens: "API tokens",
  language: "Language",
  languageEnglish: "English",
  languageRussian: "Русский",
  timeZone: "Time zone",
} as const;

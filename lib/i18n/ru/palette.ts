import type { SectionOf } from "../catalogue.ts";
import type { palette as english } from "../en/palette.ts";

/** Слова палитры и списка сочетаний клавиш. */
export const palette: SectionOf<typeof english> = {
  open: "Найти или перейти…",
  placeholder: "Страница, проект, человек, задача или сделка",
  nothing: "Ничего с таким именем",
  pages: "Страницы",
  projects: "Проекты",
  actions: "Действия",
  results: "Поиск",
  searchFor: "Искать везде «{text}»",
  person: "Люди",
  company: "Компании",
  deal: "Сделки",
  project: "Проекты Linear",
  issue: "Задачи",
  syncNow: "Синхронизировать сейчас",
  newConnection: "Подключить источник",
  newProject: "Новый проект",
  signOut: "Выйти",
  shortcuts: "Сочетания клавиш",
  openPalette: "Найти или перейти",
  showShortcuts: "Показать этот список",
  close: "Закрыть",
};

import { notesEn, notesRu } from "@/sim/attio/history/texts.ts";
import { english, russian } from "@/sim/chatwoot/history_texts.ts";
import { tasksEn } from "@/sim/linear/history/tasks_en.ts";
import { tasksRu } from "@/sim/linear/history/tasks_ru.ts";
import type { JudgedDocument, JudgedSet } from "./judged_set.ts";
import { RUSSIAN_QUESTIONS } from "./russian_questions.ts";

const filled = (text: string) =>
  text.replaceAll("{x}", "сайте магазина").replaceAll("{d}", "четверг").replaceAll(
    "{p}",
    "Ирина Соколова",
  )
    .replaceAll("{c}", "Северный Ветер");

function conversations(scripts: typeof russian, language: string): JudgedDocument[] {
  return scripts.map(({ lines }, index) => ({
    id: `chat-${language}-${index + 1}`,
    title: "",
    text: filled(lines.map((line) => line.slice(3)).join("\n")),
  }));
}

function issues(tasks: typeof tasksRu, language: string): JudgedDocument[] {
  return tasks.map(({ title, description = "", talk = [] }, index) => ({
    id: `issue-${language}-${index + 1}`,
    title,
    text: filled(
      [description, ...talk.map((line) => line.slice(3))].filter((line) => line !== "").join("\n"),
    ),
  }));
}

function notes(texts: typeof notesRu, language: string): JudgedDocument[] {
  return texts.map(({ title, content }, index) => ({
    id: `note-${language}-${index + 1}`,
    title: filled(title),
    text: filled(content),
  }));
}

/** Questions in Russian over the texts of the demo history, each text once, the English ones among them. */
export function russianSet(): JudgedSet {
  return {
    key: "ru",
    documents: [
      ...conversations(russian, "ru"),
      ...conversations(english, "en"),
      ...issues(tasksRu, "ru"),
      ...issues(tasksEn, "en"),
      ...notes(notesRu, "ru"),
      ...notes(notesEn, "en"),
    ],
    questions: RUSSIAN_QUESTIONS.map(([text], index) => ({ id: String(index + 1), text })),
    judgements: new Map(
      RUSSIAN_QUESTIONS.map((
        [, ...ids],
        index,
      ) => [String(index + 1), new Map(ids.map((id) => [id, 1]))]),
    ),
  };
}

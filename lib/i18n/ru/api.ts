import type { SectionOf } from "../catalogue.ts";
import type { api as english } from "../en/api.ts";

/** Words of the page that describes the API. The API itself is described in English. */
export const api: SectionOf<typeof english> = {
  title: "Доступ по API",
  why:
    "Что могут скрипты. Передавайте Authorization: Bearer и токен из настроек или попробуйте здесь от своего имени.",
  makeToken: "Токены API",
  document: "Документ OpenAPI",
  operations: {
    one: "{count} операция",
    few: "{count} операции",
    many: "{count} операций",
    other: "{count} операции",
  },
  method: "Метод",
  path: "Адрес",
  summary: "Что делает",
  parameter: "Параметр",
  place: "Где",
  type: "Значение",
  placePath: "в адресе",
  placeQuery: "в запросе",
  placeHeader: "в заголовке",
  required: "обязательно",
  body: "Тело",
  reply: "Ответ {status}",
  failures: "Может быть отклонён с",
  tryIt: "Попробовать",
  tryWhy: "Выполняется по-настоящему, с вашим сеансом.",
  send: "Отправить",
  sending: "Отправка…",
  answered: "Ответ {status} за {ms} мс",
  notSent: "Ответа нет. Проверьте соединение.",
};

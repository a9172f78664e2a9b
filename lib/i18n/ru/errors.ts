import type { SectionOf } from "../catalogue.ts";
import type { errors as english } from "../en/errors.ts";

/** Words of error pages and failure notices. */
export const errors: SectionOf<typeof english> = {
  notFoundTitle: "Такой страницы нет",
  notFoundText: "Возможно, в адресе опечатка или то, что здесь было, удалено.",
  toPortfolio: "К портфелю",
  forbiddenTitle: "Действие запрещено",
  forbiddenText:
    "Возможно, сеанс завершён или форма устарела. Обновите страницу и попробуйте ещё раз.",
  refusedTitle: "Запрос отклонён",
  refusedText:
    "Он не подходит к тому, что есть сейчас. Вернитесь, обновите страницу и попробуйте ещё раз.",
  tooManyTitle: "Слишком много запросов",
  tooManyText: "Подождите минуту и попробуйте снова.",
  failedTitle: "У нас что-то сломалось",
  failedText:
    "Данные не потеряны. Попробуйте ещё раз; если не поможет, сообщите администратору номер запроса.",
  partialTitle: "Часть страницы не загрузилась",
  staleTitle: "Показатели могли устареть",
  actionFailed: "Не получилось. Попробуйте ещё раз.",
};

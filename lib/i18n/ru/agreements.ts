import type { SectionOf } from "../catalogue.ts";
import type { agreements as english } from "../en/agreements.ts";

/** Слова о договорённостях в переписке. */
export const agreements: SectionOf<typeof english> = {
  title: "Договорённости",
  intro: "На что клиенты и команда согласились в переписке: согласования, цены, сроки, условия.",
  words: "Слова",
  kind_approval: "Согласование",
  kind_terms: "Условия",
  kind_price: "Цена",
  kind_deadline: "Срок",
  status_standing: "Действующие",
  status_noted: "Замечена",
  status_confirmed: "Подтверждена",
  status_dismissed: "Отклонена",
  search: "Слова",
  count: {
    one: "{count} договорённость",
    few: "{count} договорённости",
    many: "{count} договорённостей",
    other: "{count} договорённости",
  },
  emptyOpen: "Договорённостей пока нет",
  emptyOpenWhy: "За два месяца в переписке никто ничего не согласовал.",
  said: "Дословно",
};

import type { AgreementKind } from "./words/kinds.ts";

/** `c`: the client writes, `a`: the team does. The last line is the one looked at. */
export type Exchange = [`${"c" | "a"}: ${string}`] | [
  `${"c" | "a"}: ${string}`,
  `${"c" | "a"}: ${string}`,
];

/** Exchanges in which something is agreed. */
export const golden: [exchange: Exchange, kind: AgreementKind][] = [
  [["c: Approved, please start."], "approval"],
  [["a: The mockups are here for your approval.", "c: We approve the design."], "approval"],
  [["c: The layout is approved."], "approval"],
  [["c: You have our go ahead."], "approval"],
  [["a: Shall we publish the new texts?", "c: Yes, please."], "approval"],
  [["a: Could you confirm the scope?", "c: Confirmed."], "approval"],
  [["c: We agreed on a demo for Friday."], "deadline"],
  [["c: Let us do that Tuesday at three?", "a: Booked. You will get the link."], "deadline"],
  [["a: The demo is ready. Friday at eleven works for us.", "c: Fine."], "deadline"],
  [["a: The whole setup is 12,000 EUR.", "c: Ok, agreed."], "price"],
  [["a: We can do it for €5,000.", "c: Deal."], "price"],
  [["c: The quote of 4 500 euros is approved."], "price"],
  [["c: As agreed, payment within 30 days after the launch."], "terms"],
  [["a: We suggest a prepayment of one half.", "c: That works."], "terms"],
  [["c: Согласовано, можно начинать."], "approval"],
  [["a: Макеты отправили на согласование.", "c: Утверждаем."], "approval"],
  [["a: Могу объединить в одну позицию.", "c: Да, объедините, бухгалтерии так проще."], "approval"],
  [["c: Договорились на пятницу."], "deadline"],
  [["a: Сделаем к пятнице.", "c: Хорошо, тогда ждём пятницу."], "deadline"],
  [["c: Давайте созвонимся в среду?", "a: Договорились."], "deadline"],
  [["a: Доработка обойдётся в 120 тыс. рублей.", "c: Согласны."], "price"],
  [["a: Предлагаем предоплату половины суммы.", "c: Нас устраивает."], "terms"],
  [["c: Стоимость согласовали, 80 000 руб."], "price"],
  [["c: Как договаривались, оплата после приёмки."], "terms"],
];

/** Exchanges in which nothing is agreed. */
export const lookalikes: Exchange[] = [
  ["c: We have not agreed on anything yet."],
  ["c: The design is not approved."],
  ["a: Please approve the design."],
  ["a: Once you approve we start on Friday."],
  ["c: Is the design approved?"],
  ["c: Yes, the site is still down."],
  ["a: The import runs tonight.", "c: Ok, thanks."],
  ["a: Shall we publish the new texts?", "c: No, not yet."],
  [
    "a: Shall we publish the new texts?",
    "c: Yes, but first I have to ask our lawyers, who have been looking at all of it since last week.",
  ],
  ["a: Shall we publish the new texts?", "c: Ok?"],
  ["a: Shall we publish it on Friday?", "c: Fine, but not before noon."],
  ["a: Макеты будут завтра до обеда.", "c: Хорошо, но сроки запуска сдвигать нельзя."],
  ["c: We need approval from the board."],
  ["a: We approve your access request."],
  ["c: Good morning!"],
  ["c: The template is great."],
  ["c: Не согласовано."],
  ["a: Согласуйте, пожалуйста, макет."],
  ["c: Когда согласуем, напишем."],
  ["c: Макет согласован?"],
  ["c: Да, сайт всё ещё не работает."],
  ["c: Мы ещё не договорились о цене."],
  ["a: Видим проблему, банк сменил адрес шлюза.", "c: Хорошо, спасибо."],
  ["a: Прошу согласовать смету.", "c: Нет, дорого."],
];

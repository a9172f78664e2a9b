/** Notes and tasks of sales, hand-written. `{c}` is the company, `{p}` a person of it, `{x}` the product. */
export interface NoteText {
  title: string;
  content: string;
}

export const notesEn: NoteText[] = [
  {
    title: "Call with {p}",
    content:
      "# Call with {p}\n- Happy with the team, worried about the **date of the launch**\n- Budget for next year is decided in December\n- Wants to see figures: how many visitors finish an order on {x}",
  },
  {
    title: "What they compare us with",
    content:
      "Two other agencies were asked. One is cheaper, the other one built {x} five years ago.\n\nOur advantage: we answer within the day and we know their data.",
  },
  {
    title: "Who decides",
    content:
      "{p} recommends, the managing director signs. Everything over 50,000 goes to the board, which meets on the first Monday of the month.",
  },
  {
    title: "Workshop notes",
    content:
      "## Workshop\n1. Search has to find products by their old numbers\n2. ~~Own login~~ sign-in through their Microsoft accounts\n3. We promised a click dummy within two weeks",
  },
  {
    title: "Scope before the offer",
    content:
      "They ask for the export to Excel again. {p} agreed that it is **not part** of the first phase and will be quoted on its own.",
  },
  {
    title: "Complaint about the invoice",
    content:
      "{p} called: the last invoice has hours of another project. Corrected version sent, apology accepted. Should not happen before we talk about the support plan.",
  },
  {
    title: "Renewal",
    content:
      "The contract for {x} ends with the quarter. {p} would extend by a year if the response times are written down.",
  },
];

export const notesRu: NoteText[] = [
  {
    title: "Звонок: {p}",
    content:
      "# Звонок с {p}\n- Командой довольны, переживают за **дату запуска**\n- Бюджет на следующий год утверждают в декабре\n- Хотят видеть цифры: сколько посетителей доходит до оплаты",
  },
  {
    title: "С кем сравнивают",
    content:
      "Запросили ещё две студии. Одна дешевле, вторая делала прошлую версию.\n\nНаше преимущество: отвечаем в тот же день и знаем их данные.",
  },
  {
    title: "Кто принимает решение",
    content:
      "{p} рекомендует, подписывает генеральный директор. Всё, что больше 50 тысяч, выносят на совет.",
  },
  {
    title: "Итоги встречи",
    content:
      "## Встреча\n1. Поиск должен находить товары по старым артикулам\n2. Обещали прототип через две недели\n3. Выгрузку в Excel считаем отдельно",
  },
  {
    title: "Продление договора",
    content:
      "Договор заканчивается в конце квартала. {p} готов продлить на год, если время реакции будет прописано.",
  },
];

export const tasksEn = [
  "Send {p} the revised offer",
  "Call {p} about the budget",
  "Prepare the demo of {x} for {c}",
  "Ask {c} for the list of old product numbers",
  "Check the contract of {c} with our lawyer",
  "Invite {p} to the review",
] as const;

export const tasksRu = [
  "Отправить {p} обновлённое предложение",
  "Позвонить {p} по бюджету",
  "Подготовить демонстрацию для «{c}»",
  "Запросить у «{c}» список старых артикулов",
  "Проверить договор с «{c}»",
] as const;

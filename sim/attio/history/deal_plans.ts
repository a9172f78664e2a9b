/** What is being sold, and how far it came: hand-written plans of deals. `{x}` is the product. */
export type Stage = "Lead" | "Qualified" | "Proposal" | "Negotiation" | "Won 🎉" | "Lost";

/** One deal of a client. */
export interface DealPlan {
  title: { en: string; ru: string };
  /** Worth in thousands: least and most. */
  worth: readonly [number, number];
  /** Each stage it reached, and how many days ago. */
  course: readonly (readonly [Stage, number])[];
  /** What is to be done next, if anything was noted, and in how many days. */
  next: { en: string; ru: string; inDays: number } | null;
}

const title = (en: string, ru: string) => ({ en, ru });
const next = (inDays: number, en: string, ru: string) => ({ en, ru, inDays });

/** The deals that won the clients' present work. */
export const wonPlans: DealPlan[] = [
  {
    title: title("First phase of {x}", "Первый этап разработки"),
    worth: [38, 90],
    course: [["Lead", 88], ["Qualified", 84], ["Proposal", 79], ["Negotiation", 74], [
      "Won 🎉",
      68,
    ]],
    next: next(
      -3,
      "Kick-off workshop, then access to the test system for their team",
      "Провести установочную встречу и дать команде клиента доступ к тестовому стенду",
    ),
  },
  {
    title: title("Relaunch of {x}", "Перезапуск сайта"),
    worth: [24, 60],
    course: [["Lead", 86], ["Proposal", 77], ["Won 🎉", 63]],
    next: null,
  },
  {
    title: title("Performance work on {x}", "Ускорение сайта"),
    worth: [9, 22],
    course: [["Qualified", 62], ["Proposal", 55], ["Negotiation", 41], ["Won 🎉", 20]],
    next: next(
      4,
      "Deliver the measuring report and the plan for the slow pages",
      "Передать отчёт о замерах и план по медленным страницам",
    ),
  },
];

/** Deals that are still open, from lively to forgotten. */
export const openPlans: DealPlan[] = [
  {
    title: title("Second phase of {x}", "Второй этап разработки"),
    worth: [30, 80],
    course: [["Lead", 34], ["Qualified", 27], ["Proposal", 9]],
    next: next(
      2,
      "Send the revised offer with the smaller first step",
      "Отправить обновлённое предложение с меньшим первым шагом",
    ),
  },
  {
    title: title("Support plan for a year", "Техническая поддержка на год"),
    worth: [12, 30],
    course: [["Lead", 41], ["Proposal", 24], ["Negotiation", 6]],
    next: next(
      1,
      "Call with their procurement about the response times",
      "Созвон с закупками о времени реакции",
    ),
  },
  {
    title: title("Mobile app", "Мобильное приложение"),
    worth: [55, 120],
    course: [["Lead", 58], ["Qualified", 46]],
    next: null,
  },
  {
    title: title("Newsletter platform with its own sending queue", "Платформа рассылок"),
    worth: [15, 35],
    course: [["Lead", 11], ["Qualified", 5]],
    next: next(
      5,
      "Prepare two options for 350,000 mails a day",
      "Подготовить два варианта на 350 000 писем в день",
    ),
  },
  {
    title: title("Audit of search and navigation", "Аудит поиска и навигации"),
    worth: [4, 9],
    course: [["Lead", 73], ["Proposal", 66]],
    next: next(-21, "Ask again after their holidays", "Вернуться к разговору после отпусков"),
  },
  {
    title: title("Accessibility check of {x}", "Проверка доступности сайта"),
    worth: [3, 8],
    course: [["Lead", 4]],
    next: null,
  },
  {
    title: title("Connection to the warehouse system", "Интеграция со складом"),
    worth: [14, 28],
    course: [["Qualified", 19], ["Proposal", 12], ["Negotiation", 3]],
    next: next(
      0,
      "Sign on Thursday, contract is with their lawyers",
      "Подписание в четверг, договор у юристов клиента",
    ),
  },
];

/** Deals that were lost. */
export const lostPlans: DealPlan[] = [
  {
    title: title("Intranet for the whole group", "Корпоративный портал"),
    worth: [70, 140],
    course: [["Lead", 85], ["Proposal", 70], ["Lost", 49]],
    next: null,
  },
  {
    title: title("Advertising for the spring season", "Реклама к весеннему сезону"),
    worth: [6, 14],
    course: [["Lead", 52], ["Lost", 38]],
    next: null,
  },
];

/** Companies that are no clients yet. */
export const prospects = [
  {
    name: "Nordlicht Logistik",
    domain: "nordlicht.example",
    language: "en",
    product: "the tracking portal",
  },
  { name: "Piñata Foods", domain: "pinata.example", language: "en", product: "the recipe site" },
  { name: "Тихий Океан", domain: "okean.example", language: "ru", product: "сайт бронирования" },
  { name: "Greenfield Schools", domain: "greenfield.example", language: "en", product: "the app" },
  { name: "Ладога Строй", domain: "ladoga.example", language: "ru", product: "личный кабинет" },
  // shares a word and its people's names with a client, and is another company
  { name: "Acme Plumbing", domain: "acmeplumbing.example", language: "en", product: "the shop" },
] as const;

/** One exchange: `c:` lines are the client's, `a:` the agency's, `n:` a private note. */
export interface Script {
  label?: string;
  lines: string[];
}

/** Conversations in English, hand-written. `{x}` is the client's product, `{d}` a weekday. */
export const english: Script[] = [
  {
    label: "delivery",
    lines: [
      "c: Hi, when can we see the new checkout on staging? The board asks me every day.",
      "a: It is up since this morning. The card form works, invoices come tomorrow.",
      "c: Found it, looks good. The VAT line is wrong for Swiss customers though.",
      "a: Good catch. I have a fix and it will be on staging within the hour.",
      "c: Confirmed, correct now. Thank you!",
    ],
  },
  {
    label: "scope",
    lines: [
      "c: Could we also get an export to Excel in this sprint? It should be a small thing.",
      "a: It is about two days with the filters. I can move the audit page back or quote it separately.",
      "n: Third addition this month. Bring it up in the next call.",
      "c: Please quote it, the audit page has to stay.",
      "a: The quote is in your inbox. Once you approve we start on {d}.",
    ],
  },
  {
    label: "urgent",
    lines: [
      "c: The site is down for our Berlin office. Nobody can log in!",
      "a: We see it. A certificate expired on the proxy, we are replacing it now.",
      "a: Back up since 10:42. I will send a short report by tonight.",
      "c: Works again. Please make sure this cannot happen on launch day.",
    ],
  },
  {
    label: "billing",
    lines: [
      "c: The March invoice lists 14 hours of support, my notes say 9. Can you check?",
      "a: You are right, five hours belong to another project. A corrected invoice is on its way.",
      "c: Received, thanks for the quick answer.",
    ],
  },
  {
    label: "question",
    lines: [
      "c: Is there a way to restrict the press area to signed-in partners?",
      "a: Yes. Roles exist already, it needs a rule for that section. I can show you how, ten minutes.",
      "c: Let us do that {d} at three?",
      "a: Booked. You will get the link.",
    ],
  },
  {
    label: "delivery",
    lines: [
      "c: We agreed on a demo for {d}. I have not heard anything since last week.",
      "c: Are we still on track? I need something to show to my management.",
      "a: Sorry for the silence. The demo is ready, only the search is still slow. {d} at eleven works for us.",
      "c: Fine. But please keep me posted earlier next time.",
    ],
  },
  {
    label: "feedback",
    lines: [
      "c: The new dashboard is exactly what we wanted. The team loves it.",
      "a: That makes our day, thank you! Anything you miss?",
      "c: A dark theme maybe. No hurry at all.",
    ],
  },
  {
    lines: [
      "c: Our marketing wants to double the newsletter volume from next quarter. Can the platform take that?",
      "a: Up to about 200,000 a day as it is. Above that we would move sending to its own queue.",
      "c: It will be 350,000. What would the bigger setup cost?",
      "a: I will prepare two options until {d}.",
    ],
  },
  {
    label: "content",
    lines: [
      "c: The German texts on {x} are cut off on phones.",
      "a: Thanks for the screenshot. Long words did not break; fixed and deployed.",
    ],
  },
  {
    label: "question",
    lines: [
      "c: Who do I talk to about the API keys of our warehouse system?",
      "a: Me. Send them through the vault link, please never by e-mail.",
      "c: Done. Two keys, one for tests.",
      "a: Both arrived, the import runs tonight.",
    ],
  },
];

/** Conversations in Russian, hand-written. */
export const russian: Script[] = [
  {
    label: "delivery",
    lines: [
      "c: Добрый день! Когда будет готова интеграция со складом? Мы планировали запуск в {d}.",
      "a: Здравствуйте! Обмен остатками уже работает, осталось резервирование. Сделаем к пятнице.",
      "c: Хорошо, тогда ждём пятницу. Если сдвинется, предупредите заранее.",
      "a: Конечно, напишу в любом случае.",
    ],
  },
  {
    label: "urgent",
    lines: [
      "c: Срочно! На {x} не проходит оплата картой, клиенты звонят каждые пять минут.",
      "a: Видим проблему, банк сменил адрес шлюза. Исправляем.",
      "a: Готово, оплата проходит. Пропущенные заказы можно повторить, список отправил.",
      "c: Спасибо, проверили, всё работает.",
    ],
  },
  {
    label: "scope",
    lines: [
      "c: А можно ещё добавить в каталог сравнение товаров? Вроде бы мелочь.",
      "a: Это примерно три дня вместе с мобильной версией. Могу включить в следующий этап или посчитать отдельно.",
      "n: Уже вторая доработка сверх договора, обсудить на встрече.",
      "c: Посчитайте отдельно, пожалуйста.",
    ],
  },
  {
    label: "feedback",
    lines: [
      "c: Новая версия личного кабинета отличная, пользователи довольны. Передайте команде!",
      "a: Передам обязательно, спасибо за тёплые слова!",
    ],
  },
  {
    label: "billing",
    lines: [
      "c: Подскажите, почему в счёте за март две строки за хостинг?",
      "a: Вторая строка за тестовый стенд. В договоре он есть, но могу объединить в одну позицию.",
      "c: Да, объедините, бухгалтерии так проще.",
    ],
  },
  {
    label: "delivery",
    lines: [
      "c: Мы уже неделю ждём макеты главной страницы. Что происходит?",
      "c: Коллеги, ответьте пожалуйста.",
      "a: Простите за задержку. Дизайнер болел, макеты будут завтра до обеда.",
      "c: Хорошо, но сроки запуска сдвигать нельзя.",
    ],
  },
  {
    lines: [
      "c: Хотим подключить ещё два магазина сети. Во сколько это обойдётся?",
      "a: Отличная новость! Подготовлю оценку к {d}, нужны адреса и каталоги.",
      "c: Отправил на почту.",
      "a: Получил, спасибо.",
    ],
  },
  {
    label: "content",
    lines: [
      "c: В разделе «Доставка» старые тарифы, обновите пожалуйста.",
      "a: Обновили, проверьте.",
      "c: Всё верно, спасибо.",
    ],
  },
];

/** Late messages that may arrive at any time. */
export const drips = [
  "Any news on this?",
  "Thanks, that helped!",
  "Could you have a look at the report I sent yesterday?",
  "We will discuss it internally and come back to you.",
  "The numbers on the second page look odd to me.",
  "Есть новости по нашему вопросу?",
  "Спасибо, получилось!",
  "Посмотрите, пожалуйста, письмо от вчера.",
] as const;

/** The agency's clients: name, product, language of their people. */
export const companies = [
  { name: "Acme Robotics", product: "the partner portal", language: "en" },
  { name: "Brightside Clinics", product: "the booking site", language: "en" },
  { name: "Северный Ветер", product: "сайте магазина", language: "ru" },
  { name: "Fjord Outdoor", product: "the web shop", language: "en" },
  { name: "Книжный Двор", product: "сайте каталога", language: "ru" },
  { name: "Helios Energy", product: "the customer area", language: "en" },
  { name: "Мастер Дом", product: "сайте заказов", language: "ru" },
  { name: "Quantum Legal", product: "the document app", language: "en" },
] as const;

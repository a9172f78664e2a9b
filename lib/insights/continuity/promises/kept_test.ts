import { deepEqual } from "node:assert/strict";
import { saysKept } from "./kept.ts";

const kept = [
  "Done, please have a look.",
  "It is fixed and deployed.",
  "Back up since 10:42.",
  "The quote is in your inbox.",
  "We have sent the report.",
  "Found it, looks good.",
  "Works again. Thank you!",
  "Received, thanks for the quick answer.",
  "Confirmed, correct now.",
  "I uploaded the files.",
  "Готово, оплата проходит.",
  "Исправили, проверьте.",
  "Отправил на почту.",
  "Спасибо, проверили, всё работает.",
  "Получил, спасибо.",
  "Теперь всё верно.",
];

const lookalikes = [
  "It is not fixed yet.",
  "When will it be fixed?",
  "Once it is deployed I will write.",
  "We will send it tomorrow.",
  "Any news on this?",
  "Still broken.",
  "Please send the report.",
  "Is it done?",
  "Не исправили.",
  "Когда исправили?",
  "Если исправили, напишите.",
  "Исправим завтра.",
  "Всё ещё не работает.",
  "Есть новости по нашему вопросу?",
  "Отправьте, пожалуйста.",
];

Deno.test("what was promised is known to be done by what either side says", () => {
  deepEqual(kept.filter((text) => !saysKept(text)), []);
});

Deno.test("asking for it, denying it and announcing it are none", () => {
  deepEqual(lookalikes.filter(saysKept), []);
});

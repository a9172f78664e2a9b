import { deepEqual } from "node:assert/strict";
import { soundingOf } from "./feeling.ts";

const cases: Record<string, [number | null, string[]]> = {
  upset: [-1, [
    "I am really disappointed.",
    "We are not happy with the result",
    "This is unacceptable!",
    "Nobody answers our mails",
    "It still doesn't work",
    "We are tired of waiting",
    "How many times do I have to ask?",
    "Мы очень недовольны.",
    "Нас это не устраивает",
    "Сколько можно ждать?",
    "Опять не работает корзина",
    "Никто не отвечает",
    "Это просто ужас",
    "Мы теряем терпение",
  ]],
  glad: [1, [
    "Great, thank you!",
    "We love the new page",
    "The team is very happy",
    "It looks good",
    "Exactly what we wanted!",
    "Отлично, спасибо!",
    "Всё работает",
    "Нам очень нравится",
    "Спасибо большое за помощь",
    "Молодцы!",
  ]],
  "a complaint beside thanks": [-0.5, [
    "Thank you very much. But it is still broken.",
    "Спасибо большое, но нас это не устраивает",
  ]],
  nothing: [null, [
    "When is the next call?",
    "Here are the texts.",
    "Is everything working well?",
    "Когда созвон?",
    "Вот тексты для главной",
    "Ужин в семь",
    "We had no complaint about shipping texts",
    "",
  ]],
};

for (const [name, [score, texts]] of Object.entries(cases)) {
  Deno.test(`how messages sound: ${name}`, () => {
    deepEqual(texts.filter((text) => soundingOf(text).score !== score), []);
  });
}

Deno.test("the words it is told by are the sentence", () => {
  deepEqual(soundingOf("Hello. We are disappointed! Bye").words, "We are disappointed!");
});

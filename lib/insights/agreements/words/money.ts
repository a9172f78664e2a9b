/** Sums of money as people write them: `€5,000`, `5 000 руб.`, `120 тыс.`, `3k eur`. */
const SUM = new RegExp(
  "(?:[€$£₽]\\s?\\d[\\d.,\\s\\u00a0]*|" +
    "\\d[\\d.,\\s\\u00a0]*\\s?(?:k|тыс\\.?|млн\\.?)?\\s?" +
    "(?:[€$£₽]|eur\\b|usd\\b|gbp\\b|rub\\b|euros?\\b|dollars?\\b|евро|руб(?:\\.|л[а-яё]+)?|р\\.|долл[а-яё]*)|" +
    "\\d[\\d.,\\s\\u00a0]*\\s?(?:тыс\\.?|тысяч[а-яё]*|млн\\.?|миллион[а-яё]*))",
  "iu",
);

/** Whether a sentence names a sum of money. */
export function namesMoney(text: string): boolean {
  return SUM.test(text);
}

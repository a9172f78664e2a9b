import type { SectionOf } from "../catalogue.ts";
import type { auth as english } from "../en/auth.ts";

/** Words of signing in and out. */
export const auth: SectionOf<typeof english> = {
  title: "Вход",
  login: "Логин",
  password: "Пароль",
  submit: "Войти",
  wrong: "Неверный логин или пароль.",
  locked: "Слишком много попыток. Попробуйте через {minutes} мин.",
  ended: "Сеанс завершён. Войдите снова.",
  formExpired: "Форма устарела. Попробуйте ещё раз.",
};

/** Words of signing in and out. */
export const auth = {
  title: "Sign in",
  login: "Login",
  password: "Password",
  submit: "Sign in",
  wrong: "Wrong login or password.",
  locked: "Too many attempts. Try again in {minutes} min.",
  ended: "Your session has ended. Sign in again.",
  formExpired: "The form was out of date. Try again.",
} as const;

/** Reads a password from the terminal (or standard input) and prints its bcrypt hash. */
import { hashPassword, PasswordTooLong } from "@/lib/auth/mod.ts";

const password = Deno.stdin.isTerminal()
  ? prompt("Password:") ?? ""
  : (await new Response(Deno.stdin.readable).text()).replace(/\r?\n$/, "");
if (password === "") {
  console.error("No password was given.");
  Deno.exit(1);
}
try {
  console.log(await hashPassword(password));
} catch (error) {
  if (!(error instanceof PasswordTooLong)) throw error;
  console.error(error.message);
  Deno.exit(1);
}

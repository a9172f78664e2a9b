import { deepEqual, equal, ok } from "node:assert/strict";
import bcrypt from "bcryptjs";
import { createLogger } from "../platform/mod.ts";
import { createCredentials } from "./credentials.ts";
import { verifyPassword } from "./password.ts";

/** Credentials, the comparisons they made and what they logged. */
function setUp(secret: string) {
  const lines: string[] = [];
  const compared: [password: string, hash: string][] = [];
  const log = createLogger({ level: "trace", write: (line) => lines.push(line) });
  const check = createCredentials({ login: "owner", secret }, log, (password, hash) => {
    compared.push([password, hash]);
    return verifyPassword(password, hash);
  });
  return { check, compared, lines };
}

const hash = bcrypt.hashSync("right", 4);

Deno.test("the right login with the right password is let in, nobody else", async () => {
  const { check } = setUp(hash);
  equal(await check("owner", "right"), true);
  const others = [
    ["owner", "wrong"],
    ["Owner", "right"],
    ["owner ", "right"],
    ["", "right"],
    [
      "owner",
      "",
    ],
    ["other", "wrong"],
    ["owner", hash],
  ] as const;
  for (const [login, password] of others) equal(await check(login, password), false, login);
});

Deno.test("each check costs one comparison, whatever is wrong", async () => {
  const { check, compared } = setUp(hash);
  const attempts = [["owner", "right"], ["nobody", "right"], ["nobody", "wrong"], [
    "owner",
    "a".repeat(100),
  ], ["", ""]] as const;
  for (const [login, password] of attempts) {
    compared.length = 0;
    await check(login, password);
    deepEqual(compared, [[password, hash]], login);
  }
});

Deno.test("a plain password is hashed in memory, with a warning that does not hold it", async () => {
  const { check, compared, lines } = setUp("plain secret");
  equal(await check("owner", "plain secret"), true);
  equal(await check("owner", "other"), false);
  equal(compared.every(([, against]) => /^\$2b\$11\$/.test(against)), true);
  equal(new Set(compared.map(([, against]) => against)).size, 1, "it is hashed once");
  deepEqual(lines.map((line) => JSON.parse(line).level), ["warn"]);
  ok(!lines.join("").includes("plain secret"));
});

Deno.test("a hash is taken as it is, without a warning", () => {
  deepEqual(setUp(hash).lines, []);
});

import { equal, match, notEqual, ok, rejects } from "node:assert/strict";
import bcrypt from "bcryptjs";
import {
  fitsBcrypt,
  hashPassword,
  isBcryptHash,
  PasswordTooLong,
  verifyPassword,
} from "./password.ts";

const digest = "N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

Deno.test("a bcrypt hash is told from a password", () => {
  for (const prefix of ["$2a$10$", "$2b$04$", "$2y$31$", "$2b$12$"]) {
    equal(isBcryptHash(prefix + digest), true, prefix);
  }
  const others = [
    "",
    "secret",
    `$2b$10$${digest.slice(1)}`,
    `$2b$10$${digest}a`,
    ` $2b$10$${digest}`,
    `$2b$10$${digest}\n`,
    `$2b$3$${digest}`,
    `$2b$03$${digest}`,
    `$2b$32$${digest}`,
    `$2b$99$${digest}`,
    `$2x$10$${digest}`,
    `$2$10$${digest}`,
    `$2b$10$${digest.slice(1)}!`,
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$hash",
  ];
  for (const text of others) equal(isBcryptHash(text), false, text);
});

Deno.test("a password of 72 bytes is taken whole, one byte more is refused", async () => {
  equal(fitsBcrypt("a".repeat(72)), true);
  equal(fitsBcrypt("a".repeat(73)), false);
  equal(fitsBcrypt("ж".repeat(36)), true);
  equal(fitsBcrypt("ж".repeat(36) + "a"), false);
  equal(fitsBcrypt("😀".repeat(18)), true);
  equal(fitsBcrypt("😀".repeat(19)), false);
  await rejects(hashPassword("a".repeat(73)), PasswordTooLong);
  await rejects(hashPassword("ж".repeat(37)), PasswordTooLong);
});

Deno.test("a password that is too long is not taken for its first 72 bytes", async () => {
  const password = "a".repeat(72);
  const hash = await bcrypt.hash(password, 4);
  equal(await bcrypt.compare(password + "b", hash), true, "bcrypt itself ignores the rest");
  equal(await verifyPassword(password, hash), true);
  equal(await verifyPassword(password + "b", hash), false);
});

Deno.test("a password that is too long is not taken for the empty one", async () => {
  const hash = await bcrypt.hash("", 4);
  equal(await verifyPassword("", hash), true);
  equal(await verifyPassword("a".repeat(73), hash), false);
});

Deno.test("a hash made here is recognised, salted, and belongs to its password alone", async () => {
  const [first, second] = [await hashPassword("пароль"), await hashPassword("пароль")];
  notEqual(first, second);
  match(first, /^\$2[aby]\$11\$/);
  ok(isBcryptHash(first));
  equal(await verifyPassword("пароль", first), true);
  equal(await verifyPassword("Пароль", first), false);
});

Deno.test("hashes of other tools are understood", async () => {
  // of "abc", by the reference implementation's test vectors
  const known = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";
  equal(await verifyPassword("abc", known), true);
  equal(await verifyPassword("abd", known), false);
});

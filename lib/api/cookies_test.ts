import { deepEqual, equal } from "node:assert/strict";
import { cookieName, readCookies, writeCookie } from "./cookies.ts";

Deno.test("cookies are read by name, the first of a name counting", () => {
  deepEqual([...readCookies("a=1; b=2;c=x=y; a=3; empty=; flag; =nameless")], [
    ["a", "1"],
    ["b", "2"],
    ["c", "x=y"],
    ["empty", ""],
    ["flag", ""],
  ]);
  deepEqual([...readCookies(null)], []);
  deepEqual([...readCookies("")], []);
});

Deno.test("a cookie is out of reach of scripts and of other sites' forms", () => {
  equal(
    writeCookie("ct_session", "token", false, 60),
    "ct_session=token; Path=/; HttpOnly; SameSite=Lax; Max-Age=60",
  );
});

Deno.test("on https a cookie is bound to this host and to secure transport", () => {
  equal(
    writeCookie("ct_session", "token", true, 60),
    "__Host-ct_session=token; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure",
  );
  equal(cookieName("a", true), "__Host-a");
  equal(cookieName("a", false), "a");
});

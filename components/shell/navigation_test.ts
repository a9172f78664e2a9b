import { equal, ok } from "node:assert/strict";
import { currentFor, navigation } from "./navigation.ts";

Deno.test("an entry is current on its own page and below it", () => {
  equal(currentFor("/messages", "/messages"), "page");
  equal(currentFor("/messages", "/messages/17"), "true");
  equal(currentFor("/messages", "/messages-archive"), "false");
  equal(currentFor("/messages", "/"), "false");
});

Deno.test("the portfolio is current on its own page alone", () => {
  equal(currentFor("/", "/"), "page");
  equal(currentFor("/", "/messages"), "false");
});

Deno.test("the rail's addresses are different and fit the bottom bar", () => {
  const addresses = navigation.flat().map(({ href }) => href);
  equal(new Set(addresses).size, addresses.length);
  ok(addresses.length <= 5);
});

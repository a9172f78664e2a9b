import { deepEqual, equal } from "node:assert/strict";
import { bottomBar, currentFor, navigation } from "./navigation.ts";

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

Deno.test("the rail's addresses are different", () => {
  const addresses = navigation.flat().map(({ href }) => href);
  equal(new Set(addresses).size, addresses.length);
});

Deno.test("the bottom bar has five places; what does not fit is behind the last one", () => {
  const entries = Array.from({ length: 6 }, (_, n) => ({ ...navigation[0]![0]!, href: `/${n}` }));
  const hrefs = (count: number) => {
    const { shown, more } = bottomBar(entries.slice(0, count));
    return [shown, more].map((list) => list.map(({ href }) => href).join(" "));
  };
  deepEqual(hrefs(5), ["/0 /1 /2 /3 /4", ""]);
  deepEqual(hrefs(6), ["/0 /1 /2 /3", "/4 /5"]);
});

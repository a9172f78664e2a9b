import { equal, notEqual, throws } from "node:assert/strict";
import { dateTimeFormat, numberFormat } from "./intl.ts";

Deno.test("the same format is made once; another language, zone or option is another format", () => {
  const options = { timeZone: "Europe/Berlin", hour: "2-digit" } as const;
  equal(dateTimeFormat("en-GB", options), dateTimeFormat("en-GB", { ...options }));
  notEqual(dateTimeFormat("en-GB", options), dateTimeFormat("ru-RU", options));
  notEqual(
    dateTimeFormat("en-GB", options),
    dateTimeFormat("en-GB", { ...options, timeZone: "Asia/Tokyo" }),
  );
  equal(numberFormat("en-GB"), numberFormat("en-GB", {}));
  notEqual(numberFormat("en-GB"), numberFormat("en-GB", { style: "percent" }));
});

Deno.test("more formats than are kept are made all the same", () => {
  for (let year = 0; year < 1200; year++) {
    const tag = `en-GB-x-${year.toString(36)}`;
    equal(numberFormat(tag).format(1234), "1,234");
  }
});

Deno.test("a zone that is none is refused, each time", () => {
  for (let attempt = 0; attempt < 2; attempt++) {
    throws(() => dateTimeFormat("en-GB", { timeZone: "Mars/Olympus" }), RangeError);
  }
});

import { equal } from "node:assert/strict";
import { localPath, seeOther } from "./return_to.ts";

const cases: [given: string | null | undefined, path: string][] = [
  ["/messages?q=a&older=b#c", "/messages?q=a&older=b#c"],
  ["/", "/"],
  [null, "/"],
  [undefined, "/"],
  ["", "/"],
  ["messages", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["\\\\evil.example", "/"],
  ["/a\\..\\..\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/\n/evil.example", "/"],
  ["/a\r\nset-cookie: a=b", "/"],
  ["/\u0085evil", "/"],
  ["/.//evil.example", "/"],
  ["/a/..//evil.example", "/"],
  ["https://evil.example/", "/"],
  ["javascript:alert(1)", "/"],
  [
    "/messages?q=Привет мир",
    "/messages?q=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82%20%D0%BC%D0%B8%D1%80",
  ],
  ["/проект", "/%D0%BF%D1%80%D0%BE%D0%B5%D0%BA%D1%82"],
];

Deno.test("an address leads back only to a path of this site", () => {
  for (const [given, path] of cases) equal(localPath(given), path, JSON.stringify(given));
});

Deno.test("every path can be sent as a header", () => {
  for (const [given] of cases) seeOther(localPath(given));
  const reply = seeOther("/a", { "set-cookie": "b=c" });
  equal(reply.status, 303);
  equal(reply.headers.get("location"), "/a");
  equal(reply.headers.get("set-cookie"), "b=c");
});

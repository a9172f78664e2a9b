import { equal, match, notEqual } from "node:assert/strict";
import { requestIdOf } from "./request_id.ts";

const made = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const idFor = (given: string) => requestIdOf(new Headers({ "x-request-id": given }));

Deno.test("a request keeps the id its client gave it", () => {
  for (const id of ["a", "trace:1.2-3_4", "a".repeat(128)]) equal(idFor(id), id);
});

Deno.test("an id that is too long or not safe is replaced", () => {
  for (const id of ["", "a".repeat(129), "a b", 'a"b', "<script>", "a/b", "é"]) {
    match(idFor(id), made, JSON.stringify(id));
  }
});

Deno.test("requests without an id get different ones", () => {
  match(requestIdOf(new Headers()), made);
  notEqual(requestIdOf(new Headers()), requestIdOf(new Headers()));
});

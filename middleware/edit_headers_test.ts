import { deepEqual, equal, notEqual, throws } from "node:assert/strict";
import { editHeaders } from "./edit_headers.ts";

Deno.test("a reply's own headers are changed in place", async () => {
  const reply = new Response("body", { headers: { a: "1" } });
  const edited = editHeaders(reply, (headers) => headers.set("b", "2"));
  equal(edited, reply);
  deepEqual([edited.headers.get("a"), edited.headers.get("b")], ["1", "2"]);
  equal(await edited.text(), "body");
});

Deno.test("a reply whose headers cannot be changed is copied whole", () => {
  const reply = Response.redirect("http://localhost/elsewhere", 303);
  const edited = editHeaders(reply, (headers) => headers.append("b", "2"));
  notEqual(edited, reply);
  equal(edited.status, 303);
  deepEqual([...edited.headers], [["b", "2"], ["location", "http://localhost/elsewhere"]]);
});

Deno.test("what an edit throws itself is passed on", () => {
  throws(() =>
    editHeaders(new Response(), () => {
      throw new RangeError("no");
    }), RangeError);
});

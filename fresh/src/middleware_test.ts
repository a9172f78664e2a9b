import assert from "node:assert/strict";
import { App } from "./app.ts";
import { type MiddlewareFn, resolveLazy, sequence } from "./middleware.ts";
import { textOf } from "./testing.ts";

/** A middleware that puts its name around what comes after it. */
function around(name: string): MiddlewareFn<unknown> {
  return async (ctx) => new Response(`${name}(${await (await ctx.next()).text()})`);
}

const run = (middleware: MiddlewareFn<unknown>) =>
  textOf(new App().use(middleware).get("/", () => new Response("end")), "/");

Deno.test("sequence - runs all, around each other, and then what follows", async () => {
  assert.equal(await run(sequence([around("a"), around("b")])), "a(b(end))");
});

Deno.test("sequence - one that answers ends it", async () => {
  const answer = () => new Response("answer");
  assert.equal(await run(sequence([around("a"), answer, around("never")])), "a(answer)");
});

Deno.test("sequence - of one is that one", () => {
  const only = around("a");
  assert.equal(sequence([only]), only);
});

Deno.test("resolveLazy - a function that loads a list of middlewares", async () => {
  const load = () => Promise.resolve([around("a"), around("b")]);
  assert.equal(await run(resolveLazy(load)), "a(b(end))");
});

Deno.test("resolveLazy - a handler without parameters is no loader", async () => {
  assert.equal(await run(resolveLazy(() => new Response("mine"))), "mine");
  assert.equal(await run(resolveLazy(() => Promise.resolve(new Response("soon")))), "soon");
});

Deno.test("resolveLazy - a middleware with a parameter is taken as it is", () => {
  const middleware = around("a");
  assert.equal(resolveLazy(middleware), middleware);
});

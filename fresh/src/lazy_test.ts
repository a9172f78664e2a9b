import assert from "node:assert/strict";
import { deferred, ready } from "./lazy.ts";

Deno.test("ready - is there at once", () => {
  assert.equal(ready(1).get(), 1);
});

Deno.test("deferred - loads with the first get, once, and then is there at once", async () => {
  let loads = 0;
  const value = deferred(() => Promise.resolve(++loads));
  const [first, second] = [value.get(), value.get()];
  assert.ok(first instanceof Promise);
  assert.deepEqual(await Promise.all([first, second]), [1, 1]);
  assert.equal(value.get(), 1);
});

Deno.test("deferred - a value that is there without waiting", () => {
  let loads = 0;
  const value = deferred(() => ++loads);
  assert.deepEqual([value.get(), value.get()], [1, 1]);
});

Deno.test("deferred - tries again after a failure", async () => {
  let loads = 0;
  const value = deferred(() =>
    ++loads === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve(loads)
  );
  await assert.rejects(async () => await value.get(), /not yet/);
  assert.equal(await value.get(), 2);
});

import { computed, type ReadonlySignal, Signal, signal } from "@preact/signals";
import { h, type VNode } from "preact";
import assert from "node:assert/strict";
import { createDecoder } from "./decode.ts";
import { createEncoder } from "./encode.ts";

/** A value, as it arrives in the browser. */
function roundTrip<T>(value: T): T {
  const encoder = createEncoder();
  const number = encoder.add(value, "<Test>");
  return createDecoder(JSON.parse(encoder.toJson()), () => null)(number) as T;
}

Deno.test("serialize - primitives", () => {
  for (const value of ["", "a", "ü☃", 0, 1, -1.5, 1e21, true, false, null, undefined, 2n ** 80n]) {
    assert.equal(roundTrip(value), value);
  }
});

Deno.test("serialize - numbers JSON doesn't know", () => {
  for (const value of [NaN, Infinity, -Infinity, -0]) assert.ok(Object.is(roundTrip(value), value));
  assert.deepEqual(roundTrip([NaN, -0, 0, undefined]), [NaN, -0, 0, undefined]);
});

Deno.test("serialize - arrays, sparse ones too", () => {
  // deno-fmt-ignore
  const sparse = [1, , 3, ,];
  const copy = roundTrip(sparse);
  assert.equal(copy.length, 4);
  assert.deepEqual(Object.keys(copy), ["0", "2"]);
  assert.deepEqual(roundTrip([[], ["d", 1], ["m"]]), [[], ["d", 1], ["m"]]);
});

Deno.test("serialize - plain objects, those without prototype too", () => {
  const value = { a: 1, "b c": { d: undefined }, list: [{ e: null }] };
  assert.deepEqual(roundTrip(value), value);
  assert.deepEqual(roundTrip(Object.assign(Object.create(null), { a: 1 })), { a: 1 });
});

Deno.test("serialize - a key can't change a prototype", () => {
  const copy = roundTrip(JSON.parse('{"__proto__":{"admin":true}}'));
  assert.equal(copy.admin, undefined);
  assert.deepEqual(Object.keys(copy), ["__proto__"]);
});

Deno.test("serialize - dates, URLs and regular expressions", () => {
  const date = new Date("2026-01-02T03:04:05.678Z");
  assert.deepEqual(roundTrip(date), date);
  assert.ok(Number.isNaN(roundTrip(new Date(NaN)).getTime()));
  const url = roundTrip(new URL("https://example.com/a?b#c"));
  assert.ok(url instanceof URL);
  assert.equal(url.href, "https://example.com/a?b#c");
  assert.deepEqual(roundTrip(/a\/b(?<c>d)/giu), /a\/b(?<c>d)/giu);
});

Deno.test("serialize - collections", () => {
  const map = new Map<unknown, unknown>([["a", 1], [{ k: 1 }, new Set([1, "2"])], [3, undefined]]);
  assert.deepEqual(roundTrip(map), map);
  assert.deepEqual(roundTrip(new Set()), new Set());
  assert.deepEqual([...roundTrip(new Set(["z", "a"]))], ["z", "a"]);
});

Deno.test("serialize - bytes, any number of them", () => {
  assert.deepEqual(
    roundTrip(new Uint8Array([0, 127, 128, 255])),
    new Uint8Array([0, 127, 128, 255]),
  );
  const many = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
  assert.deepEqual(roundTrip(many), many);
  assert.deepEqual(roundTrip(many.subarray(5, 8)), many.slice(5, 8));
});

Deno.test({
  name: "serialize - Temporal",
  ignore: !("Temporal" in globalThis),
  fn() {
    for (
      const value of [
        Temporal.Instant.from("2026-01-02T03:04:05.123456789Z"),
        Temporal.ZonedDateTime.from("2026-01-02T03:04:05+01:00[Europe/Berlin]"),
        Temporal.PlainDate.from("2026-01-02"),
        Temporal.PlainTime.from("03:04:05"),
        Temporal.PlainDateTime.from("2026-01-02T03:04:05"),
        Temporal.PlainYearMonth.from("2026-01"),
        Temporal.PlainMonthDay.from("01-02"),
        Temporal.Duration.from("P1DT2H"),
      ]
    ) {
      const copy = roundTrip(value);
      assert.equal(copy.constructor, value.constructor);
      assert.equal(String(copy), String(value));
    }
  },
});

Deno.test("serialize - shared references stay shared, across values too", () => {
  const shared = { value: 42 };
  const copy = roundTrip({ a: shared, b: shared });
  assert.equal(copy.a, copy.b);

  const encoder = createEncoder();
  const numbers = [{ shared, n: 1 }, { shared, n: 2 }].map((props) => encoder.add(props, "<Test>"));
  const decode = createDecoder(JSON.parse(encoder.toJson()), () => null);
  const [first, second] = numbers.map((number) => decode(number) as { shared: object; n: number });
  assert.equal(first!.shared, second!.shared);
  assert.equal(second!.n, 2);
  assert.equal(encoder.toJson().match(/42/g)?.length, 1);
});

Deno.test("serialize - cycles through objects, arrays, collections and signals", () => {
  const object: { self?: unknown; list: unknown[]; map: Map<string, unknown>; set: Set<unknown> } =
    {
      list: [],
      map: new Map(),
      set: new Set(),
    };
  object.self = object;
  object.list.push(object.list);
  object.map.set("map", object.map);
  object.set.add(object);
  const copy = roundTrip(object);
  assert.equal(copy.self, copy);
  assert.equal(copy.list[0], copy.list);
  assert.equal(copy.map.get("map"), copy.map);
  assert.ok(copy.set.has(copy));

  const cell = signal<unknown>(null);
  cell.value = { cell };
  const cellCopy = roundTrip(cell);
  assert.equal((cellCopy.peek() as { cell: unknown }).cell, cellCopy);
});

Deno.test("serialize - signals are live and shared", () => {
  const count = signal(1);
  const copy = roundTrip({ a: count, b: [count] });
  assert.equal(copy.a, copy.b[0]);
  assert.ok(copy.a instanceof Signal);
  copy.a.value = 5;
  assert.equal(copy.b[0]!.value, 5);
  assert.equal(count.peek(), 1);
});

Deno.test("serialize - computed signals keep their value and can't be written", () => {
  const base = signal(2);
  const copy: ReadonlySignal<{ n: number }> = roundTrip(computed(() => ({ n: base.value * 2 })));
  assert.deepEqual(copy.value, { n: 4 });
  assert.throws(() => ((copy as Signal).value = { n: 1 }));
});

Deno.test("serialize - reading a signal doesn't subscribe", () => {
  const count = signal(1);
  let runs = 0;
  const reader = computed(() => {
    runs++;
    createEncoder().add({ count }, "<Test>");
    return 0;
  });
  void reader.value;
  count.value = 2;
  void reader.value;
  assert.equal(runs, 1);
});

Deno.test("serialize - JSX becomes its slot", () => {
  const vnode = h("p", null, "x");
  const seen: VNode[] = [];
  const encoder = createEncoder((found) => seen.push(found) + 6);
  const number = encoder.add({ children: ["text", vnode], again: vnode }, "<Test>");
  const decode = createDecoder(JSON.parse(encoder.toJson()), (slot) => ({ slot }));
  assert.deepEqual(decode(number), { children: ["text", { slot: 7 }], again: { slot: 7 } });
  assert.deepEqual(seen, [vnode]);
});

Deno.test("serialize - says what can't be serialised, and where", () => {
  class Money {}
  const refused: [unknown, RegExp][] = [
    [{ onClick: () => {} }, /prop onClick of <Test> is a function/],
    [{ list: [{ at: new Money() }] }, /prop list\[0\]\.at of <Test> is an instance of Money/],
    [{ s: Symbol("x") }, /prop s of <Test> is a symbol/],
    [{ s: signal(() => {}) }, /prop s\.value of <Test> is a function/],
    [{ m: new Map([["k", () => {}]]) }, /prop m\.get\(k\) of <Test> is a function/],
    [{ p: Promise.resolve() }, /an instance of Promise/],
    [{ w: new WeakMap() }, /an instance of WeakMap/],
    [{ f: new Float32Array(1) }, /an instance of Float32Array/],
  ];
  for (const [value, message] of refused) {
    assert.throws(() => createEncoder().add(value, "<Test>"), (error: unknown) => {
      assert.ok(error instanceof TypeError);
      assert.match(error.message, message);
      return true;
    });
  }
});

Deno.test("serialize - can't end the script it is written in", () => {
  const value = ["</script><script>alert(1)</script>", "<!--", { "</SCRIPT": 1 }];
  const encoder = createEncoder();
  encoder.add(value, "<Test>");
  assert.ok(!encoder.toJson().includes("<"));
  assert.deepEqual(roundTrip(value), value);
});

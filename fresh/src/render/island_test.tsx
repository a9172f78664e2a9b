import { computed, signal, useSignal } from "@preact/signals";
import { type ComponentChildren, createContext, type VNode } from "preact";
import { useContext, useState } from "preact/hooks";
import assert from "node:assert/strict";
import { createDecoder } from "../serialize/decode.ts";
import { dataOf, islandSnapshot, renderPage } from "./testing.ts";

function Counter({ start }: { start: number }) {
  const count = useSignal(start);
  return <b>{count}</b>;
}
function Box({ children, aside }: { children?: ComponentChildren; aside?: ComponentChildren }) {
  return (
    <section>
      {children}
      <i>{aside}</i>
    </section>
  );
}
function Closed({ children }: { children?: ComponentChildren }) {
  const [open] = useState(false);
  return <div>{open && children}</div>;
}
function Outer() {
  return (
    <div>
      <Counter start={9} />
    </div>
  );
}

const snapshot = islandSnapshot({ Counter, Box, Closed, Outer });
const show = (vnode: VNode) => renderPage(vnode, snapshot);

/** HTML of the body's start, before what the framework adds at its end. */
function bodyOf(html: string): string {
  return html.slice(html.indexOf("<main>"), html.indexOf("</main>") + 7);
}

Deno.test("islands - stand between markers that name chunk and props", () => {
  const html = show(
    <main>
      <Counter start={3} />
    </main>,
  );
  assert.equal(bodyOf(html), "<main><!--frsh:i:Counter:0:--><b>3</b><!--/frsh:i--></main>");
  const { page, table } = dataOf(html);
  assert.deepEqual(page.islands, { Counter: ["/_fresh/js/b1/Counter.js", "default"] });
  assert.deepEqual(createDecoder(table, () => null)(0), { start: 3 });
});

Deno.test("islands - each gets its props, its key in the marker", () => {
  const html = show(<main>{[1, 2].map((n) => <Counter key={`k-${n}>`} start={n} />)}</main>);
  const markers = [...html.matchAll(/<!--frsh:i:Counter:(\d+):(.*?)-->/g)];
  assert.deepEqual(markers.map((m) => m[2]), ["k%2D1%3E", "k%2D2%3E"]);
  const decode = createDecoder(dataOf(html).table, () => null);
  assert.deepEqual(markers.map((m) => decode(Number(m[1]))), [{ start: 1 }, { start: 2 }]);
});

Deno.test("islands - within the output of another are its plain components", () => {
  const html = show(
    <main>
      <Outer />
    </main>,
  );
  assert.equal(
    bodyOf(html),
    "<main><!--frsh:i:Outer:0:--><div><b>9</b></div><!--/frsh:i--></main>",
  );
  assert.deepEqual(Object.keys(dataOf(html).page.islands), ["Outer"]);
});

Deno.test("islands - one after another that holds one is marked again", () => {
  const html = show(
    <main>
      <Outer />
      <Counter start={1} />
    </main>,
  );
  assert.equal(html.match(/<!--frsh:i:/g)?.length, 2);
});

Deno.test("islands - JSX passed to one is a slot", () => {
  const html = show(
    <main>
      <Box aside={<u>x</u>}>
        <p>server</p>
      </Box>
    </main>,
  );
  assert.match(bodyOf(html), /<section><!--frsh:s:\d--><p>server<\/p><!--\/frsh:s--><i>/);
  assert.match(bodyOf(html), /<i><!--frsh:s:\d--><u>x<\/u><!--\/frsh:s--><\/i>/);
  const props = createDecoder(dataOf(html).table, (slot) => `slot ${slot}`)(0);
  assert.deepEqual(props, { children: "slot 1", aside: "slot 0" });
});

Deno.test("islands - mixed children keep their texts and order", () => {
  const html = show(
    <main>
      <Box>{["a ", <b key="1">b</b>, " c"]}</Box>
    </main>,
  );
  assert.ok(
    bodyOf(html).includes("<section>a <!--frsh:s:0--><b >b</b><!--/frsh:s--> c<i>"),
    bodyOf(html),
  );
});

Deno.test("islands - within a slot have markers and props of their own", () => {
  const html = show(
    <main>
      <Box>
        <Counter start={5} />
      </Box>
    </main>,
  );
  assert.ok(
    /<!--frsh:s:0--><!--frsh:i:Counter:\d+:--><b>5<\/b><!--\/frsh:i--><!--\/frsh:s-->/.test(html),
    bodyOf(html),
  );
  assert.deepEqual(Object.keys(dataOf(html).page.islands).sort(), ["Box", "Counter"]);
});

Deno.test("islands - JSX that isn't shown yet is sent in a template", () => {
  const html = show(
    <main>
      <Closed>
        <p>
          later <Counter start={2} />
        </p>
      </Closed>
    </main>,
  );
  assert.equal(bodyOf(html), "<main><!--frsh:i:Closed:0:--><div></div><!--/frsh:i--></main>");
  const [, template] = /<template id="frsh-slot-0">(.*?)<\/template>/.exec(html) ?? [];
  assert.match(
    template ?? "",
    /^<p>later <!--frsh:i:Counter:\d+:--><b>2<\/b><!--\/frsh:i--><\/p>$/,
  );
  assert.deepEqual(Object.keys(dataOf(html).page.islands).sort(), ["Closed", "Counter"]);
});

Deno.test("islands - contexts reach into slots", () => {
  const Name = createContext("nobody");
  const Show = () => <u>{useContext(Name)}</u>;
  const Provide = ({ children }: { children?: ComponentChildren }) => (
    <Name.Provider value="island">{children}</Name.Provider>
  );
  const html = renderPage(
    <main>
      <Provide>
        <Show />
      </Provide>
    </main>,
    islandSnapshot({ Provide }),
  );
  assert.ok(html.includes("<u>island</u>"));
});

Deno.test("islands - an element made once can be rendered for every request", () => {
  const once = (
    <Box>
      <p>same</p>
    </Box>
  );
  const [first, second] = [
    show(<main>{once}</main>),
    show(
      <main>
        <Counter start={0} />
        {once}
      </main>,
    ),
  ];
  for (const html of [first, second]) {
    const [, slot] = /<!--frsh:s:(\d)--><p>same<\/p><!--\/frsh:s-->/.exec(html) ?? [];
    const [, number] = /<!--frsh:i:Box:(\d+):-->/.exec(html) ?? [];
    const props = createDecoder(dataOf(html).table, String)(Number(number));
    assert.deepEqual(props, { children: slot });
  }
});

Deno.test("islands - share signals and objects", () => {
  const count = signal(1);
  const Slider = (props: { value: typeof count; info: object }) => <i>{props.value}</i>;
  const info = {};
  const html = renderPage(
    <main>
      <Slider value={count} info={info} />
      <Slider value={count} info={info} />
    </main>,
    islandSnapshot({ Slider }),
  );
  const numbers = [...html.matchAll(/<!--frsh:i:Slider:(\d+):/g)].map((m) => Number(m[1]));
  const decode = createDecoder(dataOf(html).table, () => null);
  const [a, b] = numbers.map((number) => decode(number) as { value: object; info: object });
  assert.equal(a!.value, b!.value);
  assert.equal(a!.info, b!.info);
});

Deno.test("islands - a computed signal is passed with its value", () => {
  const Show = (props: { value: ReturnType<typeof computed<number>> }) => <i>{props.value}</i>;
  const html = renderPage(
    <main>
      <Show value={computed(() => 21 * 2)} />
    </main>,
    islandSnapshot({ Show }),
  );
  assert.ok(bodyOf(html).includes("<i>42</i>"));
  const props = createDecoder(dataOf(html).table, () => null)(0) as { value: { value: number } };
  assert.equal(props.value.value, 42);
});

Deno.test("islands - a function as prop is refused by name", () => {
  const Save = (_: { onSave: () => void }) => <i />;
  assert.throws(
    () =>
      renderPage(
        <main>
          <Save onSave={() => {}} />
        </main>,
        islandSnapshot({ Save }),
      ),
    /prop onSave of <Save> is a function/,
  );
  // The failed rendering leaves nothing behind.
  assert.ok(
    show(
      <main>
        <Counter start={1} />
      </main>,
    ).includes("frsh:i:Counter:0:"),
  );
});

Deno.test("islands - are plain components without a build", () => {
  const html = renderPage(
    <main>
      <Counter start={3} />
    </main>,
    null,
  );
  assert.equal(html, "<!DOCTYPE html><main><b>3</b></main>");
});

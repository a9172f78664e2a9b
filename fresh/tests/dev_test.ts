import assert from "node:assert/strict";
import { browserTest, type Step, type Visit } from "./browser.ts";
import { type DevSite, startDevSite } from "./dev_site.ts";
import { islandsLive } from "./island_page.ts";

const homePage = (text: string) =>
  `import Counter from "../islands/Counter.tsx";

export default function Home() {
  return (
    <html>
      <head>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <h1>${text}</h1>
        <Counter />
      </body>
    </html>
  );
}
`;
const island = (label: string) =>
  `import { useSignal } from "@preact/signals";

export default function Counter() {
  const count = useSignal(0);
  return <button type="button" onClick={() => count.value++}>${label} {count}</button>;
}
`;
const broken = `export default function Home() {
  const secret = "not there";
  throw new RangeError(secret); // the place
}
`;

let site: DevSite | undefined;

async function start(): Promise<DevSite> {
  return site = await startDevSite({
    "routes/index.tsx": homePage("first"),
    "islands/Counter.tsx": island("clicks:"),
    "static/style.css": "h1 { color: rgb(1, 2, 3) }",
  });
}

/** Time (ms) for the server to start anew and the page to be loaded again. */
const RELOAD_MS = 30_000;

async function open({ page, origin }: Visit): Promise<void> {
  await page.goto(origin);
  page.setDefaultTimeout(RELOAD_MS);
}

/** What the server says of itself to pages: which process it is, and what it has built. */
async function revision(origin: string): Promise<{ process: string; build: string }> {
  const response = await fetch(`${origin}/_fresh/alive`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const { value = "" } = await reader.read();
  await reader.cancel();
  const [, process = "", build = ""] = /^data: (.*)-(\w+)$/m.exec(value) ?? [];
  return { process, build };
}

/** Waits until the server has printed a text. */
async function printed(text: string): Promise<void> {
  const late = AbortSignal.timeout(RELOAD_MS);
  while (!site!.output().includes(text)) {
    late.throwIfAborted();
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function heading({ page }: Visit, text: string): Promise<void> {
  await page.locator("h1", { hasText: text }).waitFor();
}

const steps: Step[] = [
  ["a page is served with its islands", async (visit) => {
    await open(visit);
    await islandsLive(visit.page);
    await visit.page.click("button");
    assert.equal(await visit.page.textContent("button"), "clicks: 1");
    assert.deepEqual(visit.logged, []);
  }],
  ["a changed route reloads the page", async (visit) => {
    await open(visit);
    await site!.write({ "routes/index.tsx": homePage("second") });
    await heading(visit, "second");
  }],
  ["a changed island reloads the page", async (visit) => {
    await open(visit);
    await site!.write({ "islands/Counter.tsx": island("pressed:") });
    await visit.page.locator("button", { hasText: "pressed:" }).waitFor();
    await islandsLive(visit.page);
    await visit.page.click("button");
    assert.equal(await visit.page.textContent("button"), "pressed: 1");
  }],
  ["a changed file of the static folder reloads the page, without a new process", async (visit) => {
    await open(visit);
    const before = await revision(visit.origin);
    const reloaded = visit.page.waitForEvent("load");
    await site!.write({ "static/style.css": "h1 { color: rgb(4, 5, 6) }" });
    await reloaded;
    assert.equal(await visit.page.$eval("h1", (e) => getComputedStyle(e).color), "rgb(4, 5, 6)");
    const after = await revision(visit.origin);
    assert.equal(after.process, before.process);
    assert.notEqual(after.build, before.build);
  }],
  ["a changed module beside the folders counts", async (visit) => {
    await open(visit);
    const reloaded = visit.page.waitForEvent("load");
    await site!.write({
      "main.ts": `import { App, csp, staticFiles } from "fresh";
export const app = new App().use(csp({ useNonce: true })).use(staticFiles()).fsRoutes().get("/new", (ctx) => ctx.text("new"));`,
    });
    await reloaded;
    const response = await fetch(`${visit.origin}/new`);
    assert.equal(await response.text(), "new");
  }],
  ["an error shows its code, and goes when it is corrected", async (visit) => {
    await open(visit);
    await site!.write({ "routes/index.tsx": broken });
    await heading(visit, "RangeError: not there");
    assert.equal(
      await visit.page.textContent("mark"),
      "    3 |   throw new RangeError(secret); // the place",
    );
    assert.match(await visit.page.textContent("body") ?? "", /routes\/index\.tsx:3:9/);
    await site!.write({ "routes/index.tsx": homePage("third") });
    await heading(visit, "third");
  }],
  ["an error's code lies over the app's own error page, and can be folded up", async (visit) => {
    const { page } = visit;
    await open(visit);
    await site!.write({
      "routes/_error.tsx": `export default function Sorry() {
  return <html><body><button type="button">sorry</button></body></html>;
}`,
      "routes/index.tsx": broken,
    });
    await heading(visit, "RangeError: not there");
    assert.equal(
      await page.textContent("mark"),
      "    3 |   throw new RangeError(secret); // the place",
    );
    assert.equal(
      await page.$eval("#fresh-error", (e) => getComputedStyle(e).position),
      "fixed",
      "the policy allows its style",
    );
    await page.click("summary");
    await page.click("text=sorry");
    await site!.write({ "routes/index.tsx": homePage("folded") });
    await heading(visit, "folded");
  }],
  ["a module that can't be read shows its code, too", async (visit) => {
    await open(visit);
    await site!.write({ "routes/index.tsx": "export default function Home() {\n  const = 1;\n}" });
    await visit.page.locator("mark", { hasText: "2 |   const = 1;" }).waitFor();
    await site!.write({ "routes/index.tsx": homePage("fourth") });
    await heading(visit, "fourth");
  }],
  ["an island that can't be bundled is waited for", async (visit) => {
    await open(visit);
    await site!.write({ "islands/Counter.tsx": "export default )" });
    await printed("ended with code 1: waiting for a change");
    await site!.write({ "islands/Counter.tsx": island("again:") });
    await visit.page.locator("button", { hasText: "again:" }).waitFor();
    assert.match(site!.output(), /islands\/Counter\.tsx:1:15/);
    // Processes that made room for the next one are none that ended.
    assert.equal(site!.output().match(/ended with code/g)?.length, 1);
  }],
];

browserTest("development server", start, steps);

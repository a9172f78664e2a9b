import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { App, csp, staticFiles } from "fresh";
import { browserTest, serve, type Step, until, type Visit } from "./browser.ts";
import { fixtureHandler, islandsLive, open } from "./island_page.ts";

/** Opens a page and says, once its islands live, whether all elements are those of the server. */
async function openWatched({ page, origin }: Visit, path: string): Promise<string> {
  const scripts = Promise.withResolvers<void>();
  await page.route("**/fresh-client-*.js", async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto(origin + path, { waitUntil: "commit" });
  await until(page, "document.querySelector('#__FRSH_STATE') !== null");
  await page.evaluate("for (const e of document.body.querySelectorAll('*')) e.fromServer = true");
  scripts.resolve();
  await page.waitForLoadState();
  await islandsLive(page);
  return await page.evaluate(
    `[...document.body.querySelectorAll("*")].filter((e) => !e.fromServer).map((e) => e.outerHTML).join()`,
  );
}

const steps: Step[] = [
  ["islands come to life on the elements of the server", async (visit) => {
    assert.equal(await openWatched(visit, "/"), "");
    const { page } = visit;
    await page.click("#first");
    await page.click("#first");
    assert.equal(await page.textContent("#first"), "first: 5");
    assert.equal(await page.textContent("#second"), "second: 4");
    assert.equal(await page.textContent("p:not(#faulty)"), "between");
  }],
  ["nothing moves when islands come to life", async (visit) => {
    for (const path of ["/", "/slots", "/props", "/shop"]) {
      await openWatched(visit, path);
      const moved = await visit.page.evaluate(`new Promise((done) => {
        const moved = [];
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) moved.push(value);
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => done(moved))));
      })`);
      assert.deepEqual(moved, [], path);
      await visit.page.unrouteAll();
    }
  }],
  ["signals are shared between islands", async (visit) => {
    await open(visit, "/");
    await visit.page.fill("#a", "80");
    assert.equal(await visit.page.inputValue("#b"), "80");
  }],
  ["a module's state is shared between the islands that import it", async (visit) => {
    await open(visit, "/shared");
    await visit.page.click("#add-lemon");
    await visit.page.click("#add-lime");
    assert.equal(await visit.page.textContent("#count"), "2");
  }],
  ["an island may show more in browsers than on the server", async (visit) => {
    const response = await fetch(`${visit.origin}/shared`);
    assert.match(await response.text(), /<div id="client"><\/div>/);
    await open(visit, "/shared");
    assert.equal(await visit.page.textContent("#client"), "in a browser");
    assert.deepEqual(visit.logged, []);
  }],
  [
    "an island that fails leaves the others alone, and the server's content in place",
    async (visit) => {
      await open(visit, "/");
      assert.equal(await visit.page.textContent("#faulty"), "as the server made it");
      assert.ok(
        visit.logged.some((text) => text.includes('"Faulty" can\'t be started')),
        `${visit.logged}`,
      );
    },
  ],
  ["nothing is refused by the policy, and nothing else is logged", async (visit) => {
    await open(visit, "/slots");
    assert.deepEqual(visit.logged, []);
  }],
  ["Head follows the state of an island", async (visit) => {
    await open(visit, "/");
    const { page } = visit;
    assert.equal(await page.title(), "Welcome");
    await page.click("#set-title");
    await until(page, "document.title === 'Updated!'");
    const metas = await page.$$eval(
      "meta[content]",
      (found) => found.map((e) => e.outerHTML).sort(),
    );
    assert.deepEqual(metas, [
      '<meta content="Updated!" data-key="own">',
      '<meta name="description" content="Updated!">',
    ]);
    assert.equal(await page.locator("title").count(), 1);
  }],
  ["asset answers the same on both sides", async (visit) => {
    await open(visit, "/");
    const { page } = visit;
    const before = await page.getAttribute("#brochure", "href");
    assert.match(before ?? "", /^\/brochure\.txt\?__frsh_c=\w+$/);
    await page.click("#set-title");
    await page.waitForSelector(".Updated\\!");
    assert.equal(await page.getAttribute("#brochure", "href"), before);
  }],
  ["props of all kinds arrive", async (visit) => {
    assert.equal(await openWatched(visit, "/props"), "");
    const { page } = visit;
    await page.click("#probe");
    assert.deepEqual(JSON.parse(await page.textContent("#probe") ?? ""), [
      true,
      "string </script><!-- ü",
      "bigint 12345678901234567890",
      "undefined undefined",
      "number NaN",
      "number -Infinity",
      "-0",
      "Date 2026-01-02T03:04:05.006Z",
      "URL https://example.com/?q=1",
      "RegExp /a+/gi",
      "Uint8Array 1,2,255",
      "PlainDate 2026-01-02",
      "Instant 2026-01-02T03:04:05.006007008Z",
      "Set number 1,string a",
      "Map string k,Date 1970-01-01T00:00:00.000Z,number 1,Set number 2",
    ]);
  }],
  ["JSX passed to islands stays in place, with islands and contexts within", async (visit) => {
    assert.equal(await openWatched(visit, "/slots"), "");
    const { page } = visit;
    await page.fill("#field", "typed");
    await page.click("#retitle");
    await page.locator("#title", { hasText: "changed" }).waitFor();
    assert.equal(await page.inputValue("#field"), "typed");
    assert.equal(await page.isEnabled("#field"), true);
    assert.equal(await page.isChecked("#box"), true);
    for (const [id, text] of [["#inner", "inner: 8"], ["#slotted", "slotted: 2"]] as const) {
      await page.click(id);
      assert.equal(await page.textContent(id), text);
    }
    assert.equal(await page.getAttribute("#aside", "data-x"), "1");
  }],
  ["what is typed before islands live is kept", async (visit) => {
    const { page, origin } = visit;
    const scripts = Promise.withResolvers<void>();
    await page.route("**/fresh-client-*.js", async (route) => {
      await scripts.promise;
      await route.continue();
    });
    await page.goto(`${origin}/slots`, { waitUntil: "commit" });
    await page.fill("#field", "early");
    scripts.resolve();
    await page.waitForLoadState();
    await islandsLive(page);
    await page.click("#retitle");
    await page.locator("#title", { hasText: "changed" }).waitFor();
    assert.equal(await page.inputValue("#field"), "early");
  }],
  ["JSX is shown and hidden by its island", async (visit) => {
    await open(visit, "/slots");
    const { page } = visit;
    await page.click("#shown");
    await page.waitForSelector("#shown-text", { state: "detached" });
    await page.click("#shown");
    assert.equal(await page.textContent("#shown-text"), "open");
    await page.click("#hidden");
    await page.click("#later");
    assert.equal(await page.textContent("#hidden-text"), "closed later: 11");
    await page.click("#deeper");
    assert.equal(await page.textContent("#deepest"), "deepest");
    assert.equal(await page.locator("template").count(), 0);
  }],
  ["islands of a route's folder work, also by named exports", async (visit) => {
    await open(visit, "/shop");
    const { page } = visit;
    await page.click("#cart");
    assert.equal(await page.textContent("#cart"), "1 items");
  }],
  ["each script is loaded once, and only where it is needed", async (visit) => {
    const requested: string[] = [];
    visit.page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    await open(visit, "/");
    const scripts = requested.filter((path) => path.endsWith(".js"));
    assert.equal(new Set(scripts).size, scripts.length);
    assert.ok(scripts.some((path) => path.includes("/Counter-")));
    assert.ok(
      !scripts.some((path) => path.includes("/Disclosure-") || path.includes("/partials-")),
    );
    requested.length = 0;
    await open(visit, "/plain");
    assert.deepEqual(requested.filter((path) => path.endsWith(".js")), []);
  }],
  ["what an island imports later is loaded later", async (visit) => {
    await open(visit, "/later");
    const requested: string[] = [];
    visit.page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    await visit.page.click("#load");
    assert.equal(await visit.page.textContent("#heavy"), "heavy");
    assert.match(requested.join(), /\/Heavy-\w+\.js$/);
  }],
  ["a page with a small island needs no more than 14 KB of scripts", async (visit) => {
    const sizes = new Map<string, number>();
    visit.page.on("response", async (response) => {
      if (response.url().endsWith(".js")) {
        sizes.set(response.url(), gzipSync(await response.body()).length);
      }
    });
    await open(visit, "/shop");
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    assert.ok(sizes.size > 1);
    assert.ok(total <= 14 * 1024, `${total} bytes`);
  }],
];

const below: Step[] = [
  ["islands live", async (visit) => {
    await open(visit, "/base/shop");
    await visit.page.click("#cart");
    assert.equal(await visit.page.textContent("#cart"), "1 items");
    assert.deepEqual(visit.logged, []);
  }],
  ["everything is asked for below it", async (visit) => {
    const requested: string[] = [];
    visit.page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    await open(visit, "/base/nav/a");
    assert.ok(requested.length > 3);
    assert.deepEqual(requested.filter((path) => !path.startsWith("/base/")), []);
  }],
];

const app = new App({ basePath: "/base" }).use(csp({ useNonce: true })).use(staticFiles());
browserTest("islands below a base path", () => serve(() => fixtureHandler(app.fsRoutes())), below);
browserTest("islands in a browser", () => serve(fixtureHandler), steps);

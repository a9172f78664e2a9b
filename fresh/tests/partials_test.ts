import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { browserTest, serve, type Step, until, type Visit } from "./browser.ts";
import { fixtureHandler, open } from "./island_page.ts";

/** Opens a page with partials, once links are followed by script. */
async function openNav(visit: Visit, path = "/nav/a"): Promise<void> {
  await open(visit, path);
  await until(visit.page, "history.scrollRestoration === 'manual'");
  await visit.page.evaluate("globalThis.sameDocument = true");
}

const isSameDocument = ({ page }: Visit) => page.evaluate("globalThis.sameDocument === true");

/** What is different about a click. */
type Click = Pick<MouseEventInit, "altKey" | "button" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Waits for a heading. */
async function heading({ page }: Visit, text: string): Promise<void> {
  await page.locator("h1", { hasText: text }).waitFor();
}

const path = ({ page, origin }: Visit) => page.url().replace(origin, "");

/** Collects what is requested from here on. */
function pathsOf({ page, origin }: Visit): string[] {
  const paths: string[] = [];
  page.on("request", (request) => paths.push(request.url().replace(origin, "")));
  return paths;
}

const steps: Step[] = [
  ["a link brings new content without loading the page", async (visit) => {
    await openNav(visit);
    const { page } = visit;
    await page.click("#outside");
    await page.click("#to-b");
    await heading(visit, "B");
    assert.equal(await isSameDocument(visit), true);
    assert.equal(path(visit), "/nav/b");
    assert.equal(await page.title(), "Page B");
    assert.equal(await page.textContent("#outside"), "outside: 1");
    assert.equal(await page.getAttribute("meta[name=description]", "content"), "about B");
    assert.equal(await page.locator("meta[name=description]").count(), 1);
    assert.equal(await page.locator("meta[charset]").count(), 1);
    assert.deepEqual(visit.logged, []);
  }],
  ["islands in new content live, those in old content end", async (visit) => {
    await openNav(visit);
    const { page } = visit;
    assert.equal(await page.getAttribute("html", "data-ended"), null);
    await page.click("#to-b");
    await page.click("#in-b");
    assert.equal(await page.getAttribute("html", "data-ended"), "1");
    await page.click("#within");
    assert.equal(await page.textContent("#within"), "within: 6");
    await page.click("#to-a");
    await page.click("#in-a");
    assert.equal(await page.textContent("#in-a"), "in-a: 2");
    assert.equal(await page.locator("#within").count(), 0);
  }],
  ["new inline styles are allowed by the page's policy", async (visit) => {
    await openNav(visit);
    await visit.page.click("#to-b");
    await heading(visit, "B");
    assert.equal(await visit.page.$eval("h1", (e) => getComputedStyle(e).color), "rgb(4, 5, 6)");
    assert.deepEqual(visit.logged, []);
  }],
  ["back and forward show the pages again, where they were", async (visit) => {
    await openNav(visit, "/nav/b");
    const { page } = visit;
    await page.evaluate("scrollTo(0, 500)");
    await page.evaluate("document.querySelector('#to-a').click()");
    await heading(visit, "A");
    assert.equal(await page.evaluate("scrollY"), 0);
    await page.goBack();
    await heading(visit, "B");
    await until(page, "scrollY === 500");
    await page.goForward();
    await heading(visit, "A");
    assert.equal(await isSameDocument(visit), true);
    assert.equal(path(visit), "/nav/a");
  }],
  [
    "a place on the page is gone to by the browser, and back again without a request",
    async (visit) => {
      await openNav(visit, "/nav/b");
      const { page } = visit;
      const requested = pathsOf(visit);
      await page.evaluate("scrollTo(0, 300)");
      await page.evaluate("document.querySelector('#to-place').click()");
      await until(page, "scrollY > 1000");
      await page.goBack();
      await until(page, "scrollY === 300");
      await page.goForward();
      await until(page, "scrollY > 1000");
      assert.deepEqual(requested, []);
      assert.equal(path(visit), "/nav/b#place");
    },
  ],
  ["relative addresses and stylesheets are those of the new page", async (visit) => {
    await openNav(visit);
    const requested = pathsOf(visit);
    await visit.page.click("#to-deeper");
    await heading(visit, "C");
    assert.equal(await visit.page.$eval("h1", (e) => getComputedStyle(e).color), "rgb(7, 8, 9)");
    await until(visit.page, "document.querySelector('img').complete");
    assert.ok(requested.includes("/nav/deeper/relative.svg"), `${requested}`);
  }],
  ["content waits for its stylesheets, unless somebody goes elsewhere meanwhile", async (visit) => {
    const { page } = visit;
    const goDeeper = async () => {
      const asked = Promise.withResolvers<void>();
      const styles = Promise.withResolvers<void>();
      await page.route("**/c.css", async (route) => {
        asked.resolve();
        await styles.promise;
        await route.continue();
      });
      await openNav(visit);
      await page.click("#to-deeper");
      await asked.promise;
      assert.equal(await page.textContent("h1"), "A");
      return styles.resolve;
    };
    const first = await goDeeper();
    first();
    await heading(visit, "C");
    await page.unrouteAll();
    const second = await goDeeper();
    await page.click("#to-b");
    await heading(visit, "B");
    second();
    await until(page, "[...document.styleSheets].some(({ href }) => href?.endsWith('/c.css'))");
    assert.equal(await page.textContent("h1"), "B");
    assert.equal(path(visit), "/nav/b");
  }],
  ["signals are shared between islands of new content", async (visit) => {
    await openNav(visit);
    await visit.page.click("#to-deeper");
    await visit.page.fill("#left", "80");
    assert.equal(await visit.page.inputValue("#right"), "80");
  }],
  ["links say whether they lead to the page shown, or above it", async (visit) => {
    await openNav(visit);
    const { page } = visit;
    const active = () =>
      page.$$eval(
        "[aria-current]",
        (links) => links.map((link) => [link.id, link.getAttribute("aria-current")]),
      );
    assert.deepEqual(await active(), [["to-a", "page"], ["to-nowhere", "false"]]);
    await page.click("#to-b");
    await heading(visit, "B");
    const onB = [
      ["to-b", "page"],
      ["to-b-end", "page"],
      ["to-part", "page"],
      ["to-window", "page"],
      ["to-nowhere", "false"],
      ["to-b-loading", "page"],
    ];
    assert.deepEqual(await active(), onB);
    await page.goBack();
    await heading(visit, "A");
    await page.click("#to-part");
    await heading(visit, "only a part");
    // The part was rendered for an address of its own.
    assert.deepEqual(await active(), [...onB, ["part-to-b", "page"]]);
  }],
  ["what leads elsewhere is left to the browser", async (visit) => {
    await openNav(visit);
    const handled = async (selector: string, init: Click = {}) =>
      await visit.page.$eval(selector, (element, init) => {
        let handled = false;
        // Runs after the framework's listener, and keeps the browser here.
        addEventListener("click", (event) => {
          handled = event.defaultPrevented;
          event.preventDefault();
        }, { once: true });
        element.dispatchEvent(
          new MouseEvent("click", { bubbles: true, cancelable: true, ...init }),
        );
        return handled;
      }, init);
    for (const selector of ["#to-window", "#to-file", "#to-other", "#to-b-loading"]) {
      assert.equal(await handled(selector), false, selector);
    }
    const keys: Click[] = [
      { ctrlKey: true },
      { metaKey: true },
      { shiftKey: true },
      { altKey: true },
      { button: 1 },
    ];
    for (const init of keys) {
      assert.equal(await handled("#to-b", init), false, JSON.stringify(init));
    }
    assert.equal(await handled("#to-b"), true);
  }],
  ["a change is animated where f-view-transition asks for it", async (visit) => {
    const animate = async (path: string) => {
      await openNav(visit, path);
      await visit.page.evaluate(`{
        const start = document.startViewTransition.bind(document);
        globalThis.transitions = 0;
        document.startViewTransition = (change) => (transitions++, start(change));
      }`);
      await visit.page.click("#to-b");
      await heading(visit, "B");
      await visit.page.goBack();
      await heading(visit, "A");
      return await visit.page.evaluate("transitions");
    };
    assert.equal(await animate("/nav/a"), 0);
    assert.equal(await animate("/nav/a?animated"), 2);
  }],
  ["a style that somebody smuggled in is refused all the same", async (visit) => {
    await openNav(visit);
    await visit.page.route("**/nav/b?fresh-partial=true", async (route) => {
      const response = await route.fetch();
      const smuggled =
        '<style nonce="guessed">h1 { color: red }</style><style>p { color: red }</style>';
      const body = (await response.text()).replace("</h1>", `</h1>${smuggled}`);
      await route.fulfill({ response, body });
    });
    await visit.page.click("#to-b");
    await heading(visit, "B");
    assert.equal(await visit.page.$eval("h1", (e) => getComputedStyle(e).color), "rgb(4, 5, 6)");
    assert.equal(await visit.page.$eval("#end", (e) => getComputedStyle(e).color), "rgb(0, 0, 0)");
  }],
  ["a page of another build is loaded", async (visit) => {
    await openNav(visit);
    await visit.page.route("**/nav/b?fresh-partial=true", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('"buildId":"', '"buildId":"other-');
      await route.fulfill({ response, body });
    });
    await visit.page.click("#to-b");
    await heading(visit, "B");
    assert.equal(await isSameDocument(visit), false);
  }],
  ["a page that can't be had by script is loaded", async (visit) => {
    await openNav(visit);
    await visit.page.route("**/nav/b?fresh-partial=true", (route) => route.abort());
    await visit.page.click("#to-b");
    await heading(visit, "B");
    assert.equal(await isSameDocument(visit), false);
    assert.equal(path(visit), "/nav/b");
  }],
  ["forms and their buttons get the content by f-partial", async (visit) => {
    await openNav(visit);
    const { page } = visit;
    await page.click("#log");
    await page.waitForSelector("#logged");
    await page.click("#log-part");
    await heading(visit, "only a part");
    assert.equal(await isSameDocument(visit), true);
    await page.click("#log-loading");
    await heading(visit, "saved [] as page");
    assert.equal(await isSameDocument(visit), false);
  }],
  ["what navigates is a script of its own, no larger than 4 KB", async (visit) => {
    const sizes: number[] = [];
    visit.page.on("response", async (response) => {
      if (/\/partials-\w+\.js$/.test(response.url())) {
        sizes.push(gzipSync(await response.body()).length);
      }
    });
    await openNav(visit);
    assert.equal(sizes.length, 1);
    assert.ok(sizes[0]! <= 4 * 1024, `${sizes[0]} bytes`);
  }],
  ["a fragment is scrolled to", async (visit) => {
    await openNav(visit);
    await visit.page.click("#to-b-end");
    await heading(visit, "B");
    assert.equal(path(visit), "/nav/b#end");
    await until(visit.page, "scrollY > 1000");
  }],
  ["f-partial gets the content from elsewhere", async (visit) => {
    await openNav(visit);
    const requested = pathsOf(visit);
    await visit.page.click("#to-part");
    await heading(visit, "only a part");
    assert.equal(path(visit), "/nav/b");
    assert.deepEqual(requested, ["/nav/part?fresh-partial=true"]);
  }],
  ["a redirect is followed and shown", async (visit) => {
    await openNav(visit);
    await visit.page.click("#to-old");
    await heading(visit, "B");
    assert.equal(path(visit), "/nav/b");
    assert.equal(await isSameDocument(visit), true);
  }],
  ["several partials at once, appended and prepended", async (visit) => {
    await openNav(visit);
    const { page } = visit;
    await page.click("#in-a");
    await page.click("#more");
    await page.click("#logged");
    assert.deepEqual(await page.locator("li").allTextContents(), ["first", "logged: 1"]);
    assert.equal(await page.$eval("#before", (e) => e.nextElementSibling?.tagName), "SECTION");
    assert.equal(await page.textContent("#in-a"), "in-a: 2");
    assert.equal(path(visit), "/nav/a");
  }],
  ["f-client-nav={false} loads the page", async (visit) => {
    await openNav(visit);
    await visit.page.click("#to-b-loading");
    await heading(visit, "B");
    assert.equal(await isSameDocument(visit), false);
  }],
  ["a page without the partials is loaded", async (visit) => {
    await openNav(visit);
    await visit.page.click("#to-plain");
    await heading(visit, "No scripts");
    assert.equal(await isSameDocument(visit), false);
    assert.equal(path(visit), "/plain");
  }],
  ["forms that get send their fields in the address", async (visit) => {
    await openNav(visit);
    await visit.page.fill("#q", "a b");
    await visit.page.click("#find");
    await heading(visit, "found ?q=a+b");
    assert.equal(path(visit), "/nav/search?q=a+b");
    assert.equal(await isSameDocument(visit), true);
  }],
  ["forms that post send their fields, the button's too", async (visit) => {
    await openNav(visit);
    await visit.page.fill("#text", "hello");
    await visit.page.click("#submit");
    await heading(visit, 'saved [["text","hello"],["by","button"]] as partial');
    assert.equal(await isSameDocument(visit), true);
  }],
  ["an indicator tells that a request is under way, and a newer one takes over", async (visit) => {
    await openNav(visit);
    const { page, origin } = visit;
    await page.click("#slow");
    await page.locator("#slow", { hasText: "Loading" }).waitFor();
    await page.evaluate(`fetch("/nav/slow?release")`);
    await heading(visit, "slow");
    assert.equal(await page.textContent("#slow"), "Go");
    await page.click("#to-a");
    await heading(visit, "A");
    await page.click("#slow");
    await page.locator("#slow", { hasText: "Loading" }).waitFor();
    await page.click("#to-b");
    await heading(visit, "B");
    await fetch(`${origin}/nav/slow?release`).then((response) => response.text());
    assert.equal(path(visit), "/nav/b");
    assert.equal(await page.textContent("#slow"), "Go");
  }],
];

browserTest("partials in a browser", () => serve(fixtureHandler), steps);

import { deepEqual, equal, match, ok } from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { stop } from "esbuild";
import type { Page } from "playwright-core";
import { launchBrowser } from "@/tests/support/browser.ts";
import { chromiumPath } from "@/tests/support/services.ts";
import { bundleClient } from "./testing/bundle.ts";
import { type Site, startSite } from "./testing/site.tsx";

const ended = {
  type: "job_completed",
  job: "connectors_sync_cycle",
  runId: "1",
  outcome: "succeeded",
  changed: ["messages"],
} as const;

async function connected(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid="live-indicator"][data-status="connected"]');
}

/** Does something and waits for the form it posts. */
async function posting(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForResponse(/\/posted/), act()]);
}

/** Makes the page believe that its tab is shown or hidden. */
async function setVisibility(page: Page, state: "visible" | "hidden"): Promise<void> {
  await page.evaluate(
    `Object.defineProperty(document, "visibilityState", { value: "${state}", configurable: true });
     document.dispatchEvent(new Event("visibilitychange"))`,
  );
}

const cases: [name: string, run: (page: Page, site: Site) => Promise<void>][] = [
  ["the indicator tells whether the page is connected", async (page, site) => {
    await connected(page);
    equal(await page.textContent('[data-testid="live-indicator"]'), "Live");
    site.disconnect();
    await page.waitForSelector('[data-testid="live-indicator"][data-status="offline"]');
  }],
  ["all islands share one event stream", async (page, site) => {
    await connected(page);
    equal(site.streamsOpened(), 1);
  }],
  ["tiles and charts are read anew when a job has changed rows", async (page, site) => {
    await connected(page);
    equal(await page.textContent(".tile-value"), "1");
    site.publish(ended);
    await page.locator(".tile-value", { hasText: "2" }).waitFor();
    equal(await page.textContent('.hero ~ [role="status"]'), "Updated as of 12:05");
    const frame = page.locator('[role="slider"][aria-valuetext="Day 5, In 9 msg"]');
    await frame.waitFor();
    equal(await frame.getAttribute("aria-valuenow"), "5");
  }],
  ["a job that changed nothing leads to no request", async (page, site) => {
    await connected(page);
    const requested: string[] = [];
    page.on("request", (request) => requested.push(request.url()));
    site.publish({ ...ended, changed: [] });
    site.publish({ ...ended, job: "other" });
    await page.locator(".tile-value", { hasText: "2" }).waitFor();
    equal(requested.filter((url) => url.endsWith("/tiles")).length, 1);
  }],
  [
    "a hidden page gives its stream back, and reads its figures anew when shown",
    async (page, site) => {
      await connected(page);
      await page.clock.install();
      await setVisibility(page, "hidden");
      await page.clock.fastForward(29_000);
      await connected(page);
      await page.clock.fastForward(2_000);
      await page.waitForSelector('[data-status="idle"]', { state: "attached" });
      await setVisibility(page, "visible");
      await page.locator(".tile-value", { hasText: "2" }).waitFor();
      await connected(page);
      equal(site.streamsOpened(), 2);
    },
  ],
  ["a page that is looked at again soon keeps its stream", async (page, site) => {
    await connected(page);
    await page.clock.install();
    await setVisibility(page, "hidden");
    await page.clock.fastForward(20_000);
    await setVisibility(page, "visible");
    await page.clock.fastForward(60_000);
    await connected(page);
    equal(site.streamsOpened(), 1);
  }],
  ["after a refusal the page asks again, later each time", async (page, site) => {
    await connected(page);
    await page.clock.install();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    site.refusing = true;
    await setVisibility(page, "hidden");
    await page.clock.fastForward(31_000);
    await setVisibility(page, "visible");
    await page.waitForSelector('[data-status="offline"]');
    await page.clock.fastForward(1_900);
    deepEqual(asked, ["/events"]);
    await Promise.all([page.waitForResponse(/events/), page.clock.fastForward(200)]);
    await page.waitForSelector('[data-status="offline"]');
    site.refusing = false;
    await page.clock.fastForward(4_100);
    await page.locator(".tile-value", { hasText: "2" }).waitFor();
  }],
  ["Ctrl-K goes to a page by its name", async (page) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("conn");
    equal(await page.getByRole("option").first().textContent(), "Connectors");
    await page.keyboard.press("Enter");
    await page.waitForURL("**#connectors");
  }],
  ["the palette chooses with the arrows, posts what an entry posts, and closes", async (page) => {
    await page.getByTestId("palette-open").click();
    const chosen = page.locator('[role="option"][aria-selected="true"]');
    match(await chosen.textContent() ?? "", /Messages/);
    await page.keyboard.press("ArrowUp");
    match(await chosen.textContent() ?? "", /Acme/);
    await page.keyboard.press("Escape");
    equal(await page.getByRole("dialog").count(), 0);
    await page.keyboard.press("Meta+k");
    await page.keyboard.type("acme");
    const [request] = await Promise.all([
      page.waitForRequest(/\/posted/),
      page.keyboard.press("Enter"),
    ]);
    equal(request.postData(), "csrf_token=token&project_id=p1");
  }],
  ["the palette finds people by asking, and offers to search everything", async (page) => {
    await page.route("**/find?q=an", (route) =>
      route.fulfill({
        json: { entries: [{ id: "p", group: "People", label: "Anna", href: "#anna" }] },
      }));
    await page.keyboard.press("Control+k");
    await page.keyboard.type("an");
    await page.getByRole("option", { name: "Anna" }).waitFor();
    equal(await page.getByRole("option").last().textContent(), "Search for an");
    await page.getByRole("option", { name: "Anna" }).click();
    await page.waitForURL("**#anna");
  }],
  ["keys lead to pages and list themselves, but not while a text is typed", async (page) => {
    await page.keyboard.press("?");
    await page.getByRole("heading", { name: "Shortcuts" }).waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByTestId("palette-open").click();
    await page.keyboard.type("gm?");
    equal(await page.getByTestId("palette-input").inputValue(), "gm?");
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.waitForURL("**#messages");
  }],
  ["the arrow keys read a chart's values and Enter opens their rows", async (page) => {
    const frame = page.getByRole("slider");
    await frame.focus();
    await page.keyboard.press("Home");
    equal(await frame.getAttribute("aria-valuetext"), "Day 1, In 4 msg");
    await page.keyboard.press("ArrowRight");
    equal(await page.textContent(".chart-tip b"), "8 msg");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/rows?day=2");
  }],
  ["the pointer reads a chart's values", async (page) => {
    const box = await page.locator(".chart-plot").boundingBox();
    ok(box !== null);
    await page.mouse.move(box.x + box.width * 0.52, box.y + 20);
    equal(await page.textContent(".chart-tip-title"), "Day 3");
    const tip = await page.locator(".chart-tip").boundingBox();
    ok(tip !== null && tip.x > box.x + box.width / 2);
    await page.mouse.move(box.x + box.width - 1, box.y + 20);
    const turned = await page.locator(".chart-tip").boundingBox();
    ok(turned !== null && turned.x + turned.width < box.x + box.width);
    await page.mouse.move(0, 0);
    equal(await page.locator(".chart-tip").count(), 0);
  }],
  ["a finger's first tap reads a value, its second opens the rows", async (page) => {
    const box = await page.locator(".chart-plot").boundingBox();
    ok(box !== null);
    const tap = () => page.touchscreen.tap(box.x + box.width * 0.52, box.y + 20);
    await tap();
    equal(await page.textContent(".chart-tip-title"), "Day 3");
    ok(page.url().endsWith("/islands"));
    await tap();
    await page.waitForURL("**/rows?day=3");
  }],
  ["projects are found by typing, and Enter posts the first one", async (page, site) => {
    await page.getByTestId("project-switcher").click();
    await page.getByRole("searchbox").fill("кит");
    deepEqual(await page.locator(".menu-item-label").allTextContents(), ["All", "Белый Кит"]);
    await posting(page, () => page.getByRole("searchbox").press("Enter"));
    equal(new URLSearchParams(site.posted[0]).get("project_id"), "p2");
  }],
  [
    "the project menu closes by Escape, which returns the focus, and by a click outside",
    async (page) => {
      const menu = page.locator("details.menu");
      await page.getByTestId("project-switcher").click();
      await page.keyboard.press("Escape");
      equal(await menu.getAttribute("open"), null);
      equal(await page.evaluate("document.activeElement.tagName"), "SUMMARY");
      await page.getByTestId("project-switcher").click();
      await page.mouse.click(700, 700);
      equal(await menu.getAttribute("open"), null);
    },
  ],
  ["a theme shows at once and is posted", async (page, site) => {
    await posting(page, () => page.getByRole("button", { name: "Dark" }).click());
    equal(await page.getAttribute("html", "data-theme"), "dark");
    equal(await page.getByRole("button", { name: "Dark" }).getAttribute("aria-pressed"), "true");
    match(site.posted[0] ?? "", /csrf_token=token.*theme=dark/);
    await page.getByRole("button", { name: "System" }).click();
    equal(await page.getAttribute("html", "data-theme"), null);
  }],
  ["a sync is started, followed and stopped", async (page, site) => {
    await connected(page);
    await posting(page, () => page.getByTestId("sync-now").click());
    match(site.posted[0] ?? "", /connector=chatwoot/);
    equal(await page.textContent(".sync-status"), "Starting…");
    site.publish({
      type: "job_progress",
      job: ended.job,
      runId: "1",
      progress: {
        connector: "chatwoot",
        stream: "messages",
        records: 500,
        total: 1000,
        recordsPerSecond: 250,
        etaSeconds: 2,
      },
    });
    await posting(page, () => page.getByTestId("sync-stop").click());
    match(await page.textContent(".sync-status") ?? "", /^Messages: 500 records · 250\/s/);
    match(site.posted[1] ?? "", /^\?stop/);
    site.publish({ ...ended, outcome: "stopped", changed: [] });
    await page.waitForSelector('[data-phase="stopped"]');
    match(await page.textContent(".sync-status") ?? "", /^Sync stopped/);
  }],
];

Deno.test({
  name: "islands do in the browser what they promise",
  ignore: chromiumPath === null,
  async fn(test) {
    const script = new Uint8Array(await bundleClient());
    const browser = await launchBrowser();
    for (const [name, run] of cases) {
      await test.step(name, async () => {
        const site = startSite(script);
        const page = await browser.newPage({
          viewport: { width: 1000, height: 800 },
          hasTouch: true,
        });
        page.setDefaultTimeout(5_000);
        const reports: string[] = [];
        page.on("pageerror", (error) => reports.push(error.message));
        try {
          await page.goto(`${site.address}/islands`);
          await page.waitForSelector(".chart-plot");
          await run(page, site);
          deepEqual(reports, []);
        } finally {
          await page.close();
          await site.close();
        }
      });
    }
    await browser.close();
    await stop();
  },
});

Deno.test("all islands together stay within the budget of script", async () => {
  const size = gzipSync(await bundleClient()).length;
  await stop();
  ok(size < 35 * 1024, `${size} bytes`);
});

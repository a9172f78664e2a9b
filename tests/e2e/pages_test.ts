import { deepEqual, equal, ok } from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { waitUntil } from "../../ops/services/process.ts";
import { findings, overflow, watchShifts } from "../support/accessibility.ts";
import { launchBrowser } from "../support/browser.ts";
import { type Person, signIn } from "../support/person.ts";
import { LOGIN, PASSWORD } from "../support/product.ts";
import { chromiumPath } from "../support/services.ts";
import { modes, startWorld, type World } from "./world.ts";

const pages = [
  "/",
  "/?sort=open_risks&show=risky",
  "/risks",
  "/risks?status=closed",
  "/rows/open_issues",
  "/rows/health",
  "/rows/conversations",
  "/messages",
  "/messages/list?days=7",
  "/messages/replies?days=30",
  "/signals",
  "/signals?state=any&severity=3",
  "/signals/actions",
  "/upsell",
  "/upsell?kind=deal",
  "/continuity",
  "/agreements",
  "/agreements?status=dismissed",
  "/digests",
  "/analytics",
  "/analytics/rows/replies?days=90",
  "/finance",
  "/finance?days=90",
  "/finance/costs",
  "/finance/import",
  "/analytics/rows/forecast?horizon=60",
  "/search",
  "/search?q=warehouse",
  "/search/quality",
  "/search/state",
  "/identity",
  "/identity/bulk?least=50",
  "/identity/groups",
  "/identity/history",
  "/connectors",
  "/connectors/new",
  "/connectors/new?vendor=linear",
  "/connectors/reconciliation",
  "/connectors/events",
  "/jobs",
  "/jobs/connectors_sync_cycle",
  "/settings",
  "/settings/projects",
  "/settings/sessions",
  "/settings/tokens",
];

const views = [
  { theme: "light", width: 1440, locale: "en-GB" },
  { theme: "dark", width: 1440, locale: "ru-RU" },
  { theme: "light", width: 390, locale: "ru-RU" },
  { theme: "dark", width: 390, locale: "en-GB" },
] as const;

/** Signs in with the form, in a browser of its own kind. */
async function enter(
  browser: Browser,
  world: World,
  { theme, width, locale }: (typeof views)[number],
  javaScriptEnabled = true,
): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height: 844 },
    locale,
    javaScriptEnabled,
  });
  const page = await context.newPage();
  if (javaScriptEnabled) await page.addInitScript(watchShifts);
  await page.goto(`${world.product.url}/login`);
  if (javaScriptEnabled) deepEqual(await findings(page), [], "login");
  await page.getByTestId("login-username").fill(LOGIN);
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.waitForURL(`${world.product.url}/`);
  return page;
}

async function firstThread(person: Person): Promise<string> {
  const { threads } = await person.json<{ threads: { id: string }[] }>(
    "/api/v1/portfolio/threads?limit=1",
  );
  return `/messages/${threads[0]!.id}`;
}

async function firstClient(person: Person): Promise<string> {
  const { projects } = await person.json<{ projects: { id: string }[] }>("/api/v1/projects");
  return `/projects/${projects[0]!.id}`;
}

/** Names of what Tab reaches on a page, in order. */
async function tabStops(page: Page): Promise<string[]> {
  const stops: string[] = [];
  for (let press = 0; press < 200; press++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(`(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return null;
      const { width, height } = at.getBoundingClientRect();
      return at.getAttribute("href") ?? at.dataset.testid ?? at.tagName + (width * height > 0);
    })()`) as string | null;
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

Deno.test({
  name: "every page is accessible, fits and stays in place, in both themes, wide and narrow",
  ignore: chromiumPath === null,
}, async (test) => {
  const world = await startWorld(modes().at(-1)!);
  const browser = await launchBrowser();
  try {
    const person = await signIn(world.product.url);
    const wanted = await world.counts();
    const synced = await waitUntil(async () => {
      const { overview } = await person.json<{ overview: { conversations: { value: number } } }>(
        "/api/v1/portfolio/overview",
      );
      return overview.conversations.value === wanted.conversations;
    }, 60_000);
    equal(synced, true, world.product.output());
    await person.post("/settings/projects", { action: "create", name: "Acme Robotics" });
    const paths = [...pages, await firstThread(person), await firstClient(person)];

    for (const view of views) {
      await test.step(`${view.theme}, ${view.width} px, ${view.locale}`, async () => {
        const page = await enter(browser, world, view);
        const problems: string[] = [];
        page.on("console", (message) => {
          if (["error", "warning"].includes(message.type())) problems.push(message.text());
        });
        page.on("pageerror", (error) => problems.push(error.message));
        for (const path of paths) {
          await page.goto(world.product.url + path);
          await page.evaluate("document.fonts.ready");
          problems.push(...(await findings(page)).map((finding) => `${path}: ${finding}`));
          if (await overflow(page) > 0) problems.push(`${path} is wider than the window`);
          for (const shift of await page.evaluate("shifts") as string[]) {
            problems.push(`${path} moves while it loads: ${shift}`);
          }
          equal(await page.locator("html").getAttribute("lang"), view.locale.slice(0, 2));
        }
        await page.context().close();
        deepEqual(problems, []);
      });
    }

    await test.step("every page is reached from the shell by keyboard alone", async () => {
      const page = await enter(browser, world, views[0]);
      await page.goto(world.product.url);
      const stops = await tabStops(page);
      const targets = ["/", "/messages", "/signals", "/identity", "/connectors", "/settings"];
      for (const target of [...targets, "project-switcher"]) {
        ok(stops.includes(target), `${target} is not among ${stops.join(", ")}`);
      }
      await page.locator("a[href='/messages']").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(`${world.product.url}/messages`);
      await page.context().close();
    });

    await test.step("without JavaScript forms post, links lead and figures are there", async () => {
      const page = await enter(browser, world, views[0], false);
      const value = page.getByTestId("tile-conversations").locator(".tile-value");
      equal(await value.innerText(), String(wanted.conversations));
      ok(await page.locator("[data-testid=chart-messages] svg path, svg rect").count() > 10);
      await page.getByTestId("tile-conversations").click();
      await page.waitForURL(/\/messages/);
      await page.goto(`${world.product.url}/connectors`);
      await page.getByTestId("sync-now").click();
      await page.waitForURL(/\/connectors/);
      await page.getByTestId("project-switcher").click();
      await page.getByTestId("project-option-all").click();
      await page.waitForURL(/\/connectors/);
      await page.context().close();
    });
  } finally {
    await browser.close();
    await world.close();
  }
});

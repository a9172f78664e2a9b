import { deepEqual } from "node:assert/strict";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "@/tests/support/browser.ts";
import { chromiumPath } from "@/tests/support/services.ts";
import { startSite } from "./testing/site.tsx";

interface Finding {
  id: string;
  nodes: { target: string[] }[];
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then((result) => result.violations)`,
  ) as Finding[];
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`);
}

/** Sums up how much of the page moves while it loads (Cumulative Layout Shift). */
const watchShifts = `
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) window.shifted += value;
  }).observe({ type: "layout-shift", buffered: true });
`;

/** Opens the gallery, with every section of it unfolded, and collects what the browser reports. */
async function open(browser: Browser, address: string, width: number, query: string) {
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  const reports: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) reports.push(message.text());
  });
  await page.addInitScript(watchShifts);
  await page.goto(`${address}/gallery?${query}`);
  await page.evaluate("document.fonts.ready");
  const shifted = await page.evaluate("shifted");
  await page.evaluate(
    "document.querySelectorAll('.chart-data, .menu').forEach((part) => part.open = true)",
  );
  return { page, reports, shifted };
}

const views = [1440, 390].flatMap((width) =>
  ["light", "dark"].map((theme) => ({ width, theme, lang: theme === "dark" ? "ru" : "en" }))
);

Deno.test({
  name: "every component is accessible, fits, stays in place and obeys the content policy",
  ignore: chromiumPath === null,
  async fn(test) {
    const site = startSite(new Uint8Array());
    const browser = await launchBrowser();
    try {
      for (const { width, theme, lang } of views) {
        await test.step(`${width} px, ${theme}, ${lang}`, async () => {
          const query = `theme=${theme}&lang=${lang}`;
          const { page, reports, shifted } = await open(browser, site.address, width, query);
          deepEqual(await findings(page), []);
          deepEqual(reports, []);
          deepEqual(shifted, 0);
          const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
          deepEqual(overflow, 0);
          await page.close();
        });
      }
    } finally {
      await browser.close();
      await site.close();
    }
  },
});

import { deepEqual } from "node:assert/strict";
import type { Browser } from "playwright-core";
import { findings, overflow, watchShifts } from "@/tests/support/accessibility.ts";
import { launchBrowser } from "@/tests/support/browser.ts";
import { chromiumPath } from "@/tests/support/services.ts";
import { startSite } from "./testing/site.tsx";

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
  const shifted = await page.evaluate("shifts");
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
          deepEqual(shifted, []);
          deepEqual(await overflow(page), 0);
          await page.close();
        });
      }
    } finally {
      await browser.close();
      await site.close();
    }
  },
});

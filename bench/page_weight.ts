/**
 * The scripts a browser loads on each page: `deno run -A bench/page_weight.ts`. Each page is opened
 * in a browser without a cache; what it fetches is compressed with gzip -9.
 */
import { gzipSync } from "node:zlib";
import type { BrowserContext } from "playwright-core";
import { modes, startWorld } from "../tests/e2e/world.ts";
import { launchBrowser } from "../tests/support/browser.ts";
import { signIn } from "../tests/support/person.ts";
import { LOGIN, PASSWORD } from "../tests/support/product.ts";
import { report } from "./support/figure.ts";
import { waitForSync } from "./support/wait_for_sync.ts";

/** Kilobytes of scripts on the dashboard. */
const BOUND = 35;

/** Milliseconds after the load event in which what is loaded late is waited for. */
const LATE = 1500;

const kilobytes = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length / 1000;

interface Weight {
  scripts: number;
  html: number;
}

async function weigh(context: BrowserContext, url: string): Promise<Weight> {
  const page = await context.newPage();
  const bodies = new Map<string, Promise<Uint8Array>>();
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    bodies.set(response.url(), response.body());
  });
  const reply = await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(LATE);
  let scripts = 0;
  for (const body of bodies.values()) scripts += kilobytes(await body);
  const html = kilobytes(await reply!.body());
  await page.close();
  return { scripts, html };
}

const world = await startWorld(modes().at(-1)!);
const browser = await launchBrowser();
try {
  const { url } = world.product;
  await waitForSync(await signIn(url));
  const context = await browser.newContext();
  const login = await weigh(context, `${url}/login`);
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.fill("[name=username]", LOGIN);
  await page.fill("[name=password]", PASSWORD);
  await page.click("[type=submit]");
  await page.waitForURL(`${url}/`);
  await page.goto(`${url}/messages`);
  const thread = await page.locator('a[href^="/messages/"]:not([href*="list"])').first()
    .getAttribute("href");
  await page.close();
  const addresses = ["/", "/messages", thread!, "/connectors", "/settings", "/settings/projects"];
  for (const address of addresses) {
    const { scripts, html } = await weigh(context, url + address);
    const name = address === thread ? "/messages/…" : address;
    report("page weight", `scripts of ${name}`, scripts, "KB", { most: BOUND });
    if (address === "/") report("page weight", "document of /", html, "KB");
  }
  report("page weight", "scripts of /login", login.scripts, "KB", { most: BOUND });
} finally {
  await browser.close();
  await world.close();
}

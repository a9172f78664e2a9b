import { type Browser, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Path of Chromium; null where there is none, which is not accepted where CI runs. */
function chromiumPath(): string | null {
  const path = Deno.env.get("CHROMIUM_PATH") ?? "/usr/bin/chromium";
  try {
    if (path !== "" && Deno.statSync(path).isFile) return path;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (Deno.env.get("CI") === "true") throw new Error(`There is no Chromium at "${path}"`);
  return null;
}

/** A step of a browser test. */
export type Step = [name: string, run: (visit: Visit) => Promise<void>];

/** What a step works with: a page of its own. */
export interface Visit {
  page: Page;
  /** Address of the site, without slash at the end. */
  origin: string;
  /** Errors and messages of the page's console. */
  logged: string[];
}

/** A site that is up. */
export interface Site {
  /** Its address, without slash at the end. */
  origin: string;
  stop(): Promise<void>;
}

/** Serves an app. */
export async function serve(
  makeHandler: () => Promise<(req: Request) => Response | Promise<Response>>,
): Promise<Site> {
  const handler = await makeHandler();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  return { origin: `http://127.0.0.1:${server.addr.port}`, stop: () => server.shutdown() };
}

/** Registers a test that starts a site and runs each step in a page of its own. */
export function browserTest(name: string, start: () => Promise<Site>, steps: Step[]): void {
  const path = chromiumPath();
  Deno.test({
    name: path === null ? `${name} (skipped: no Chromium)` : name,
    ignore: path === null,
    async fn(t) {
      const site = await start();
      let browser: Browser | undefined;
      try {
        browser = await chromium.launch({ executablePath: path!, args: FLAGS });
        for (const [step, run] of steps) {
          await t.step(step, async () => await visit(browser!, site.origin, run));
        }
      } finally {
        await browser?.close();
        await site.stop();
      }
    },
    sanitizeOps: false,
    sanitizeResources: false,
  });
}

async function visit(browser: Browser, origin: string, run: Step[1]): Promise<void> {
  const page = await browser.newPage();
  page.setDefaultTimeout(5_000);
  const logged: string[] = [];
  page.on("console", (message) => logged.push(message.text()));
  page.on("pageerror", (error) => logged.push(String(error)));
  try {
    await run({ page, origin, logged });
  } finally {
    await page.close();
  }
}

/** Waits until an expression is true in the page. A policy against `eval` doesn't stop this. */
export async function until(page: Page, expression: string): Promise<void> {
  await page.evaluate(`new Promise((done, fail) => {
    const late = performance.now() + 5_000;
    const check = () => {
      if (${expression}) done();
      else if (performance.now() > late) fail(new Error(${JSON.stringify(`Not: ${expression}`)}));
      else requestAnimationFrame(check);
    };
    check();
  })`);
}

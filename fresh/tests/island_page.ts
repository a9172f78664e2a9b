import type { Page } from "playwright-core";
import type { App } from "fresh";
import { Builder } from "fresh/dev";
import type { Visit } from "./browser.ts";
import { app as fixture } from "./fixture/main.ts";

type RequestHandler = (req: Request) => Promise<Response>;

/** Builds the fixture and answers the handler of an app that has its routes. */
export async function fixtureHandler(app: App = fixture): Promise<RequestHandler> {
  const builder = new Builder({ root: new URL("./fixture", import.meta.url).pathname });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  applySnapshot(app);
  return app.handler();
}

/** Opens a page and waits until its islands live. */
export async function open({ page, origin }: Visit, path: string): Promise<void> {
  await page.goto(origin + path);
  await islandsLive(page);
}

/** Waits until all scripts of islands have run, and what waits for them. */
export async function islandsLive(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const state = document.querySelector("#__FRSH_STATE");
    if (state === null) return;
    const urls = Object.values(JSON.parse(state.textContent)[0].islands).map(([url]) => url);
    await import(document.querySelector("script[type=module]").src);
    await Promise.all(urls.map((url) => import(url)));
    await new Promise((done) => setTimeout(done));
  })()`);
}

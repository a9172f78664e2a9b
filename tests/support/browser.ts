import { type Browser, chromium } from "playwright-core";
import { chromiumPath } from "./services.ts";

/** Starts a headless Chromium that calls nothing but the pages it is sent to. */
export function launchBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error("no Chromium for the tests");
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import type { Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { chromiumPath } from "../support/services.ts";
import { LOGIN, PASSWORD } from "../support/product.ts";
import { modes, startWorld } from "./world.ts";

/** The number a tile shows. */
async function tile(page: Page, key: string): Promise<number> {
  const text = await page.getByTestId(`tile-${key}`).locator(".tile-value").innerText();
  return Number(text.replace(/[^\d.]/g, ""));
}

/** Messages of the newest day by the chart's data table: incoming, outgoing. */
async function today(page: Page): Promise<number[]> {
  const newest = page.getByTestId("chart-messages").locator("tbody tr").first();
  const cells = await newest.locator("td, th").allTextContents();
  return cells.slice(1).map((text) => Number(text.replace(/\D/g, "")));
}

for (const mode of modes()) {
  Deno.test({
    name: `${mode}: sign in, sync, see the figures, and watch a new message move the chart`,
    ignore: chromiumPath === null,
  }, async (test) => {
    const world = await startWorld(mode);
    const browser = await launchBrowser();
    const problems: string[] = [];
    try {
      const page = await browser.newPage({
        locale: "en-GB",
        viewport: { width: 1440, height: 900 },
      });
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      page.on("pageerror", (error) => problems.push(error.message));

      await test.step("a page asks to sign in, and a wrong password is refused", async () => {
        await page.goto(`${world.product.url}/messages`);
        match(page.url(), /\/login/);
        await page.getByTestId("login-username").fill(LOGIN);
        await page.getByTestId("login-password").fill("wrong");
        await page.getByTestId("login-submit").click();
        await page.getByText("Wrong login or password").waitFor();
        // the refused attempt is a failed request, and the browser says so
        problems.length = 0;
      });

      await test.step("the right one leads to the page that was asked for", async () => {
        await page.getByTestId("login-username").fill(LOGIN);
        await page.getByTestId("login-password").fill(PASSWORD);
        await page.getByTestId("login-submit").click();
        await page.waitForURL(`${world.product.url}/messages`);
      });

      await test.step("the first sync ends and the figures equal the source's own", async () => {
        await page.goto(world.product.url);
        const { conversations, conversationsByStatus, messagesLast7Days } = await world.counts();
        await page.waitForFunction(
          (wanted) =>
            document.querySelector("[data-testid=tile-conversations] .tile-value")?.textContent ===
              wanted,
          String(conversations),
          { timeout: 60_000 },
        );
        await page.reload();
        equal(await tile(page, "conversations"), conversations);
        equal(await tile(page, "open-conversations"), conversationsByStatus.open);
        equal(await tile(page, "messages"), messagesLast7Days);
        equal(await tile(page, "completeness"), 100);
      });

      await test.step("each tile opens as many rows as it says", async () => {
        const wanted = await tile(page, "messages");
        await page.getByTestId("tile-messages").click();
        const total = await page.getByTestId("row-total").innerText();
        equal(Number(total.replace(/\D/g, "")), wanted);
        await page.goBack();
      });

      await test.step("a project is made, an inbox is bound to it, and choosing it narrows the figures", async () => {
        await page.goto(`${world.product.url}/settings/projects`);
        await page.locator("input[name=name]").first().fill("Acme Robotics");
        await page.keyboard.press("Enter");
        await page.locator("main").getByText("Acme Robotics").first().waitFor();
        await page.goto(`${world.product.url}/connectors`);
        const row = page.getByTestId("bindings").getByRole("row", { name: /^Acme Robotics Inbox/ });
        const conversations = Number(await row.locator("td").nth(2).innerText());
        await row.getByRole("button", { name: "Assign" }).click();
        await page.getByText("Assigned").first().waitFor();
        await page.goto(world.product.url);
        await page.getByTestId("project-switcher").click();
        await page.locator("[data-testid^=project-option-]", { hasText: "Acme Robotics" }).click();
        await page.waitForLoadState();
        equal(await tile(page, "conversations"), conversations);
        await page.getByTestId("project-switcher").click();
        await page.getByTestId("project-option-all").click();
        await page.waitForLoadState();
        notEqual(await tile(page, "conversations"), conversations);
      });

      await test.step("a new message at the source moves tile and chart without a reload", async () => {
        await page.goto(world.product.url);
        await page.getByTestId("live-indicator").getByText("Live").waitFor();
        await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
        const [messages, before] = [await tile(page, "messages"), await today(page)];
        await world.write("Is the launch still on for Friday?");
        const other = await browser.newContext({
          storageState: await page.context().storageState(),
        });
        const connectors = await other.newPage();
        await connectors.goto(`${world.product.url}/connectors`);
        await connectors.getByTestId("sync-now").click();
        await connectors.getByText("Sync finished").waitFor({ timeout: 30_000 });
        await other.close();
        await page.waitForFunction(
          (wanted) =>
            document.querySelector("[data-testid=tile-messages] .tile-value")?.textContent?.replace(
              /\D/g,
              "",
            ) === wanted,
          String(messages + 1),
          { timeout: 15_000 },
        );
        const [incoming, outgoing] = before as [number, number];
        await page.waitForFunction(
          ([wanted]) =>
            document.querySelector("[data-testid=chart-messages] tbody tr")?.textContent?.endsWith(
              wanted!,
            ),
          [`${incoming + 1}${outgoing}`],
          { timeout: 15_000 },
        );
        deepEqual(await today(page), [incoming + 1, outgoing]);
        equal(
          await page.evaluate(() => (globalThis as { sameDocument?: boolean }).sameDocument),
          true,
        );
      });

      await test.step("the message can be read in its thread", async () => {
        await page.goto(`${world.product.url}/messages`);
        await page.getByText("Is the launch still on for Friday?").first().click();
        await page.locator(".message-text", { hasText: "Is the launch still on for Friday?" })
          .waitFor();
      });

      await test.step("Russian and the dark theme hold on every page", async () => {
        await page.goto(`${world.product.url}/settings`);
        await page.locator("select[name=locale]").selectOption("ru");
        await page.locator("form:has(select[name=locale]) button").click();
        await page.goto(world.product.url);
        equal(await page.locator("html").getAttribute("lang"), "ru");
        match(await page.locator("main").innerText(), /Диалоги/);
      });

      await test.step("signing out ends the session on the server", async () => {
        const cookies = await page.context().cookies();
        await page.locator("details.menu summary.menu-button").last().click();
        await page.locator("form[action='/logout'] button").click();
        await page.waitForURL(/\/login/);
        await page.context().addCookies(cookies);
        await page.goto(`${world.product.url}/messages`);
        match(page.url(), /\/login/);
      });

      await test.step("the browser reported no error and no violation of the policy", () =>
        deepEqual(problems, []));
    } finally {
      await browser.close();
      await world.close();
    }
    ok(!/"level":"(error|fatal)"/.test(world.product.output()), world.product.output());
  });
}

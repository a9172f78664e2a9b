import { equal, match } from "node:assert/strict";
import { findings } from "../support/accessibility.ts";
import { launchBrowser } from "../support/browser.ts";
import { LOGIN, PASSWORD } from "../support/product.ts";
import { chromiumPath } from "../support/services.ts";
import { modes, startWorld, TOKEN } from "./world.ts";

for (const mode of modes()) {
  Deno.test({
    name: `${mode}: a source is connected by pasting its token, in the browser`,
    ignore: chromiumPath === null,
  }, async (test) => {
    const world = await startWorld(mode, { connected: false });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ locale: "en-GB" });
      const { url } = world.product;
      const paste = async (address: string, token: string) => {
        await page.goto(`${url}/connectors/new`);
        await page.locator("input[name=base_url]").fill(address);
        await page.getByTestId("connect-token").fill(token);
        await page.getByTestId("connect-check").click();
      };
      const problem = async () => await page.getByTestId("connect-problem").innerText();

      await test.step("a product without sources leads there", async () => {
        await page.goto(`${url}/login?return_to=%2Fconnectors`);
        await page.getByTestId("login-username").fill(LOGIN);
        await page.getByTestId("login-password").fill(PASSWORD);
        await page.getByTestId("login-submit").click();
        await page.getByText("No source is connected").waitFor();
        await page.getByTestId("connect-new").click();
        await page.waitForURL(/\/connectors\/new/);
        equal((await findings(page)).join("\n"), "");
      });

      await test.step("wrong tokens, hosts and addresses are refused, saying why", async () => {
        await paste(world.standIn.url, "wrong");
        match(await problem(), /does not accept the access token[\s\S]*profile settings/);
        await paste("http://127.0.0.1:9", TOKEN);
        match(await problem(), /private network[\s\S]*CONNECTOR_HOSTS/);
        await paste("https://evil.example", TOKEN);
        match(await problem(), /may not lead to this host/);
        await page.goto(`${url}/connectors`);
        await page.getByText("No source is connected").waitFor();
      });

      await test.step("the right one shows what it sees, and is in no page", async () => {
        await paste(world.standIn.url, TOKEN);
        const seen = page.getByTestId("probe").locator("tr", { hasText: "Conversations" });
        match(await seen.innerText(), new RegExp(String((await world.counts()).conversations)));
        equal((await page.content()).includes(TOKEN), false);
        equal((await findings(page)).join("\n"), "");
      });

      await test.step("confirmed, it is synced without a restart", async () => {
        await page.getByTestId("connect-confirm").click();
        await page.getByText("Connected. The first sync has begun.").waitFor();
        const { conversations } = await world.counts();
        await page.waitForFunction(
          async (wanted) => {
            const reply = await fetch("/api/v1/connectors");
            const { connectors } = await reply.json();
            return connectors[0]?.status === "ok" && connectors[0].rows.conversations === wanted;
          },
          conversations,
          { timeout: 60_000, polling: 500 },
        );
      });

      await test.step("paused, it stays as it is; disconnected, its rows are gone", async () => {
        await page.goto(`${url}/connectors`);
        const manage = async (name: string) => {
          await page.locator("details.more-actions summary").first().click();
          await page.getByRole("button", { name }).click();
        };
        await manage("Pause");
        await page.getByText("Paused").first().waitFor();
        await manage("Resume");
        await page.getByText("Resumed").waitFor();
        await manage("Disconnect Account");
        await page.getByText("No source is connected").waitFor();
        await page.goto(url);
        equal(await page.getByTestId("tile-conversations").locator(".tile-value").count(), 0);
      });
    } finally {
      await browser.close();
      await world.close();
    }
  });
}

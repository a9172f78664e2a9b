import { deepEqual, equal, match } from "node:assert/strict";
import { findings, overflow } from "../support/accessibility.ts";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { launchBrowser } from "../support/browser.ts";
import { chromiumPath } from "../support/services.ts";
import { signIn } from "../support/visitor.ts";

/** Serves a process of the product on a loopback port, as the address people open. */
async function serve(product: TestProduct, port: number, use: () => Promise<void>): Promise<void> {
  const { handler } = product.processes[0]!;
  const ip = product.freshIp();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, onListen() {} },
    (request) => handler(request, ip),
  );
  try {
    await use();
  } finally {
    product.processes[0]!.services.live.close();
    await server.shutdown();
  }
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}

const views = [
  { colorScheme: "light", width: 1440, locale: "en" },
  { colorScheme: "dark", width: 390, locale: "ru" },
] as const;

const paths = [
  "/api/docs",
  "/api/docs?operation=createProject",
  "/api/docs?operation=listThreads",
  "/settings",
  "/settings/projects",
  "/settings/sessions",
  "/settings/tokens",
];

Deno.test({
  name: "the settings and the API's page are accessible, fit, and work",
  ignore: chromiumPath === null,
}, async (test) => {
  const port = freePort();
  const env = { PUBLIC_URL: `http://127.0.0.1:${port}` };
  await withProduct({ store: stores[0]!, env }, async (product) => {
    await serve(product, port, async () => {
      const browser = await launchBrowser();
      try {
        const visitor = await signIn(product);
        const { id } = (await visitor.api("POST", "/projects", { name: "Acme" })).json<
          { project: { id: string } }
        >().project;
        const old = (await visitor.api("POST", "/projects", { name: "Borealis" })).json<
          { project: { id: string } }
        >().project;
        await visitor.api("PATCH", `/projects/${old.id}`, { archived: true });
        await visitor.api("POST", "/tokens", { name: "Nightly report", scopes: ["read"] });
        await signIn(product);
        const cookies = [...visitor.cookies].map(([name, value]) => ({
          name,
          value,
          url: product.origin,
        }));

        for (const { colorScheme, width, locale } of views) {
          await test.step(`${colorScheme}, ${width} px, ${locale}`, async () => {
            await visitor.post("/settings/language", { locale });
            const context = await browser.newContext({
              colorScheme,
              viewport: { width, height: 900 },
            });
            await context.addCookies(cookies);
            const page = await context.newPage();
            const reports: string[] = [];
            page.on("console", (message) => {
              if (["error", "warning"].includes(message.type())) reports.push(message.text());
            });
            page.on("pageerror", (error) => reports.push(error.message));
            for (const path of [...paths, `/settings/projects?rename=${id}`]) {
              await page.goto(product.origin + path);
              deepEqual(await findings(page), [], path);
              equal(await overflow(page), 0, path);
              deepEqual(reports, [], path);
            }
            await context.close();
          });
        }

        await test.step("an operation is found, tried and answered", async () => {
          await visitor.post("/settings/language", { locale: "en" });
          const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
          await context.addCookies(cookies);
          const page = await context.newPage();
          await page.goto(`${product.origin}/settings`);
          await page.getByRole("link", { name: "API", exact: true }).click();
          await page.getByRole("link", { name: "/api/v1/projects", exact: true }).last().click();
          await page.getByRole("heading", { name: "POST /api/v1/projects" }).waitFor();
          await page.locator("textarea[name=body]").fill('{"name": "Made by hand"}');
          await page.getByRole("button", { name: "Send" }).click();
          await page.getByText(/Answered 201 in \d+ ms/).waitFor();
          match(await page.getByTestId("api-answer").innerText(), /"name": "Made by hand"/);
          await page.getByRole("button", { name: "Send" }).click();
          await page.getByText(/Answered 409/).waitFor();
          match(await page.getByTestId("api-answer").innerText(), /"error": "project_exists"/);
          await page.locator("textarea[name=body]").fill("{");
          await page.getByRole("button", { name: "Send" }).click();
          await page.getByText(/Answered 400/).waitFor();
          await page.goto(`${product.origin}/api/docs?operation=changeProject`);
          await page.locator("input[name=id]").fill(id);
          await page.locator("textarea[name=body]").fill('{"pinned": true}');
          await page.getByRole("button", { name: "Send" }).click();
          await page.getByText(/Answered 200/).waitFor();
          match(await page.getByTestId("api-answer").innerText(), /"pinned": true/);
          await context.close();
        });

        await test.step("without scripts projects are renamed and chosen, and lists can be asked for", async () => {
          const context = await browser.newContext({ javaScriptEnabled: false });
          await context.addCookies(cookies);
          const page = await context.newPage();
          await page.goto(`${product.origin}/settings/projects`);
          const row = page.getByTestId("projects").getByRole("row", { name: /Acme/ });
          await row.getByRole("link", { name: "Rename" }).click();
          await page.locator("#new-name").fill("Acme Labs");
          await page.getByRole("button", { name: "Save" }).click();
          await page.getByText("Project renamed").waitFor();
          const renamed = page.getByTestId("projects").getByRole("row", { name: /Acme Labs/ });
          await renamed.getByRole("button", { name: "Show" }).click();
          await page.waitForURL(`${product.origin}/`);
          match(await page.getByTestId("project-switcher").innerText(), /Acme Labs/);
          await page.goto(`${product.origin}/api/docs?operation=listProjects`);
          await page.locator("input[name=limit]").fill("1");
          await page.getByRole("button", { name: "Send" }).click();
          match(await page.locator("body").innerText(), /"next":"\/api\/v1\/projects\?/);
          await context.close();
        });
      } finally {
        await browser.close();
      }
    });
  });
});

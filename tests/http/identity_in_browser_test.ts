import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { everySource, listSuggestions, previewIdentity } from "@/lib/identity/mod.ts";
import { findings, overflow, watchShifts } from "../support/accessibility.ts";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { launchBrowser } from "../support/browser.ts";
import { fillIdentityRows } from "../support/identity_rows.ts";
import { chromiumPath } from "../support/services.ts";
import { signIn, type Visitor } from "../support/visitor.ts";

const views = [
  { colorScheme: "light", width: 1440, locale: "en" },
  { colorScheme: "dark", width: 1440, locale: "ru" },
  { colorScheme: "light", width: 390, locale: "ru" },
  { colorScheme: "dark", width: 390, locale: "en" },
] as const;

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

/** Has the records compared; decides on some, so that every state of a suggestion is there. */
async function prepare(product: TestProduct, visitor: Visitor): Promise<string> {
  const { sql, clock, defaultScopeId } = product.processes[0]!.services;
  const rows = await fillIdentityRows(sql, defaultScopeId);
  const { signal } = new AbortController();
  await previewIdentity({ sql, clock, signal, sources: everySource }, defaultScopeId);
  const people = await listSuggestions(sql, defaultScopeId, { kind: "person", link: "same" }, {
    limit: 50,
  });
  const anna = people.filter(({ left }) => left.emails[0] === "anna.s@romashka.ru");
  const katya = people.filter(({ left }) => left.role === "user");
  equal(anna.length, 2);
  for (const { id } of anna) {
    equal((await visitor.api("POST", `/identity/suggestions/${id}/apply`, {})).status, 201);
  }
  const reason = { reason: "Two people of one name" };
  await visitor.api("POST", `/identity/suggestions/${katya[0]!.id}/dismiss`, reason);
  return await rows.record("chatwoot", "contact:a1");
}

/** Presses Tab until what has the focus fits; false when nothing does. */
async function tabTo(page: Page, wanted: (text: string) => boolean): Promise<boolean> {
  for (let press = 0; press < 120; press++) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(
      "(document.activeElement?.innerText ?? '').replace(/\\s+/g, ' ')",
    ) as string;
    if (wanted(text)) return true;
  }
  return false;
}

Deno.test({
  name:
    "the identity pages are accessible, fit, stay in place, and work by keyboard and without scripts",
  ignore: chromiumPath === null,
}, async (test) => {
  const port = freePort();
  const env = { PUBLIC_URL: `http://127.0.0.1:${port}` };
  await withProduct({ store: stores[0]!, env }, async (product) => {
    await serve(product, port, async () => {
      const { origin } = product;
      const browser = await launchBrowser();
      const enter = async (
        visitor: Visitor,
        options: Parameters<typeof browser.newContext>[0],
      ): Promise<[BrowserContext, Page]> => {
        const context = await browser.newContext(options);
        await context.addCookies(
          [...visitor.cookies].map(([name, value]) => ({ name, value, url: origin })),
        );
        return [context, await context.newPage()];
      };
      try {
        const person = await prepare(product, await signIn(product));
        const paths = [
          "/identity",
          "/identity?kind=works_at",
          "/identity?state=applied",
          "/identity?state=dismissed",
          "/identity?kind=deal_of&least=99",
          "/identity/bulk?least=50",
          "/identity/groups",
          "/identity/history",
          `/identity/${person}`,
        ];

        for (const { colorScheme, width, locale } of views) {
          await test.step(`${colorScheme}, ${width} px, ${locale}`, async () => {
            const visitor = await signIn(product);
            await visitor.post("/settings/language", { locale });
            const viewport = { width, height: 900 };
            const [context, page] = await enter(visitor, { colorScheme, viewport });
            await page.addInitScript(watchShifts);
            const problems: string[] = [];
            page.on("console", (message) => {
              if (["error", "warning"].includes(message.type())) problems.push(message.text());
            });
            page.on("pageerror", (error) => problems.push(error.message));
            for (const path of paths) {
              await page.goto(origin + path);
              await page.evaluate("document.fonts.ready");
              problems.push(...(await findings(page)).map((finding) => `${path}: ${finding}`));
              if (await overflow(page) > 0) problems.push(`${path} is wider than the window`);
              for (const shift of await page.evaluate("shifts") as string[]) {
                problems.push(`${path} moves while it loads: ${shift}`);
              }
            }
            deepEqual(problems, []);
            await context.close();
          });
        }

        await test.step("by keyboard: link, undo, dismiss with a reason", async () => {
          const visitor = await signIn(product);
          const [context, page] = await enter(visitor, { viewport: { width: 1440, height: 900 } });
          const list = `${origin}/identity?kind=project_of`;
          await page.goto(list);
          ok(await tabTo(page, (text) => text.startsWith("Yes, link them")));
          await page.keyboard.press("Enter");
          await page.getByTestId("outcome").waitFor();
          match(await page.getByTestId("outcome").innerText(), /Linked[\s\S]*Ромашка/);
          equal(await page.getByTestId("suggestion").count(), 0);
          ok(await tabTo(page, (text) => text === "Undo"));
          await page.keyboard.press("Enter");
          await page.getByTestId("outcome").getByText("Taken back").waitFor();
          equal(await page.getByTestId("suggestion").count(), 1);
          ok(await tabTo(page, (text) => text.startsWith("No, dismiss")));
          await page.keyboard.press("Enter");
          await page.keyboard.press("Tab");
          await page.keyboard.type("An internal project");
          await page.keyboard.press("Enter");
          await page.getByTestId("outcome").waitFor();
          equal(await page.getByTestId("suggestion").count(), 0);
          await page.goBack();
          equal(await page.locator("#kind").inputValue(), "project_of", "Back keeps the filters");
          await page.goto(`${origin}/identity?state=dismissed&kind=project_of`);
          await page.getByText(/An internal project/).waitFor();
          await context.close();
        });

        await test.step("without scripts: filters, many at once, a person's page, undo all", async () => {
          const visitor = await signIn(product);
          const [context, page] = await enter(visitor, { javaScriptEnabled: false });
          const takenBack = page.getByText("Taken back", { exact: true });
          await page.goto(`${origin}/identity/history`);
          const before = await takenBack.count();
          await page.goto(`${origin}/identity`);
          await page.locator("#kind").selectOption("company");
          await page.locator("#least").selectOption("90");
          await page.getByRole("button", { name: "Apply" }).click();
          await page.waitForURL(/kind=company.*least=90/);
          const shown = await page.getByTestId("suggestion").count();
          ok(shown > 1);
          await page.getByText("Link the surest together").click();
          await page.locator("#bulk-least").selectOption("95");
          await page.getByRole("button", { name: "See how many" }).click();
          await page.getByRole("heading", { name: /suggestions? would be linked/ }).waitFor();
          await page.getByTestId("bulk-confirm").click();
          await page.getByText(/suggestions? linked/).waitFor();
          await page.getByRole("link", { name: "Linked records" }).click();
          await page.getByTestId("groups").getByRole("link", { name: /Ромашка/ }).click();
          await page.getByRole("heading", { name: /Ромашка/, level: 1 }).waitFor();
          match(await page.getByTestId("records").innerText(), /Attio[\s\S]*E-mail addresses/);
          match(await page.getByTestId("values").innerText(), /romashka\.ru/);
          match(await page.getByTestId("related").innerText(), /Romashka shop[\s\S]*Says Attio/);
          const undo = page.getByTestId("changes").getByRole("button", { name: /Undo/ });
          const links = await undo.count();
          await undo.first().click();
          await page.getByTestId("outcome").getByText("Taken back").waitFor();
          // the page is about the records that still belong together: there are fewer
          ok(await undo.count() < links);
          await page.goto(`${origin}/identity/history`);
          equal(await takenBack.count(), before + 1);
          await context.close();
        });

        await test.step("on a narrow screen every page is behind the bar's last place", async () => {
          const visitor = await signIn(product);
          const [context, page] = await enter(visitor, {
            viewport: { width: 390, height: 844 },
            javaScriptEnabled: false,
          });
          await page.goto(`${origin}/identity`);
          const bar = page.locator(".bottom-bar");
          await bar.getByText("More").click();
          await bar.getByRole("link", { name: "Settings" }).click();
          await page.waitForURL(`${origin}/settings`);
          await context.close();
        });
      } finally {
        await browser.close();
      }
    });
  });
});

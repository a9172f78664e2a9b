import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { jsonSchemaOf, type Operation } from "@/lib/api/mod.ts";
import * as analytics from "@/routes/api/v1/(_contract)/analytics.ts";
import * as contract from "@/routes/api/v1/(_contract)/costs.ts";
import * as termContract from "@/routes/api/v1/(_contract)/terms.ts";
import { stores, withProduct } from "../support/app.ts";
import { sourceRows } from "../support/source_rows.ts";
import { type Answer, script, signIn } from "../support/visitor.ts";

/** Compares a reply with what the API's document says of it. */
function promised({ reply, status = 200 }: Operation, answer: Answer): void {
  equal(answer.status, status, answer.text);
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const { ok: _, request_id: __, ...body } = answer.json();
  const validate = ajv.compile(jsonSchemaOf(reply, "output"));
  ok(validate(body), `${JSON.stringify(validate.errors)} ${answer.text}`);
}

interface CostReply {
  costs: { id: string; amount: number; category: string }[];
  total: number;
  sums: { currency: string; amount: number }[];
  next: string | null;
}

const details = (answer: Answer) =>
  answer.json<{ details: { path: string; code: string }[] }>().details
    .map(({ path, code }) => [path, code]);

for (const store of stores.slice(0, 1)) {
  Deno.test(`${store}: requests about costs, finance and analytics`, async (test) => {
    await withProduct({ store }, async (product) => {
      const { sql, defaultScopeId, clock } = product.processes[0]!.services;
      const today = new Date(clock.now()).toISOString().slice(0, 10);
      const rows = await sourceRows({ sql, accountScopeId: defaultScopeId } as never, [
        "acme",
        "beta",
      ]);
      const { acme, beta } = rows.projects as { acme: string; beta: string };
      const at = `${today}T00:00:00Z`;
      await rows.deal({ project: "acme", stage: "Won", value: 1000, stage_since: at });
      await rows.deal({ project: "acme", stage: "Lead", value: 400, expected_close: today });
      await rows.issue({ project: "beta", estimate: 2, completed_at: at });
      await rows.talk("acme", "Ada", today, ["client 00:00", "team 00:00"]);
      const visitor = await signIn(product);
      const cost = {
        project_id: acme,
        incurred_on: today,
        amount: 250.5,
        currency: "eur",
        category: "x",
      };

      await test.step("costs are entered, listed, paged, filtered and removed", async () => {
        const added = await visitor.api("POST", "/costs", cost);
        promised(contract.addCost, added);
        for (let number = 1; number <= 3; number++) {
          await visitor.api("POST", "/costs", { ...cost, amount: number, category: "y" });
        }
        const all = await visitor.api("GET", "/costs?limit=3");
        promised(contract.listCosts, all);
        const first = all.json<CostReply>();
        deepEqual([first.total, first.sums, first.costs.length], [
          ...[4, [{ currency: "EUR", amount: 256.5 }], 3],
        ]);
        const rest = (await visitor.ask(first.next!)).json<CostReply>();
        deepEqual([rest.costs.length, rest.next], [1, null]);
        const ids = [...first.costs, ...rest.costs].map(({ id }) => id);
        equal(new Set(ids).size, 4);
        const narrow = await visitor.api("GET", `/costs?category=y&project=${acme}&from=${today}`);
        equal(narrow.json<CostReply>().total, 3);
        equal((await visitor.api("GET", `/costs?project=${beta}`)).json<CostReply>().total, 0);
        for (const { id } of narrow.json<CostReply>().costs) {
          promised(contract.removeCost, await visitor.api("DELETE", `/costs/${id}`));
          equal((await visitor.api("DELETE", `/costs/${id}`)).status, 404);
        }
        equal((await visitor.api("GET", "/costs")).json<CostReply>().total, 1);
      });

      await test.step("what is no cost is refused, field by field", async () => {
        for (
          const [body, wanted] of [
            [{ ...cost, amount: 0 }, [["amount", "custom"]]],
            [{ ...cost, amount: 1.234 }, [["amount", "not_multiple_of"]]],
            [{ ...cost, currency: "euro" }, [["currency", "invalid_format"]]],
            [{ ...cost, incurred_on: "2026-02-30" }, [["incurred_on", "invalid_format"]]],
            [{ ...cost, category: " " }, [["category", "too_small"]]],
            [{ ...cost, more: 1 }, [["", "unrecognized_keys"]]],
          ] as const
        ) {
          const answer = await visitor.api("POST", "/costs", body);
          equal(answer.status, 400, answer.text);
          deepEqual(details(answer), wanted);
        }
        const stranger = { ...cost, project_id: crypto.randomUUID() };
        equal((await visitor.api("POST", "/costs", stranger)).status, 404);
        equal((await visitor.api("GET", "/costs?cursor=x")).status, 400);
        equal((await visitor.api("DELETE", "/costs/7")).status, 400);
        const { visitor: reader } = await script(product, ["read"]);
        equal((await reader.api("POST", "/costs", cost)).status, 403);
      });

      await test.step("a file is previewed, taken in once, and refused with its errors", async () => {
        const csv = `date,project,amount\n${today},acme,10\n${today},acme,20`;
        const send = (csv: string, preview: boolean) =>
          visitor.api("POST", "/costs/import", { csv, preview });
        const preview = await send(csv, true);
        promised(contract.importCosts, preview);
        equal(preview.json<{ added: number }>().added, 2);
        equal((await visitor.api("GET", "/costs?origin=csv")).json<CostReply>().total, 0);
        equal((await send(csv, false)).json<{ added: number }>().added, 2);
        deepEqual(
          await send(csv, false).then((answer) => {
            const { added, known } = answer.json<{ added: number; known: number }>();
            return [added, known];
          }),
          [0, 2],
        );
        const wrong = await send(`date,project,amount\nsoon,acme,10`, false);
        deepEqual([wrong.status, details(wrong)], [400, [["2.date", "not_a_date"]]]);
        promised(contract.importCosts, await send(`date,project,amount\nsoon,acme,10`, true));
        equal((await send("x".repeat(70_000), true)).status, 413);
      });

      await test.step("figures come with as many rows as they say", async () => {
        const finance = await visitor.api("GET", "/finance?days=30");
        promised(analytics.readFinance, finance);
        const report = finance.json<{
          finance: {
            won: { value: number };
            margin: { value: number };
            forecast: { deals: number }[];
          };
        }>().finance;
        // 250.5 and the file's 30
        deepEqual([report.won.value, report.margin.value], [1000, 719.5]);
        promised(analytics.readAnalytics, await visitor.api("GET", `/analytics?projects=${acme}`));
        for (
          const figure of [
            "inbound",
            "replies",
            "completed",
            "won",
            "pipeline",
            "forecast",
            "costs",
          ]
        ) {
          const answer = await visitor.api("GET", `/analytics/rows/${figure}?horizon=30`);
          promised(analytics.listFigureRows, answer);
          const { rows, total } = answer.json<{ rows: unknown[]; total: { count: number } }>();
          ok(rows.length > 0 && rows.length === total.count, figure);
        }
        equal((await visitor.api("GET", "/analytics/rows/nothing")).status, 404);
        for (
          const [part, chart, tiles, charts] of [
            ["analytics", "responses", analytics.readAnalyticsTiles, analytics.readAnalyticsChart],
            ["finance", "forecast", analytics.readFinanceTiles, analytics.readFinanceChart],
          ] as const
        ) {
          promised(tiles, await visitor.api("GET", `/${part}/tiles`));
          promised(charts, await visitor.api("GET", `/${part}/charts/${chart}?days=90`));
          equal((await visitor.api("GET", `/${part}/charts/nothing`)).status, 404);
        }
        equal((await visitor.api("GET", "/finance?days=8")).status, 400);
        equal((await visitor.api("GET", `/finance?projects=${crypto.randomUUID()}`)).status, 404);
      });

      await test.step("terms are read and changed, and an hourly rate makes costs of estimates", async () => {
        promised(termContract.readTerms, await visitor.api("GET", "/scope/terms"));
        const changed = await visitor.api("PATCH", "/scope/terms", { hourly_rate: 80 });
        promised(termContract.changeTerms, changed);
        const { finance } = (await visitor.api("GET", `/finance?projects=${beta}`))
          .json<{ finance: { costs: { value: number } } }>();
        equal(finance.costs.value, 160);
        for (const body of [{}, { business_from: "19:00" }, { business_days: [8] }, { x: 1 }]) {
          equal((await visitor.api("PATCH", "/scope/terms", body)).status, 400);
        }
      });

      await test.step("pages show it, and work without scripts", async () => {
        const page = await visitor.open("/finance");
        match(page.text, /data-testid="tile-won"[\s\S]*€1,000/);
        match(page.text, /Offers are not kept here yet/);
        match((await visitor.open("/analytics")).text, /data-testid="tile-inbound"/);
        const form = {
          ...{ action: "add", project_id: beta, incurred_on: today, amount: "1 234,50" },
          ...{ currency: "EUR", category: "Подряд", note: "" },
        };
        const wrong = await visitor.post("/finance/costs", { ...form, amount: "much" });
        equal(wrong.status, 400);
        match(wrong.text, /Is no amount/);
        match(wrong.text, /value="much"/);
        equal((await visitor.post("/finance/costs", form)).status, 303);
        const list = await visitor.open(`/finance/costs?project=${beta}`);
        match(list.text, /€1,235|€1,234\.50/);
        match(
          (await visitor.open(`/finance/costs.csv?project=${beta}`)).text,
          /1234\.5,EUR,Подряд/,
        );
        const csv = `date,project,amount\n${today},acme,77`;
        const preview = await visitor.post("/finance/import", { action: "preview", csv });
        match(preview.text, /1 line is new/);
        const applied = await visitor.post("/finance/import", { action: "apply", csv });
        equal(applied.headers.get("location"), "/finance/import?added=1");
        const refused = await visitor.post("/finance/import", { action: "apply", csv: "a,b\n1,2" });
        equal(refused.status, 400);
        match(refused.text, /The column is missing/);
        const terms = {
          ...{ day_1: "on", day_7: "on", business_from: "10:00", business_to: "16:00" },
          ...{ currency: "usd", hourly_rate: "90,5" },
        };
        equal((await visitor.post("/settings/terms", terms)).status, 303);
        deepEqual((await visitor.api("GET", "/scope/terms")).json<{ terms: unknown }>().terms, {
          ...{ business_days: [1, 7], business_from: "10:00", business_to: "16:00" },
          ...{ currency: "USD", hourly_rate: 90.5 },
        });
        // nothing is in the new currency: no figure adds up what cannot be added
        match((await visitor.open("/finance")).text, /another currency is not counted/);
        for (const file of ["/finance.csv", "/analytics.csv", "/analytics/rows/won/csv"]) {
          match((await visitor.open(file)).headers.get("content-disposition")!, /attachment/);
        }
        equal((await visitor.open("/analytics/rows/nothing")).status, 404);
      });
    });
  });
}

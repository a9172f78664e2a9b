import { deepEqual, equal, match, ok } from "node:assert/strict";
import { reconcileRisks, scoreHealth } from "@/lib/insights/mod.ts";
import { refreshView } from "@/lib/portfolio/mod.ts";
import * as contract from "@/routes/api/v1/(_contract)/portfolio.ts";
import * as risks from "@/routes/api/v1/(_contract)/risks.ts";
import { type TestProduct, withProduct } from "../support/app.ts";
import {
  compareCharts,
  compareTiles,
  type FigureReader,
  numbers as numbersOf,
  promised,
  rowsAt,
} from "../support/figure_rows.ts";
import { fillFollowing, fillPortfolio } from "../support/portfolio_rows.ts";
import { postgresUrl, redisUrl } from "../support/services.ts";
import { script, signIn, type Visitor } from "../support/visitor.ts";

const SIZE = { projects: 6, messages: 3_000, issues: 900, evidence: 500 };

/** Requests a minute that a session has, less some. */
const ALLOWED = 150;

/** Somebody who signs in anew before a session has made too many requests. */
async function tireless(product: TestProduct): Promise<Visitor> {
  let current = await signIn(product);
  let made = 0;
  const rested = async () => {
    if (++made % ALLOWED === 0) current = await signIn(product);
    return current;
  };
  return {
    ...current,
    ask: async (...args) => (await rested()).ask(...args),
    open: async (...args) => (await rested()).open(...args),
    post: async (...args) => (await rested()).post(...args),
    api: async (...args) => (await rested()).api(...args),
  };
}

/** Rows as three syncs and the insights after them leave them. */
async function fill({ processes, clock }: TestProduct) {
  const { sql, defaultScopeId: accountScopeId } = processes[0]!.services;
  const now = new Date(clock.now());
  const filled = await fillPortfolio(sql, accountScopeId, SIZE, now);
  await fillFollowing(sql, accountScopeId, now);
  await scoreHealth(sql, { accountScopeId, now });
  await reconcileRisks(sql, { accountScopeId, now });
  await refreshView(sql);
  return filled;
}

Deno.test({
  name: "portfolio: every figure opens the rows it was counted from",
  ignore: postgresUrl === null || redisUrl === null,
}, async (test) => {
  await withProduct({ store: "served", processes: 2 }, async (product) => {
    const visitor = await tireless(product);
    const other = product.processes[1]!;
    const reader: FigureReader = {
      api: (path) => visitor.ask(path),
      open: (path) => visitor.open(path),
    };
    const numbers = (query?: string) => numbersOf(reader, query);

    await test.step("with nothing there, pages and figures say so", async () => {
      const { overview, trends } = await numbers();
      deepEqual(
        [overview.health.value, overview.open_issues.value, overview.expected_revenue.value],
        [null, null, null],
      );
      deepEqual([overview.clients, overview.attention, trends.weeks.length], [[], [], 12]);
      await compareCharts(reader, overview, trends);
      const { services } = product.processes[0]!;
      await services.sql`
        insert into connections (account_scope_id, connector, base_url, external_account_id, status, last_synced_at)
        values (${services.defaultScopeId}, 'chatwoot', 'https://empty.example', '1', 'ok', now())`;
      await services.changed(services.defaultScopeId, ["connections"]);
      for (const path of ["/", "/risks", "/rows/open_issues", "/rows/upsell", "/clients.csv"]) {
        equal((await visitor.open(path)).status, 200, path);
      }
      match((await visitor.open("/")).text, /No project yet/);
      await services.sql`delete from connections`;
    });

    const { projectIds } = await fill(product);
    await product.processes[0]!.services.changed(
      product.processes[0]!.services.defaultScopeId,
      ["portfolio"],
    );

    await test.step("tiles of the portfolio and of a client", async () => {
      const { overview } = await numbers();
      deepEqual(
        [overview.projects.value, overview.clients.length, overview.deals_elsewhere],
        [SIZE.projects, SIZE.projects, SIZE.projects],
      );
      ok(overview.overdue_issues! > 0 && overview.open_risks.value! > 0);
      await compareTiles(reader, overview, "");
      const own = await numbers(`projects=${projectIds[3]}`);
      equal(own.overview.clients.length, 1);
      await compareTiles(reader, own.overview, `project_id=${projectIds[3]}&part=client`);
    });

    await test.step("marks of every chart", async () => {
      const { overview, trends } = await numbers();
      const slots = await compareCharts(reader, overview, trends);
      deepEqual(slots, {
        ...{ health: 60, risks: 12, overdue: 12, completed: 12, agreements: 12, money: 7 },
        ...{ completeness: 30, upsell: SIZE.projects },
      });
      // none of these is drawn from nothing
      for (const name of ["risks", "overdue", "completed", "agreements"] as const) {
        ok(trends.weeks.some((week) => week[name] > 0), name);
      }
      ok(trends.months.some(({ costs }) => costs > 0));
      ok(trends.months.some(({ pipeline }) => pipeline > 0));
      equal(trends.weeks.at(-1)!.overdue, overview.overdue_issues, "this week's end is now");
    });

    await test.step("all charts in one reply are those that are told one by one", async () => {
      const query = `project_id=${projectIds[2]}`;
      const all = await reader.api(`/api/v1/portfolio/charts?${query}`);
      promised(contract.readCharts, all);
      const { ok: _, request_id: __, ...charts } = all.json<Record<string, unknown>>();
      equal(Object.keys(charts).length, 10);
      for (const [name, model] of Object.entries(charts)) {
        const one = await reader.api(`/api/v1/portfolio/charts/${name}?${query}`);
        deepEqual(one.json<{ model: unknown }>().model, model, name);
      }
    });

    await test.step("cells of the table of clients", async () => {
      const { overview } = await numbers();
      const page = (await visitor.open("/")).text;
      for (const client of overview.clients) {
        const at = (figure: string) => `/rows/${figure}?project=${client.project_id}`;
        for (const name of ["open_issues", "overdue_issues", "blocked_issues"] as const) {
          equal((await rowsAt(reader, at(name))).total.count, client[name], name);
          if (client[name] > 0) ok(page.includes(`href="${at(name)}"`), at(name));
        }
        equal((await rowsAt(reader, at("expected_revenue"))).total.sum, client.expected_revenue);
      }
    });

    await test.step("the control tower tells the same of a project", async () => {
      const [first] = (await numbers()).overview.clients;
      const path = `/control-tower?project_id=${first!.project_id}`;
      const answer = await visitor.api("GET", path, undefined, { process: other });
      promised(contract.readControlTower, answer);
      const { control_tower: tower } = answer.json<
        { control_tower: { client: typeof first; health: { score: number }; risks: unknown[] } }
      >();
      deepEqual(tower.client, first);
      equal(tower.health.score, first!.health);
      equal(tower.risks.length, Math.min(8, first!.open_risks));
      const health = await visitor.api("GET", `/projects/${first!.project_id}/health`);
      promised(risks.readHealth, health);
      const none = await visitor.api("GET", "/control-tower");
      deepEqual([none.status, none.json().error], [404, "not_found"], "no project is chosen");
      await visitor.api("PATCH", "/session", { project_id: first!.project_id });
      const chosen = await visitor.api("GET", "/control-tower", undefined, { process: other });
      equal(
        chosen.json<{ control_tower: { client: typeof first } }>().control_tower.client!.name,
        first!.name,
      );
      match((await visitor.open("/")).text, new RegExp(`<h1>${first!.name}</h1>`));
      await visitor.api("PATCH", "/session", { project_id: null });
    });

    await test.step("a new project is there at once, with nothing counted", async () => {
      const made = await visitor.api("POST", "/projects", { name: "Brand new" });
      equal(made.status, 201, made.text);
      const { overview } = await numbers();
      const fresh = overview.clients.find(({ name }) => name === "Brand new")!;
      deepEqual([fresh.open_issues, fresh.health, fresh.client_value], [0, null, null]);
      const page = await visitor.open(`/projects/${fresh.project_id}`, other);
      equal(page.status, 200);
      match(page.text, /Nothing has been counted yet/);
    });

    await test.step("a risk is taken on, closed with a reason and opened again, and figures follow", async () => {
      const list = await visitor.api("GET", "/risks?limit=2");
      promised(risks.listRisks, list);
      const { risks: [first], total } = list.json<
        { risks: { id: string; status: string }[]; total: number }
      >();
      const path = `/risks/${first!.id}`;
      promised(risks.readRisk, await visitor.api("GET", path));
      promised(risks.mitigateRisk, await visitor.api("POST", `${path}/mitigate`));
      const again = await visitor.api("POST", `${path}/mitigate`);
      deepEqual([again.status, again.json().error], [409, "already_decided"]);
      equal((await visitor.api("POST", `${path}/close`, { reason: " " })).status, 400);
      promised(risks.closeRisk, await visitor.api("POST", `${path}/close`, { reason: "settled" }));
      const open = async () => (await numbers()).overview.open_risks.value;
      equal(await open(), total - 1);
      const page = await visitor.open(`/risks/${first!.id}`, other);
      match(page.text, new RegExp(`by ${product.login}: settled`));
      const back = await visitor.post("/risks/decide", {
        ...{ risk_id: first!.id, decision: "reopen", return_to: "/risks?least=4" },
      });
      equal(back.status, 303);
      equal(back.headers.get("location"), `/risks?least=4&did=open&about=${first!.id}`);
      equal(await open(), total);
      const [audit] = await product.processes[0]!.services.sql`
        select count(*)::int as count from audit_events where entity = 'risk' and entity_id = ${
        first!.id
      }`;
      equal(audit!.count, 3);
    });

    await test.step("files hold what the page's filters leave", async () => {
      const { overview } = await numbers();
      const lines = async (path: string) => {
        const answer = await visitor.open(path);
        equal(answer.status, 200, path);
        return {
          name: answer.headers.get("content-disposition")!,
          lines: answer.text.trim().split("\r\n"),
        };
      };
      const risky = await lines("/clients.csv?show=risky&sort=open_risks");
      equal(
        risky.lines.length - 1,
        overview.clients.filter(({ open_risks }) => open_risks > 0).length,
      );
      match(risky.name, /clients_show=risky_sort=open_risks_\d{4}-/);
      const rows = await lines("/rows/open_issues/csv");
      equal(rows.lines.length - 1, overview.open_issues.value);
      const closed = await lines("/risks/csv?status=closed");
      equal(closed.lines.length, 1);
      equal((await lines("/risks/csv")).lines.length - 1, overview.open_risks.value);
    });

    await test.step("what is not there is 404, what is wrong is 400, and nothing is 500", async () => {
      const nobody = crypto.randomUUID();
      for (
        const [path, status] of [
          ["/portfolio/rows/nothing", 404],
          [`/portfolio/rows/health?projects=${nobody}`, 404],
          ["/portfolio/rows/health?projects=x", 400],
          ["/portfolio/rows/health?from=2026-02-31", 400],
          ["/portfolio/rows/health?cursor=zzz", 400],
          [`/portfolio/overview?projects=${nobody}`, 404],
          ["/portfolio/overview?days=8", 400],
          [`/control-tower?project_id=${nobody}`, 404],
          ["/control-tower?project_id=1", 400],
          [`/risks/${nobody}`, 404],
          ["/risks/1", 400],
          ["/risks?least=6", 400],
          ["/risks?cursor=e30", 400],
          [`/projects/${nobody}/health`, 404],
          ["/portfolio/charts/nothing", 404],
        ] as const
      ) {
        const answer = await visitor.api("GET", path);
        equal(answer.status, status, `${path} ${answer.text}`);
      }
      for (
        const path of ["/rows/nothing", "/projects/1", `/projects/${nobody}`, `/risks/${nobody}`]
      ) {
        equal((await visitor.open(path)).status, 404, path);
      }
      for (
        const path of [
          "/rows/health?from=2026-02-31&to=x&project=y&offset=-1",
          "/?sort=nothing&show=nothing&find=%25_",
          "/risks?status=x&least=99&origin=y&project=1&offset=z",
        ]
      ) equal((await visitor.open(path)).status, 200, path);
    });

    await test.step("a script that may only read decides nothing", async () => {
      const reader = (await script(product, ["read"])).visitor;
      const [first] = (await reader.api("GET", "/risks")).json<{ risks: { id: string }[] }>().risks;
      const refused = await reader.api("POST", `/risks/${first!.id}/mitigate`);
      deepEqual([refused.status, refused.json().error], [403, "insufficient_scope"]);
    });
  });
});

import { deepEqual, equal, match, ok } from "node:assert/strict";
import { parseHTML } from "linkedom";
import { connectorEvents } from "@/workers/connector_events.ts";
import { partitionsAndRetention } from "@/workers/partitions_and_retention.ts";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { ago, type EventWorld, eventWorld } from "../support/event_world.ts";
import { script, signIn } from "../support/visitor.ts";

interface Reply {
  events: { id: string; kind: string; project_id: string; snippet: string; data: object }[];
  next: string | null;
}

const claimed = (account_scope_id: string) => ({
  ...{ id: "j", name: "j", run_id: "r", timeout_seconds: 60, request: null, account_scope_id },
});

async function fill(world: EventWorld): Promise<void> {
  await world.conversation("10");
  await world.conversation("11", { project: world.projects.b, contact: "2" });
  for (let n = 1; n <= 60; n++) {
    await world.message(String(n), {
      ...{ conversation: n % 2 === 0 ? "10" : "11", at: ago(3, n), content: `message ${n}` },
    });
  }
  await world.message("61", { conversation: "10", at: ago(2), content: "=1+1, счёт оплатили" });
  await world.message("62", {
    conversation: "11",
    at: ago(1),
    content: "<b>Please approve it.</b>",
  });
  await world.deal("1", { stage: "Lead", since: ago(9) });
}

/** Rows of the page: the first cell's link, and the texts of all. */
function rowsOf(html: string) {
  const { document } = parseHTML(html);
  return [...document.querySelectorAll("[data-testid=events] tbody tr")].map((row) => ({
    href: row.querySelector("a")?.getAttribute("href") ?? null,
    cells: [...row.querySelectorAll("td")].map((cell) => cell.textContent),
  }));
}

/** Lines of a CSV file without line breaks in its cells. */
const linesOf = (text: string) => text.replace(/^\ufeff/, "").trimEnd().split("\r\n");

/** The feed of events: the job that fills it, its page, its file, its API. */
async function eventSteps(test: Deno.TestContext, product: TestProduct): Promise<void> {
  const { services } = product.processes[0]!;
  const { sql, connectors, defaultScopeId } = services;
  const world = await eventWorld(sql, defaultScopeId);
  const { signal } = new AbortController();
  const run = () => connectorEvents(connectors, 12).run(claimed(defaultScopeId), signal);
  const visitor = await signIn(product);
  const list = async (query = "") =>
    (await visitor.api("GET", `/connectors/events${query}`)).json<Reply>();

  await test.step("the job tells what happened, and says that it did", async () => {
    await fill(world);
    deepEqual(await run(), { outcome: "succeeded", changed: ["connector_events"] });
    await world.deal("1", { stage: "Won", since: ago(0, 1) });
    await run();
    deepEqual(await run(), { outcome: "succeeded", changed: [] });
  });

  await test.step("the API pages through it, newest first, filtered", async () => {
    const all: string[] = [];
    let path: string | null = "?limit=7&connector=chatwoot";
    while (path !== null) {
      const { events, next }: Reply = await list(path);
      all.push(...events.map(({ id }) => id));
      path = next === null ? null : new URL(next, product.origin).search;
    }
    equal(all.length, 64);
    equal(new Set(all).size, 64);
    const { events } = await list("?kind=deal_stage_changed");
    deepEqual(events.map(({ snippet, data }) => [snippet, data]), [
      ["Deal 1", { from: "Lead", to: "Won" }],
    ]);
    const { visitor: reader } = await script(product, ["read"]);
    equal((await reader.api("GET", "/connectors/events?limit=1")).status, 200);
  });

  await test.step("the page shows it in words, each row leads to its source", async () => {
    const [deal, asked, ...rest] = rowsOf((await visitor.open("/connectors/events")).text);
    equal(deal!.href, "https://attio.example/d");
    ok(deal!.cells.includes("Deal 1: Lead → Won"));
    match(asked!.href ?? "", /^\/messages\/[0-9a-f-]{36}\?message=[0-9a-f-]{36}#message-/);
    ok(asked!.cells.includes("<b>Please approve it.</b>"), "text, not markup");
    equal(rest.length, 48, "a page of 50");
    const thread = await visitor.open(asked!.href!.split("#")[0]!);
    equal(thread.status, 200);
    match(thread.text, /Please approve it/);
  });

  await test.step("filters and pages are in the address; what is not on offer counts as none", async () => {
    const paid =
      (await visitor.open("/connectors/events?kind=invoice_paid&connector=chatwoot")).text;
    equal(rowsOf(paid).length, 1);
    const { document } = parseHTML(paid);
    equal(document.querySelector("#kind option[selected]")?.getAttribute("value"), "invoice_paid");
    equal(
      rowsOf((await visitor.open("/connectors/events?kind=invoice_paid&connector=linear")).text)
        .length,
      0,
    );
    equal(
      rowsOf((await visitor.open("/connectors/events?kind=x&older=y&newer=1")).text).length,
      50,
    );
    const first = (await visitor.open("/connectors/events?connector=chatwoot")).text;
    const older = /href="([^"]*older=[^"]*)"/.exec(first)![1]!.replaceAll("&amp;", "&");
    const second = (await visitor.open(older)).text;
    equal(rowsOf(second).length, 14);
    const newer = /href="([^"]*newer=[^"]*)"/.exec(second)![1]!.replaceAll("&amp;", "&");
    deepEqual(rowsOf((await visitor.open(newer)).text), rowsOf(first));
  });

  await test.step("the file holds exactly what is filtered, and names the filters", async () => {
    const all = await visitor.open("/connectors/events.csv");
    match(all.headers.get("content-type") ?? "", /^text\/csv/);
    const { events } = await list("?limit=200");
    equal(linesOf(all.text).length, events.length + 1);
    const paid = await visitor.open("/connectors/events.csv?kind=invoice_paid&connector=chatwoot");
    match(
      paid.headers.get("content-disposition") ?? "",
      /filename="connector-events_kind=invoice_paid_connector=chatwoot_\d{4}-\d\d-\d\d\.csv"/,
    );
    const [header, line, ...more] = linesOf(paid.text);
    equal(header, "When,Event,What,By,Project,Source,kind,url");
    deepEqual(more, []);
    const [when, kind, text, ...others] = line!.split(/,(?! )/);
    equal(when, ago(2).toISOString());
    deepEqual([kind, text], ["Invoice paid", `"'=1+1, счёт оплатили"`]);
    deepEqual(others.slice(0, 4), ["Ada", "a", "Chatwoot", "invoice_paid"]);
  });

  await test.step("with a project chosen, page, file and API show that project alone", async () => {
    await visitor.post("/projects/select", { project_id: world.projects.b, return_to: "/" });
    const { events } = await list("?limit=200");
    equal(events.length, 32);
    ok(events.every(({ project_id: id }) => id === world.projects.b));
    const file = await visitor.open("/connectors/events.csv");
    equal(linesOf(file.text).length, 33);
    match(file.headers.get("content-disposition") ?? "", /_project=b_/);
    await visitor.post("/projects/select", { project_id: world.projects.a, return_to: "/" });
    equal((await list("?kind=approval_requested")).events.length, 0);
    await visitor.post("/projects/select", { project_id: "", return_to: "/" });
  });

  await test.step("in Russian it speaks Russian", async () => {
    await visitor.post("/settings/language", { locale: "ru", return_to: "/" });
    const { text } = await visitor.open("/connectors/events");
    match(text, /Сделка продвинулась/);
    match((await visitor.open("/connectors/events.csv")).text, /^\ufeff?Когда,Событие,Что/);
    await visitor.post("/settings/language", { locale: "en", return_to: "/" });
  });

  await test.step("nobody sees it without a session", async () => {
    const stranger = { headers: { cookie: "" } };
    const file = await visitor.ask("/connectors/events.csv", stranger);
    deepEqual([file.status, file.text], [303, ""]);
    equal((await visitor.ask("/api/v1/connectors/events", stranger)).status, 401);
  });

  await test.step("a binding's change makes the events follow at once", async () => {
    await sql`
      insert into jobs (account_scope_id, name, cadence_seconds, timeout_seconds, next_run_at)
      values (${defaultScopeId}, 'connector_events', 300, 60, now() + interval '1 hour')
      on conflict (account_scope_id, name) do update set next_run_at = excluded.next_run_at`;
    const made = await visitor.api("POST", "/connectors/bindings", {
      ...{ connection_id: world.connections.chatwoot, project_id: world.projects.b },
      ...{ kind: "account", external_id: "*" },
    });
    equal(made.status, 201, made.text);
    const [job] = await sql<{ due: boolean }[]>`
      select next_run_at <= now() as due from jobs
      where account_scope_id = ${defaultScopeId} and name = 'connector_events'`;
    equal(job!.due, true);
    await run();
    const moved = await world.told({ project: world.projects.a, messages: true });
    deepEqual(moved.map(([kind]) => kind), ["deal_stage_changed"]);
  });

  await test.step("the daily job makes months ahead", async () => {
    const job = partitionsAndRetention(services);
    equal((await job.run(claimed(defaultScopeId), signal)).outcome, "succeeded");
    const [row] = await sql<{ months: number }[]>`
      select count(*)::int as months from pg_inherits
      where inhparent = 'audit_events'::regclass and inhrelid::regclass::text ~ '_\\d{4}_\\d{2}$'`;
    equal(row!.months, 28);
  });
}

for (const store of stores) {
  Deno.test(`${store}: the feed of events`, async (test) => {
    await withProduct({ store }, (product) => eventSteps(test, product));
  });
}

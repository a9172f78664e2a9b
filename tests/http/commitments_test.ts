/** Chances, promises, agreements and digests by requests: the API, the pages, and files of both. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { jsonSchemaOf, type Operation } from "@/lib/api/mod.ts";
import { buildDigests, findContinuity, findUpsell, noteAgreements } from "@/lib/insights/mod.ts";
import { manualClock } from "@/lib/platform/mod.ts";
import * as agreementContract from "@/routes/api/v1/(_contract)/agreements.ts";
import * as continuityContract from "@/routes/api/v1/(_contract)/continuity.ts";
import * as digestContract from "@/routes/api/v1/(_contract)/digests.ts";
import * as upsellContract from "@/routes/api/v1/(_contract)/upsell.ts";
import { createLinearFake, linearSchema } from "@/sim/mod.ts";
import { type TestProduct, withProduct } from "../support/app.ts";
import { ago, eventWorld, NOW } from "../support/event_world.ts";
import { postgresUrl, redisUrl } from "../support/services.ts";
import { type Answer, script, signIn, type Visitor } from "../support/visitor.ts";

const { signal } = new AbortController();
const KEY = "lin_api_admin";
const LINEAR = "http://linear.test";

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
(formats as unknown as (ajv: Ajv2020) => void)(ajv);

/** Compares a reply with what the API's document says of it. */
function promised<T>({ reply, status = 200 }: Operation, answer: Answer): T {
  equal(answer.status, status, answer.text);
  const { ok: _, request_id: __, ...body } = answer.json();
  const validate = ajv.compile(jsonSchemaOf(reply, "output"));
  ok(validate(body), `${JSON.stringify(validate.errors)} ${answer.text}`);
  return answer.json<T>();
}

/** Where a posted form leads, and what it tells there. */
function told(answer: Answer): URLSearchParams {
  equal(answer.status, 303, answer.text);
  return new URL(answer.headers.get("location")!, "http://this.site").searchParams;
}

const refusal = (answer: Answer) => [answer.status, answer.json<{ error: string }>().error];

interface Item {
  id: string;
  status: string;
}

/** A workspace at Linear's stand-in, with a team. */
function workspace() {
  const clock = manualClock(NOW.getTime());
  const fake = createLinearFake({ schema: linearSchema(), allowances: null, clock });
  const { state } = fake;
  const admin = state.createUser({ name: "Ada", email: "ada@agency.example", admin: true });
  state.createCredential({ token: KEY, userId: admin.id });
  state.createTeam({ key: "ENG", name: "Engineering", memberIds: [admin.id] });
  let readOnly = false;
  return {
    state,
    refuse: (refused: boolean) => void (readOnly = refused),
    fetch: (async (input, init) => {
      if (!String(input).startsWith(LINEAR)) throw new Error("a vendor was called");
      if (readOnly && String(init?.body).includes("issueCreate")) {
        const errors = [{ message: "read only", extensions: { code: "FORBIDDEN" } }];
        return Response.json({ errors }, { status: 403 });
      }
      return await fake.handler(new Request(input, init));
    }) as typeof fetch,
  };
}

/** Rows of which something is concluded, and the conclusions. */
async function conclude({ processes: [first] }: TestProduct): Promise<void> {
  const { sql, defaultScopeId: scopeId, connectors } = first!.services;
  const world = await eventWorld(sql, scopeId);
  await connectors.sync(scopeId, { mode: "incremental", trigger: "manual", signal });
  await world.conversation("1");
  const said: [content: string, incoming: boolean][] = [
    ["We need more seats. What would it cost?", true],
    ["We can do it for €5,000.", false],
    ["Deal, thanks!", true],
    ["We will send the contract by Friday.", false],
    ["We will fix the login page tomorrow.", false],
    ["We will update the texts next week.", false],
  ];
  for (const [index, [content, incoming]] of said.entries()) {
    const at = new Date(ago(1).getTime() + index * 60_000);
    await world.message(String(index), { conversation: "1", at, content, incoming });
  }
  await world.deal("1", { stage: "Proposal", since: ago(1) });
  await sql`
    insert into evidence (project_id, account_scope_id, source, source_table, source_id, occurred_at, author,
      snippet, url)
    select project_id, account_scope_id, 'chatwoot', 'chatwoot_messages', id, vendor_created_at, sender_name,
      content, 'https://vendor.example/1' from chatwoot_messages
    on conflict do nothing`;
  const clock = manualClock(NOW.getTime());
  const tools = { sql, clock, signal };
  await findUpsell(tools, scopeId);
  await findContinuity(tools, scopeId);
  await noteAgreements(tools, scopeId);
  await buildDigests(tools, { accountScopeId: scopeId, kind: "daily", again: true });
}

/** All rows of a list, read a page at a time. */
async function paged<T>(visitor: Visitor, path: string, name: string): Promise<T[]> {
  const rows: T[] = [];
  for (let next: string | null = `/api/v1${path}`; next !== null;) {
    const reply: Record<string, unknown> = (await visitor.ask(next)).json();
    rows.push(...reply[name] as T[]);
    next = reply.next as string | null;
  }
  return rows;
}

Deno.test({
  name: "chances, promises, agreements and digests by requests",
  ignore: postgresUrl === null || redisUrl === null,
}, async (test) => {
  const linear = workspace();
  const env = {
    ...{ LINEAR_BASE_URL: LINEAR, LINEAR_API_KEY: KEY, LINEAR_REQUESTS_PER_SECOND: "0" },
    PUBLIC_URL: "http://127.0.0.1:8000",
  };
  await withProduct(
    { store: "served", processes: 2, env, fetch: linear.fetch },
    async (product) => {
      const [first, other] = product.processes;
      const { sql, defaultScopeId } = first!.services;
      await conclude(product);
      const visitor = await signIn(product);
      const actions = async (entity: string) =>
        (await sql<{ action: string }[]>`
        select action from audit_events where entity = ${entity} order by at, id`).map((row) =>
          row.action
        );

      await test.step("chances are listed, opened, decided about and taken back", async () => {
        const list = await visitor.api("GET", "/upsell");
        const { items, total } = promised<{ items: Item[]; total: number }>(
          upsellContract.listUpsell,
          list,
        );
        deepEqual([items.length, total], [2, 2]);
        deepEqual((await paged<Item>(visitor, "/upsell?limit=1", "items")).map(({ id }) => id), [
          ...items.map(({ id }) => id),
        ]);
        equal((await visitor.api("GET", "/upsell?kind=deal")).json().total, 1);
        equal((await visitor.api("GET", `/upsell?project=${crypto.randomUUID()}`)).json().total, 0);
        const [chance] = items;
        const one = promised<{ item: { evidence: { words: string; author: string }[] } }>(
          upsellContract.readUpsell,
          await visitor.api("GET", `/upsell/${chance!.id}`),
        );
        deepEqual(one.item.evidence.map(({ words, author }) => [words, author]), [
          ["We need more seats. What would it cost?", "Ada"],
        ]);
        const decide = (body: unknown) => visitor.api("POST", `/upsell/${chance!.id}/decide`, body);
        promised(upsellContract.decideUpsell, await decide({ decision: "accept" }));
        deepEqual(refusal(await decide({ decision: "accept" })), [409, "already_decided"]);
        deepEqual(refusal(await decide({ decision: "dismiss" })), [400, "validation_error"]);
        promised(
          upsellContract.decideUpsell,
          await decide({ decision: "dismiss", reason: "no money" }),
        );
        equal((await visitor.api("GET", "/upsell?status=dismissed")).json().total, 1);
        promised(upsellContract.decideUpsell, await decide({ decision: "undo" }));
        deepEqual(await actions("upsell_item"), [
          ...["upsell.accepted", "upsell.dismissed", "upsell.reopened"],
        ]);
      });

      await test.step("agreements are found by their words, confirmed and dismissed", async () => {
        const list = await visitor.api("GET", "/agreements?q=5%2C000");
        const { agreements } = promised<{ agreements: (Item & { kind: string })[] }>(
          agreementContract.listAgreements,
          list,
        );
        deepEqual(agreements.map(({ kind }) => kind), ["price"]);
        const [{ id } = { id: "" }] = agreements;
        const one = promised<{ agreement: { evidence: unknown[] } }>(
          agreementContract.readAgreement,
          await visitor.api("GET", `/agreements/${id}`),
        );
        equal(one.agreement.evidence.length, 2);
        const decide = (body: unknown) => visitor.api("POST", `/agreements/${id}/decide`, body);
        promised(agreementContract.decideAgreement, await decide({ decision: "confirm" }));
        deepEqual(refusal(await decide({ decision: "confirm" })), [409, "already_decided"]);
        promised(agreementContract.decideAgreement, await decide({ decision: "undo" }));
        const form = { id, return_to: "/agreements?kind=price" };
        equal(
          told(await visitor.post("/agreements/decide", { ...form, decision: "dismiss" })).get(
            "refused",
          ),
          "needs_reason",
        );
        const dismissed = await visitor.post("/agreements/decide", {
          ...{ ...form, decision: "dismiss", reason: "said in jest" },
        });
        deepEqual([told(dismissed).get("did"), told(dismissed).get("kind")], [
          "dismissed",
          "price",
        ]);
        const page = await visitor.open(dismissed.headers.get("location")!, other);
        match(page.text, /data-testid="outcome"[\s\S]*Dismissed[\s\S]*data-testid="undo"/);
        match(
          (await visitor.open(`/agreements/${id}`)).text,
          /Dismissed [^<]* by [^<]*: said in jest/,
        );
        const undone = await visitor.post("/agreements/decide", { ...form, decision: "undo" });
        equal(told(undone).get("did"), "undone");
        equal(
          told(await visitor.post("/agreements/decide", { ...form, decision: "undo" })).get(
            "refused",
          ),
          "already_decided",
        );
      });

      await test.step("a promise is previewed and made into an issue, once", async () => {
        const list = await visitor.api("GET", "/continuity");
        const { items } = promised<{ items: (Item & { title: string })[] }>(
          continuityContract.listContinuity,
          list,
        );
        deepEqual(items.map(({ title }) => title), [
          "We will update the texts next week",
          "We will fix the login page tomorrow",
          "We will send the contract by Friday",
        ]);
        const [, item] = items;
        promised(
          continuityContract.readContinuity,
          await visitor.api("GET", `/continuity/${item!.id}`),
        );
        const { targets } = promised<{ targets: Record<string, unknown>[] }>(
          continuityContract.listTargets,
          await visitor.api("GET", "/continuity/targets"),
        );
        deepEqual(targets.map(({ team_key }) => team_key), ["ENG"]);
        const { connection_id, team_external_id, linear_project_external_id } = targets[0]!;
        const target = { connection_id, team_external_id, linear_project_external_id };
        const path = `/continuity/${item!.id}/apply`;
        deepEqual(
          refusal(
            await visitor.api("POST", path, { target: { ...target, team_external_id: "x" } }),
          ),
          [404, "no_target"],
        );
        linear.refuse(true);
        deepEqual(refusal(await visitor.api("POST", path, { target })), [422, "forbidden"]);
        linear.refuse(false);
        const key = { headers: { "idempotency-key": crypto.randomUUID() } };
        const made = await visitor.api("POST", path, { target, title: "Fix the login" }, key);
        const { item: applied } = promised<
          { item: { issue: { identifier: string; url: string } } }
        >(
          continuityContract.applyContinuity,
          made,
        );
        equal(applied.issue.identifier, "ENG-1");
        const repeated = await visitor.api("POST", path, { target, title: "Fix the login" }, {
          ...{ ...key, process: other },
        });
        equal(repeated.status, 201);
        deepEqual(refusal(await visitor.api("POST", path, { target })), [409, "already_decided"]);
        deepEqual([...linear.state.tables.issues.values()].map(({ title }) => title), [
          "Fix the login",
        ]);
        const page = await visitor.open(`/continuity/${item!.id}`);
        ok(page.text.includes(applied.issue.url) && page.text.includes("Open ENG-1"));
      });

      await test.step("the page makes an issue, tells of refusals, and lets the promise be taken elsewhere", async () => {
        const { items } = (await visitor.api("GET", "/continuity")).json<{ items: Item[] }>();
        const [texts, contract] = items as [Item, Item];
        const page = await visitor.open(`/continuity/${texts.id}`);
        match(page.text, /We will update the texts next week/);
        const [, value] = /<option [^>]*value="(\[[^"]+\])"/.exec(page.text)!;
        const form = {
          ...{ id: texts.id, target: value!.replaceAll("&quot;", '"'), title: "Update the texts" },
          ...{ due_on: "", return_to: `/continuity/${texts.id}` },
        };
        linear.refuse(true);
        const refused = await visitor.post("/continuity/apply", form);
        deepEqual([told(refused).get("refused"), told(refused).get("why")], [
          "vendor",
          "forbidden",
        ]);
        match(
          (await visitor.open(refused.headers.get("location")!)).text,
          /Linear did not make the issue[\s\S]*Take it elsewhere as Markdown/,
        );
        linear.refuse(false);
        equal(
          told(await visitor.post("/continuity/apply", { ...form, target: "?" })).get("refused"),
          "no_target",
        );
        equal(told(await visitor.post("/continuity/apply", form)).get("did"), "applied");
        equal(
          told(await visitor.post("/continuity/apply", form)).get("refused"),
          "already_decided",
        );
        deepEqual([...linear.state.tables.issues.values()].map(({ title }) => title).toSorted(), [
          ...["Fix the login", "Update the texts"],
        ]);

        const file = await visitor.open(`/continuity/${contract.id}/issue.md`);
        equal(file.headers.get("content-type"), "text/markdown; charset=utf-8");
        match(
          file.text,
          /^## We will send the contract by Friday\n\nDue: 2026-11-27\n\n> We will send/,
        );
        const decision = { id: contract.id, decision: "export", return_to: "/continuity" };
        const exported = await visitor.post("/continuity/decide", decision);
        equal(told(exported).get("did"), "exported");
        const undone = await visitor.post("/continuity/decide", { ...decision, decision: "undo" });
        equal(told(undone).get("did"), "undone");
        deepEqual(
          (await actions("continuity_item")).filter((action) => !action.endsWith("applying")),
          [
            ...[
              "continuity.refused",
              "continuity.applied",
              "continuity.refused",
              "continuity.applied",
            ],
            ...["continuity.exported", "continuity.reopened"],
          ],
        );
      });

      await test.step("a digest is read as facts, page, Markdown and e-mail, in both languages", async () => {
        const { digests } = promised<{ digests: Item[] }>(
          digestContract.listDigests,
          await visitor.api("GET", "/digests"),
        );
        equal(digests.length, 1);
        const [{ id } = { id: "" }] = digests;
        const one = promised<{ digest: { markdown: string } }>(
          digestContract.readDigest,
          await visitor.api("GET", `/digests/${id}`),
        );
        match(one.digest.markdown, /^# All clients: Tue, 24 Nov 2026/);
        const page = await visitor.open(`/digests/${id}`, other);
        match(page.text, /We can do it for €5,000\. — Deal, thanks!/);
        const markdown = await visitor.open(`/digests/${id}/digest.md`);
        equal(markdown.text, one.digest.markdown);
        match(
          markdown.headers.get("content-disposition")!,
          /filename="digest_daily_2026-11-24\.md"/,
        );
        const email = await visitor.open(`/digests/${id}/digest.html`);
        match(email.text, /href="http:\/\/127\.0\.0\.1:8000\/agreements\/[0-9a-f-]{36}"/);
        ok(!/<script/.test(email.text));
        await visitor.api("PATCH", "/session", { locale: "ru" });
        match((await visitor.open(`/digests/${id}/digest.md`)).text, /^# Все клиенты: вт, 24 нояб/);
        match((await visitor.open(`/digests/${id}`)).text, /Договорённости/);
        await visitor.api("PATCH", "/session", { locale: "en" });
        for (const path of [`/digests/${crypto.randomUUID()}`, "/digests/nothing/digest.md"]) {
          equal((await visitor.open(path)).status, 404, path);
        }
      });

      await test.step("digests are written on request, by the job", async () => {
        // jobs are made when a worker starts
        deepEqual(refusal(await visitor.api("POST", "/digests/write", { kind: "daily" })), [
          404,
          "not_found",
        ]);
        await sql`
        insert into jobs (account_scope_id, name, cadence_seconds, timeout_seconds)
        values (${defaultScopeId}, 'daily_digest', 86400, 60)`;
        promised(
          digestContract.writeDigests,
          await visitor.api("POST", "/digests/write", { kind: "daily" }),
        );
        const form = { kind: "daily", return_to: "/digests" };
        equal(told(await visitor.post("/digests/write", form)).get("told"), "requested");
        const [job] =
          await sql`select request is not null as asked from jobs where name = 'daily_digest'`;
        equal(job!.asked, true);
      });

      await test.step("files hold what the page's filters leave", async () => {
        const lines = async (path: string) => {
          const file = await visitor.open(path);
          equal(file.status, 200, path);
          return file.text.trim().split("\r\n");
        };
        equal((await lines("/upsell.csv")).length, 3);
        const deals = await visitor.open("/upsell.csv?kind=deal");
        equal(deals.text.trim().split("\r\n").length, 2);
        match(deals.headers.get("content-disposition")!, /filename="upsell_status=open_kind=deal_/);
        equal((await lines("/agreements.csv?q=nothing")).length, 1);
        match(
          (await lines("/agreements.csv"))[1]!,
          /,Price,"We can do it for €5,000\. — Deal, thanks!",/,
        );
        equal((await lines("/continuity.csv")).length, 2);
        equal((await lines("/continuity.csv?status=applied")).length, 3);
        match(
          (await visitor.open("/continuity.md")).text,
          /^# Promises\n\n## We will send the contract/,
        );
      });

      await test.step("bad requests are answered as such", async () => {
        for (
          const path of [
            ...[
              "/upsell?kind=x",
              "/upsell?cursor=x",
              "/agreements?status=x",
              "/continuity?limit=0",
            ],
            ...["/upsell/x", "/digests/x", "/continuity/x", "/digests?kind=yearly"],
          ]
        ) equal((await visitor.api("GET", path)).status, 400, path);
        // of another list: no place of this one
        const cursor = btoa(JSON.stringify({ at: "x'; drop table", id: crypto.randomUUID() }))
          .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
        equal((await visitor.api("GET", `/agreements?cursor=${cursor}`)).status, 400);
        const unknown = crypto.randomUUID();
        for (const path of ["/upsell", "/agreements", "/continuity", "/digests"]) {
          equal((await visitor.api("GET", `${path}/${unknown}`)).status, 404, path);
          equal((await visitor.open(`${path}/${unknown}`)).status, 404, path);
          equal(
            (await visitor.open(`${path}?offset=-1&status=x&kind=%F0%9F%92%A9&project=x`)).status,
            200,
            path,
          );
        }
        for (const path of ["/upsell", "/agreements", "/continuity"]) {
          const body = { decision: "dismiss", reason: "x" };
          deepEqual(refusal(await visitor.api("POST", `${path}/${unknown}/decide`, body)), [
            404,
            "not_found",
          ]);
        }
      });

      await test.step("who may only read decides nothing, and forms need the session's token", async () => {
        const reader = await script(product, ["read"]);
        const { items } = (await reader.visitor.api("GET", "/upsell")).json<{ items: Item[] }>();
        const refused = await reader.visitor.api("POST", `/upsell/${items[0]!.id}/decide`, {
          decision: "accept",
        });
        deepEqual(refusal(refused), [403, "insufficient_scope"]);
        const form = {
          id: items[0]!.id,
          decision: "accept",
          return_to: "/upsell",
          csrf_token: "x",
        };
        equal((await visitor.post("/upsell/decide", form)).status, 403);
        const away = await visitor.post("/upsell/decide", {
          ...{ ...form, csrf_token: visitor.csrfToken, return_to: "https://evil.example/" },
        });
        match(away.headers.get("location")!, /^\/\?did=accepted/);
      });

      await test.step("pages say when nobody has looked yet, and when looking fails", async () => {
        match((await visitor.open("/upsell")).text, /Nothing has been looked through yet/);
        const [job] = await sql<{ id: string }[]>`
        insert into jobs (account_scope_id, name, cadence_seconds, timeout_seconds, consecutive_failures,
          next_run_at)
        values (${defaultScopeId}, 'upsell_radar', 1800, 600, 1, now() + interval '1 hour') returning id`;
        await sql`
        insert into job_runs (job_id, owner, status, started_at, finished_at)
        values (${
          job!.id
        }, 'w', 'failed', now() - interval '150 minutes', now() - interval '150 minutes')`;
        match((await visitor.open("/upsell")).text, /The last look 2 hours ago failed/);
        await sql`update jobs set consecutive_failures = 0 where id = ${job!.id}`;
        const { text } = await visitor.open("/upsell?status=done&kind=words");
        match(text, /Looked through 2 hours ago[\s\S]*Nothing fits the filters/);
      });

      await test.step("pages of a chosen project show its own alone", async () => {
        const [b] = await sql<{ id: string }[]>`select id from projects where slug = 'b'`;
        equal((await visitor.api("PATCH", "/session", { project_id: b!.id })).status, 200);
        for (const path of ["/upsell", "/agreements", "/continuity"]) {
          equal((await visitor.api("GET", path)).json().total, 0, path);
          match((await visitor.open(path)).text, /state-title/, path);
        }
        equal((await visitor.api("GET", "/digests")).json().total, 0);
      });
    },
  );
});

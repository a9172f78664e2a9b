import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { jsonSchemaOf, type Operation } from "@/lib/api/mod.ts";
import { systemClock } from "@/lib/platform/mod.ts";
import * as contract from "@/routes/api/v1/(_contract)/signals.ts";
import { SIGNALS_JOB, startWorker } from "@/workers/mod.ts";
import { waitUntil } from "../../ops/services/process.ts";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { signalRows } from "../support/signal_rows.ts";
import { makeProject } from "../support/sync_world.ts";
import { type Answer, script, signIn, type Visitor } from "../support/visitor.ts";

interface Action {
  id: string;
  action: string;
  status: string;
  draft: string;
}

interface Signal {
  id: string;
  project_id: string;
  kind: string;
  severity: number;
  status: string;
  facts: { count: number };
  actions: Action[];
}

interface SignalReply {
  signals: Signal[];
  total: number;
  next: string | null;
}

/** Compares a reply with what the API's document says of it. */
function promised({ reply, status = 200 }: Operation, answer: Answer): void {
  equal(answer.status, status, answer.text);
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const { ok: _, request_id: __, ...body } = answer.json();
  const validate = ajv.compile(jsonSchemaOf(reply, "output"));
  ok(validate(body), `${JSON.stringify(validate.errors)} ${answer.text}`);
}

async function listed(visitor: Visitor, query = ""): Promise<SignalReply> {
  const answer = await visitor.api("GET", `/signals?${query}`);
  promised(contract.listSignals, answer);
  return answer.json<SignalReply>();
}

/** Where a posted form leads, and what it tells there. */
function told(answer: Answer): URLSearchParams {
  equal(answer.status, 303, answer.text);
  return new URL(answer.headers.get("location")!, "http://this.site").searchParams;
}

const HOUR = 3_600_000;

/** Two projects with something to notice, looked through by the job. */
async function lookedThrough(product: TestProduct): Promise<[acme: string, beta: string]> {
  const { services } = product.processes[0]!;
  const { sql, defaultScopeId } = services;
  const acme = await makeProject(sql, defaultScopeId, "acme");
  const beta = await makeProject(sql, defaultScopeId, "beta");
  const rows = await signalRows(sql, defaultScopeId);
  const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
  await rows.say(acme, { text: "Hello <b>you</b>. This is urgent! Bye", at: ago(2) });
  await rows.say(acme, { text: "Is it urgent? Yes, urgent!", at: ago(1) });
  await rows.say(acme, { text: "Дайте скидку", conversation: 2, at: ago(1) });
  await rows.issue(beta, { number: 7, blockedSince: ago(24 * 6 + 1) });
  await rows.deal(beta, { key: "d", since: ago(24 * 2) });
  const worker = await startWorker({ ...services, clock: systemClock });
  try {
    const done = async () => {
      const runs = await sql<{ name: string }[]>`
        select distinct j.name from job_runs r join jobs j on j.id = r.job_id
        where r.status = 'succeeded' and j.name in (${SIGNALS_JOB}, 'health_scoring')`;
      return runs.length === 2;
    };
    ok(await waitUntil(done, 30_000), "health follows signals");
  } finally {
    await worker.stop();
  }
  return [acme, beta];
}

for (const store of stores.slice(0, 1)) {
  Deno.test(`${store}: requests about signals and actions`, async (test) => {
    await withProduct({ store, processes: 2 }, async (product) => {
      const [acme, beta] = await lookedThrough(product);
      const other = product.processes.at(-1)!;
      const { sql } = product.processes[0]!.services;
      const visitor = await signIn(product);

      await test.step("the list is worst first, narrowed, and paged without a gap", async () => {
        const { signals, total } = await listed(visitor);
        deepEqual(signals.map(({ kind, severity }) => [kind, severity]), [
          ["urgency_increase", 4],
          ["blocker_age", 4],
          ["commercial_pressure", 3],
          ["deal_without_next_step", 3],
        ]);
        equal(total, 4);
        const paged: string[] = [];
        for (let next: string | null = "/api/v1/signals?limit=3"; next !== null;) {
          const reply: SignalReply = (await visitor.ask(next)).json<SignalReply>();
          paged.push(...reply.signals.map(({ id }) => id));
          next = reply.next;
        }
        deepEqual(paged, signals.map(({ id }) => id));
        const count = async (query: string) => (await listed(visitor, query)).total;
        deepEqual(
          await Promise.all([
            ...[count(`project=${beta}`), count("severity=4"), count("kind=blocker_age")],
            ...[count("state=resolved"), count(`project=${crypto.randomUUID()}`)],
          ]),
          [2, 2, 1, 0, 0],
        );
        for (const wrong of ["kind=x", "severity=6", "state=y", "project=1", "cursor=z"]) {
          const answer = await visitor.api("GET", `/signals?${wrong}`);
          deepEqual([answer.status, answer.json().error], [400, "validation_error"], wrong);
        }
      });

      await test.step("a signal has its action, and as many rows behind it as it counts", async () => {
        for (const { id, facts } of (await listed(visitor)).signals) {
          const one = await visitor.api("GET", `/signals/${id}`, undefined, { process: other });
          promised(contract.readSignal, one);
          equal(one.json<{ signal: Signal }>().signal.actions.length, 1);
          const rows: string[] = [];
          for (let next: string | null = `/api/v1/signals/${id}/evidence?limit=1`; next !== null;) {
            const answer = await visitor.ask(next);
            promised(contract.listSignalEvidence, answer);
            const reply = answer.json<
              { rows: { id: string }[]; total: number; next: string | null }
            >();
            equal(reply.total, facts.count);
            rows.push(...reply.rows.map((row) => row.id));
            next = reply.next;
          }
          equal(new Set(rows).size, facts.count);
        }
        equal((await visitor.api("GET", `/signals/${crypto.randomUUID()}`)).status, 404);
        equal((await visitor.api("GET", "/signals/7")).status, 400);
        equal((await visitor.api("GET", `/signals/${crypto.randomUUID()}/evidence`)).status, 404);
      });

      await test.step("decisions are checked, made once, and taken back", async () => {
        const [first] = (await listed(visitor)).signals;
        const decide = (body: unknown) => visitor.api("POST", `/signals/${first!.id}/decide`, body);
        for (
          const wrong of [{}, { decision: "x" }, { decision: "dismiss" }, {
            decision: "dismiss",
            reason: " ",
          }, { decision: "done", reason: "x" }]
        ) {
          equal((await decide(wrong)).status, 400, JSON.stringify(wrong));
        }
        const dismissed = await decide({ decision: "dismiss", reason: "a joke" });
        promised(contract.decideSignal, dismissed);
        const again = await decide({ decision: "done" });
        deepEqual([again.status, again.json().error], [409, "already_decided"]);
        equal((await listed(visitor)).total, 3);
        deepEqual((await listed(visitor, "state=dismissed")).signals.map(({ id }) => id), [
          first!.id,
        ]);
        promised(contract.decideSignal, await decide({ decision: "undo" }));
        const ids = (await listed(visitor)).signals.map(({ id }) => id);
        const many = await visitor.api("POST", "/signals/decide", { decision: "accept", ids });
        promised(contract.decideSignals, many);
        equal(many.json<{ signals: unknown[] }>().signals.length, 4);
        equal((await listed(visitor, "state=accepted")).total, 4);
        const back = await visitor.api("POST", "/signals/decide", { decision: "undo", ids });
        deepEqual(back.json<{ skipped: number }>().skipped, 0);
        const audit = await sql<{ count: number }[]>`
          select count(*)::int as count from audit_events where entity = 'signal' and actor = ${product.login}
            and request_id is not null`;
        equal(audit[0]!.count, 10);
      });

      await test.step("actions are listed by urgency and decided about", async () => {
        const answer = await visitor.api("GET", "/actions?limit=2");
        promised(contract.listActions, answer);
        const { actions, total, next } = answer.json<
          { actions: Action[]; total: number; next: string }
        >();
        equal(total, 4);
        const rest = (await visitor.ask(next)).json<{ actions: Action[] }>();
        deepEqual([...actions, ...rest.actions].map(({ action }) => action).sort(), [
          ...["call_client", "reply", "set_next_step", "unblock"],
        ]);
        const { id } = actions[0]!;
        promised(contract.readAction, await visitor.api("GET", `/actions/${id}`));
        const decided = await visitor.api("POST", `/actions/${id}/decide`, { decision: "done" });
        promised(contract.decideAction, decided);
        equal((await visitor.api("GET", "/actions")).json<{ total: number }>().total, 3);
        await visitor.api("POST", `/actions/${id}/decide`, { decision: "undo" });
        equal((await visitor.api("GET", `/actions/${crypto.randomUUID()}`)).status, 404);
      });

      await test.step("on the page: decided, told, taken back by the notice, back where one was", async () => {
        const back = `/signals?project=${acme}&kind=urgency_increase`;
        const page = await visitor.open(back, other);
        equal(page.status, 200);
        match(page.text, /Ada Client calls it urgent in 2 messages/);
        match(page.text, /<mark[^>]*>This is urgent!<\/mark>/);
        equal(/Hello.{0,40}you/.exec(page.text)?.[0], "Hello &lt;b>you", "escaped once");
        equal(page.text.includes("Дайте скидку"), false);
        const id = /name="signal_id" value="([^"]+)"/.exec(page.text)![1]!;
        const form = { signal_id: id, return_to: back };
        equal((await visitor.post("/signals/decide", { ...form, decision: "x" })).status, 400);
        const bare = await visitor.post("/signals/decide", { ...form, decision: "dismiss" });
        equal(told(bare).get("refused"), "needs_reason");
        const done = await visitor.post("/signals/decide", { ...form, decision: "done" });
        deepEqual([told(done).get("kind"), told(done).get("did")], ["urgency_increase", "done"]);
        const notice = await visitor.open(done.headers.get("location")!, other);
        match(notice.text, /data-testid="outcome"[\s\S]*1 signal is done/);
        const undone = await visitor.post("/signals/decide", {
          ...{ [`signal-${id}`]: "on", decision: "undo", return_to: back },
        });
        equal(told(undone).get("did"), "undone");
        match((await visitor.open(undone.headers.get("location")!)).text, /1 decision taken back/);
        const none = await visitor.post("/signals/decide", { decision: "done", return_to: back });
        equal(told(none).get("refused"), "nothing_chosen");
        const away = await visitor.post("/signals/decide", {
          ...{ signal_id: crypto.randomUUID(), decision: "done", return_to: "//evil.example/" },
        });
        match(away.headers.get("location")!, /^\/\?refused=not_found$/);
      });

      await test.step("a signal's own page shows all rows, its action and what was decided", async () => {
        const { signals } = await listed(visitor);
        const { id, actions } = signals.find(({ kind }) => kind === "urgency_increase")!;
        const back = `/signals/${id}`;
        const dismissed = await visitor.post("/signals/act", {
          ...{ action_id: actions[0]!.id, decision: "dismiss", reason: "called", return_to: back },
        });
        const page = await visitor.open(dismissed.headers.get("location")!, other);
        match(page.text, /Action dismissed/);
        match(page.text, /the next news comes from me within the hour/i);
        match(page.text, /Next action · Dismissed · called/);
        equal(page.text.match(/class="evidence-item"/g)!.length, 2);
        await visitor.post("/signals/act", {
          ...{ action_id: actions[0]!.id, decision: "undo", return_to: back },
        });
        await visitor.api("PATCH", "/session", { locale: "ru" });
        match((await visitor.open(back)).text, /Ada Client: «срочно» в 2 сообщениях/);
        await visitor.api("PATCH", "/session", { locale: "en" });
        equal((await visitor.open("/signals/not-an-id")).status, 404);
        equal((await visitor.open(`/signals/${crypto.randomUUID()}`)).status, 404);
      });

      await test.step("the file has the rows of the filters, and names them", async () => {
        const file = await visitor.open(`/signals.csv?project=${beta}&severity=3`);
        match(
          file.headers.get("content-disposition")!,
          /signals_state=open_severity=3_project=beta_\d{4}-\d\d-\d\d\.csv/,
        );
        const lines = file.text.trim().split("\r\n");
        match(file.text, /ENG-7 Issue 7 has been blocked for 6 days/);
        equal(
          lines.filter((line) => /(blocker_age|deal_without_next_step),[0-9a-f-]{36}$/.test(line))
            .length,
          2,
        );
      });

      await test.step("actions stand in a table of their own, done and taken back there", async () => {
        const back = `/signals/actions?project=${beta}`;
        const page = await visitor.open(back, other);
        match(page.text, /2 actions/);
        match(page.text, /Remove the blocker[\s\S]*ENG-7 Issue 7 has been blocked for 6 days/);
        const id = /name="action_id" value="([^"]+)"/.exec(page.text)![1]!;
        const form = { action_id: id, return_to: back };
        const done = await visitor.post("/signals/act", { ...form, decision: "done" });
        const after = await visitor.open(done.headers.get("location")!);
        match(after.text, /Action done/);
        match(after.text, /1 action</);
        match((await visitor.open(`${back}&state=done`)).text, /1 action</);
        await visitor.post("/signals/act", { ...form, decision: "undo" });
        const file = await visitor.open(`/signals/actions.csv?project=${beta}&action=unblock`);
        match(
          file.headers.get("content-disposition")!,
          /actions_state=open_action=unblock_project=beta_/,
        );
        equal(file.text.trim().split("\r\n").length, 2);
        match((await visitor.open(`${back}&action=reply`)).text, /No action fits these filters/);
      });

      await test.step("it is looked through again on request", async () => {
        const asked = await visitor.post("/signals/look", { return_to: "/signals?state=any" });
        equal(asked.headers.get("location"), "/signals?state=any&told=requested");
        match((await visitor.open("/signals?told=requested")).text, /look again in a moment/);
      });

      await test.step("another project in view hides the rest; a reader decides nothing", async () => {
        const reader = await script(product, ["read"]);
        const { signals } = await listed(reader.visitor);
        equal(signals.length, 4);
        const refused = await reader.visitor.api("POST", `/signals/${signals[0]!.id}/decide`, {
          decision: "done",
        });
        deepEqual([refused.status, refused.json().error], [403, "insufficient_scope"]);
        await visitor.post("/projects/select", { project_id: acme, return_to: "/signals" });
        deepEqual((await listed(visitor)).signals.map(({ project_id }) => project_id), [
          acme,
          acme,
        ]);
        equal((await listed(visitor, `project=${beta}`)).total, 0);
        match((await visitor.open("/signals?state=done")).text, /No signal fits these filters/);
      });
    });
  });
}

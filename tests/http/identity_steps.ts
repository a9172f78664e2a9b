import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { jsonSchemaOf, type Operation } from "@/lib/api/mod.ts";
import * as contract from "@/routes/api/v1/(_contract)/identity.ts";
import { systemClock } from "@/lib/platform/mod.ts";
import { startWorker } from "@/workers/mod.ts";
import { waitUntil } from "../../ops/services/process.ts";
import type { TestProduct } from "../support/app.ts";
import { fillIdentityRows } from "../support/identity_rows.ts";
import { type Answer, script, signIn, type Visitor } from "../support/visitor.ts";

interface Suggestion {
  id: string;
  about: string;
  confidence: number;
  change_id: string | null;
  status: string;
  left: { id: string; source: string; role: string | null; emails: string[] };
  right: { id: string; source: string; role: string | null; emails: string[] };
}

interface SuggestionReply {
  suggestions: Suggestion[];
  total: number;
  wrong: number;
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

async function listed(visitor: Visitor, query = ""): Promise<SuggestionReply> {
  const answer = await visitor.api("GET", `/identity/suggestions?${query}`);
  promised(contract.listSuggestions, answer);
  return answer.json<SuggestionReply>();
}

/** Where a posted form leads, and what it tells there. */
function told(answer: Answer): URLSearchParams {
  equal(answer.status, 303, answer.text);
  return new URL(answer.headers.get("location")!, "http://this.site").searchParams;
}

/** Looking for records that belong together, and deciding about them. */
export async function identitySteps(test: Deno.TestContext, product: TestProduct): Promise<void> {
  const { services } = product.processes[0]!;
  const other = product.processes.at(-1)!;
  const { sql, defaultScopeId } = services;
  const rows = await fillIdentityRows(sql, defaultScopeId);
  // sleeps of the product's own clock are over at once, and so would be the time that jobs may take
  const worker = await startWorker({ ...services, clock: systemClock });
  try {
    const visitor = await signIn(product);

    const look = async () => {
      const done = async () =>
        (await sql<[{ count: number }]>`
          select count(*)::int as count from job_runs r join jobs j on j.id = r.job_id
          where j.name = 'identity_preview' and r.status = 'succeeded'`)[0].count;
      const before = await done();
      promised(contract.runPreview, await visitor.api("POST", "/identity/preview"));
      worker.wake();
      ok(await waitUntil(async () => await done() > before, 60_000));
    };

    await test.step("records are compared on request, and what belongs together is proposed", async () => {
      await look();
      const { suggestions, total } = await listed(visitor);
      equal(suggestions.length, total);
      deepEqual(
        ["company", "deal_of", "person", "project_of", "works_at"].filter((about) =>
          !suggestions.some((row) => row.about === about)
        ),
        [],
      );
    });

    await test.step("lists are narrowed, and paged without a gap", async () => {
      const { suggestions: all, total, wrong } = await listed(visitor, "limit=200");
      ok(Math.abs(wrong - all.reduce((sum, { confidence }) => sum + 1 - confidence, 0)) < 1e-6);
      const paged: string[] = [];
      for (let next: string | null = "/api/v1/identity/suggestions?limit=2"; next !== null;) {
        const reply: SuggestionReply = (await visitor.ask(next)).json<SuggestionReply>();
        paged.push(...reply.suggestions.map(({ id }) => id));
        next = reply.next;
      }
      deepEqual(paged, all.map(({ id }) => id));
      const people = await listed(visitor, "kind=person&least=0.95");
      ok(people.total > 0 && people.total < total);
      ok(people.suggestions.every((row) => row.about === "person" && row.confidence >= 0.95));
      const linear = await listed(visitor, "source=linear");
      ok(linear.total > 0);
      ok(
        linear.suggestions.every(({ left, right }) =>
          [left.source, right.source].includes("linear")
        ),
      );
    });

    const anna = async () =>
      (await listed(visitor, "kind=person")).suggestions.filter(({ left }) =>
        left.emails[0] === "anna.s@romashka.ru"
      );

    await test.step("one is applied once, whatever is repeated, and taken back", async () => {
      const [first] = await anna();
      const path = `/identity/suggestions/${first!.id}/apply`;
      const key = { headers: { "idempotency-key": crypto.randomUUID() } };
      const applied = await visitor.api("POST", path, {}, key);
      promised(contract.applySuggestion, applied);
      const { change } = applied.json<{ change: { id: string; action: string } }>();
      const repeated = await visitor.api("POST", path, {}, { ...key, process: other });
      deepEqual(repeated.json<{ change: unknown }>().change, change);
      const again = await visitor.api("POST", path, {});
      deepEqual([again.status, again.json().error], [409, "already_decided"]);

      const group = await visitor.ask(`/api/v1/identity/groups/${first!.right.id}`, {
        process: other,
      });
      promised(contract.readGroup, group);
      const { records, survivors } = group.json<
        { group: { records: unknown[]; survivors: { email: { value: string } } } }
      >().group;
      deepEqual([records.length, survivors.email.value], [2, "anna.s@romashka.ru"]);
      const groups = await visitor.api("GET", "/identity/groups?q=anna.s%40");
      promised(contract.listGroups, groups);
      equal(groups.json<{ total: number }>().total, 1);

      const undone = await visitor.api("POST", `/identity/changes/${change.id}/undo`);
      promised(contract.undoChange, undone);
      const twice = await visitor.api("POST", `/identity/changes/${change.id}/undo`);
      deepEqual([twice.status, twice.json().error], [409, "not_undoable"]);
      ok((await anna()).some(({ id }) => id === first!.id), "it is open again");
      const changes = await visitor.api("GET", "/identity/changes?limit=2");
      promised(contract.listChanges, changes);
      deepEqual(
        changes.json<{ changes: { action: string; undone: boolean }[] }>().changes
          .map(({ action, undone }) => [action, undone]),
        [["undone", false], ["applied", true]],
      );
      const audit = await sql<{ action: string; actor: string; request_id: string }[]>`
        select action, actor, request_id from audit_events where entity = 'identity_suggestion' order by at`;
      deepEqual(audit.map(({ action, actor }) => [action, actor]), [
        ["identity.applied", product.login],
        ["identity.undone", product.login],
      ]);
      equal(audit[0]!.request_id, applied.headers.get("x-request-id"));
    });

    await test.step("on the page: dismissed with a reason, undone by the notice, back where one was", async () => {
      const [first] = await anna();
      const back = "/identity?kind=person&least=90";
      const form = { suggestion_id: first!.id, return_to: back };
      equal((await visitor.post("/identity/dismiss", { ...form, reason: " " })).status, 400);
      const dismissed = await visitor.post("/identity/dismiss", { ...form, reason: "sisters" });
      deepEqual(
        [told(dismissed).get("kind"), told(dismissed).get("least"), told(dismissed).get("done")],
        ["person", "90", "dismissed"],
      );
      const page = await visitor.open(dismissed.headers.get("location")!, other);
      equal(page.status, 200);
      const [, change] = /data-testid="outcome"[\s\S]*?name="change_id" value="([^"]+)"/
        .exec(page.text)!;
      match(
        (await visitor.open("/identity?state=dismissed")).text,
        new RegExp(`Dismissed [^<]* by ${product.login}: sisters`),
      );
      const taken = await visitor.post("/identity/apply", form);
      equal(told(taken).get("refused"), "already_decided");
      match(
        (await visitor.open(taken.headers.get("location")!)).text,
        /Somebody decided on it already/,
      );
      const undone = await visitor.post("/identity/undo", { change_id: change!, return_to: back });
      equal(told(undone).get("done"), "undone");
      match((await visitor.open(undone.headers.get("location")!)).text, /Taken back/);
      ok((await anna()).some(({ id }) => id === first!.id));
      const away = await visitor.post("/identity/apply", {
        ...form,
        suggestion_id: crypto.randomUUID(),
        return_to: "https://evil.example/",
      });
      match(away.headers.get("location")!, /^\/\?refused=not_found$/);
    });

    await test.step("many are counted, then linked together, then taken back together", async () => {
      const query = "kind=person&least=0.95";
      const { total } = await listed(visitor, query);
      const preview = await visitor.open("/identity/bulk?kind=person&least=95");
      match(preview.text, new RegExp(`${total} suggestions would be linked`));
      const wrong = { least: "95", kind: "person", expected: String(total + 1) };
      const refused = await visitor.post("/identity/bulk", wrong);
      equal(told(refused).get("refused"), "count_changed");
      match(
        (await visitor.open(refused.headers.get("location")!)).text,
        /The number has changed since you looked/,
      );
      equal((await listed(visitor, query)).total, total, "nothing was done");

      const linked = await visitor.post("/identity/bulk", { ...wrong, expected: String(total) });
      equal(told(linked).get("count"), String(total));
      const page = await visitor.open(linked.headers.get("location")!);
      match(page.text, new RegExp(`${total} suggestions linked`));
      equal((await listed(visitor, query)).total, 0);
      const batch = told(linked).get("batch")!;
      const undone = await visitor.post("/identity/undo", { batch, return_to: "/identity" });
      deepEqual([told(undone).get("done"), told(undone).get("count")], [
        "batch_undone",
        String(total),
      ]);
      equal((await listed(visitor, query)).total, total);

      const body = { least: 0.95, kind: "person", expected: total };
      const byApi = await visitor.api("POST", "/identity/suggestions/apply", body);
      promised(contract.applySuggestions, byApi);
      const made = byApi.json<{ batch: string; applied: number; skipped: number }>();
      deepEqual([made.applied, made.skipped], [total, 0]);
      const back = await visitor.api("POST", `/identity/batches/${made.batch}/undo`);
      promised(contract.undoBatch, back);
      equal(back.json().undone, total);
      const stale = await visitor.api("POST", "/identity/suggestions/apply", {
        ...body,
        expected: total - 1,
      });
      deepEqual([stale.status, stale.json().error], [409, "count_changed"]);
    });

    await test.step("a person's page shows records, values, company and conversations, in both languages", async () => {
      for (const { id } of await anna()) {
        equal((await visitor.api("POST", `/identity/suggestions/${id}/apply`, {})).status, 201);
      }
      const contact = await rows.record("chatwoot", "contact:a1");
      const page = await visitor.open(`/identity/${contact}`, other);
      equal(page.status, 200);
      for (
        const text of [
          "3 records",
          "anna.s@romashka.ru",
          "There is no other",
          "Says Attio",
          "1 conversation",
        ]
      ) ok(page.text.includes(text), text);
      match(page.text, /href="\/messages\/[0-9a-f-]{36}"/);
      await visitor.api("PATCH", "/session", { locale: "ru" });
      match((await visitor.open(`/identity/${contact}`)).text, /3 записи/);
      const card = await visitor.open("/identity?state=applied&kind=person");
      match(card.text, /Адрес почты один и тот же/);
      match(card.text, /Из 1\s?000 таких предложений верны примерно \d+/);
      await visitor.api("PATCH", "/session", { locale: "en" });
      for (const { change_id } of (await listed(visitor, "status=applied")).suggestions) {
        await visitor.api("POST", `/identity/changes/${change_id}/undo`);
      }
      equal((await visitor.open("/identity/not-an-id")).status, 404);
      equal((await visitor.open(`/identity/${crypto.randomUUID()}`)).status, 404);
    });

    await test.step("what a source has deleted is proposed no more", async () => {
      const person = await rows.record("attio", "person:p1");
      const about = async () =>
        (await listed(visitor)).suggestions.filter(({ left, right }) =>
          left.id === person || right.id === person
        ).length;
      ok(await about() > 0);
      await sql`update attio_people set deleted_at = now(), deleted_reason = 'gone'`;
      await look();
      equal(await about(), 0);
    });

    await test.step("a script that may only read decides nothing", async () => {
      const reader = await script(product, ["read"]);
      const [first] = (await listed(reader.visitor)).suggestions;
      const refused = await reader.visitor.api(
        "POST",
        `/identity/suggestions/${first!.id}/apply`,
        {},
      );
      deepEqual([refused.status, refused.json().error], [403, "insufficient_scope"]);
      equal((await reader.visitor.api("POST", "/identity/preview")).status, 403);
    });
  } finally {
    await worker.stop();
  }
}

import { deepEqual, equal } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { standingText } from "./DecisionPanel.tsx";
import { shownRows } from "./EvidencePanel.tsx";
import { decisionForm, decisionIn } from "./form.ts";
import { everyRow, fileName, oneOf, pagerOf, placeIn, projectsOf } from "./list.ts";
import { backTo, decideAndReturn, outcomeIn, plainAddress } from "./outcome.ts";

const at = (path: string) => new URL(path, "http://this.site");
const ID = "9b2f0c4e-7a55-4c3e-8a51-0f6f2f1d9c11";
const en = createTranslator("en", "UTC");
const ru = createTranslator("ru", "UTC");
const NOW = Date.parse("2026-11-25T12:00:00Z");

Deno.test("what was done is told in the address, beside what the list is narrowed to", () => {
  const reply = backTo("/upsell?kind=deal&did=accepted&about=x", { did: "undone", about: ID });
  equal(reply.status, 303);
  equal(reply.headers.get("location"), `/upsell?kind=deal&did=undone&about=${ID}`);
  deepEqual(outcomeIn(at(`/upsell?did=undone&about=${ID}`)), {
    ...{ did: "undone", about: ID, refused: null, why: null },
  });
  equal(plainAddress(at(`/upsell?kind=deal&did=undone&about=${ID}`)), "/upsell?kind=deal");
});

Deno.test("what an address cannot tell counts as not told, and none leads away", () => {
  deepEqual(outcomeIn(at("/upsell?did=robbed&about=1")), {
    ...{ did: undefined, about: undefined, refused: null, why: null },
  });
  equal(backTo("https://evil.example/", { did: "done" }).headers.get("location"), "/?did=done");
});

Deno.test("a refusal leads back with its code; what is no refusal is passed on", async () => {
  const told: string[][] = [];
  const state = {
    scope: { accountScopeId: "s" },
    session: { login: "owner" },
    services: { changed: (_: string, kinds: string[]) => Promise.resolve(void told.push(kinds)) },
  } as unknown as State;
  const decide = (work: () => Promise<Response>) =>
    decideAndReturn(state, { kind: "upsell", returnTo: "/upsell" }, work);
  const fine = await decide(() => Promise.resolve(new Response("fine")));
  equal(await fine.text(), "fine");
  deepEqual(told, [["upsell"]]);
  for (const status of [404, 409]) {
    const refused = await decide(() =>
      Promise.reject(new ApiError(status, `code_${status}`, "no"))
    );
    equal(refused.headers.get("location"), `/upsell?refused=code_${status}`);
  }
  const failed = decide(() => Promise.reject(new ApiError(500, "internal", "no"))).catch((error) =>
    error.code
  );
  equal(await failed, "internal");
  equal(told.length, 1, "what was refused changed nothing");
});

Deno.test("a form dismisses with a reason only", () => {
  const form = decisionForm(["confirm", "undo"]);
  const sent = (fields: Record<string, string>) =>
    form.safeParse({ id: ID, return_to: "/", ...fields });
  equal(sent({ decision: "accept" }).success, false);
  deepEqual(decisionIn(sent({ decision: "confirm", reason: "x" }).data!), { decision: "confirm" });
  equal(decisionIn(sent({ decision: "dismiss", reason: "  " }).data!), null);
  equal(decisionIn(sent({ decision: "dismiss" }).data!), null);
  deepEqual(decisionIn(sent({ decision: "dismiss", reason: " no " }).data!), {
    ...{ decision: "dismiss", reason: "no" },
  });
});

Deno.test("lists are narrowed by what can be chosen, and to projects in view", () => {
  equal(oneOf(at("/?kind=deal"), "kind", ["words", "deal"]), "deal");
  equal(oneOf(at("/?kind=x"), "kind", ["words", "deal"]), undefined);
  deepEqual(placeIn(at(`/?project=${ID}&offset=50`)), { project: ID, offset: 50 });
  deepEqual(placeIn(at("/?project=x&offset=-1")), { project: undefined, offset: 0 });
  deepEqual(projectsOf(["a", "b"], undefined), ["a", "b"]);
  deepEqual([projectsOf(["a", "b"], "b"), projectsOf(["a"], "b")], [["b"], []]);
});

Deno.test("pages lead to those around them", () => {
  const pager = (offset: number, shown: number, total: number) =>
    pagerOf(en, at(`/upsell?kind=deal&offset=${offset}`), { offset, shown, total });
  deepEqual(pager(0, 50, 120), {
    ...{ position: "1–50 of 120", newerHref: null, olderHref: "/upsell?kind=deal&offset=50" },
  });
  deepEqual(pager(100, 20, 120), {
    ...{ position: "101–120 of 120", newerHref: "/upsell?kind=deal&offset=50", olderHref: null },
  });
  deepEqual(pager(0, 0, 0), { position: "0–0 of 0", newerHref: null, olderHref: null });
});

Deno.test("a file's name says what it holds", () => {
  equal(
    fileName("upsell", { status: "open", kind: undefined, project: "x" }, NOW),
    "upsell_status=open_project=x_2026-11-25",
  );
});

Deno.test("every row of a list is read once, in portions", async () => {
  const all = Array.from({ length: 2500 }, (_, index) => index);
  const asked: (number | undefined)[] = [];
  const read = ({ limit, after }: { limit: number; after: number | undefined }) => {
    asked.push(after);
    const from = after === undefined ? 0 : after + 1;
    return Promise.resolve(all.slice(from, from + limit));
  };
  const rows: number[] = [];
  for await (const portion of everyRow<number, number>(read, (row) => row)) rows.push(...portion);
  deepEqual(rows, all);
  deepEqual(asked, [undefined, 999, 1999]);
});

Deno.test("who decided what is said in both languages", () => {
  const standing = {
    ...{ status: "Dismissed", reason: null, decided_at: null, decided_by: null, resolved_at: null },
  };
  equal(standingText(en, standing, NOW), "Nobody has decided yet.");
  const decided = { ...standing, decided_at: new Date(NOW - 3_600_000), decided_by: "anna" };
  equal(standingText(en, decided, NOW), "Dismissed 1 hour ago by anna");
  equal(
    standingText(ru, { ...decided, status: "Отклонено", reason: "шутка" }, NOW),
    "Отклонено 1 час назад, anna: шутка",
  );
});

Deno.test("rows behind a conclusion come in its order, without those that are gone, and never as scripts", () => {
  const row = {
    table: "t",
    source: "chatwoot",
    author: null,
    at: new Date(NOW),
    snippet: "",
  } as const;
  const rows = new Map([
    ["t:1", { ...row, id: "1", url: "javascript:alert(1)" }],
    ["t:2", { ...row, id: "2", url: "https://vendor.example/2", author: "Ada", snippet: "hello" }],
  ]);
  const refs = [{ table: "t", id: "2", words: "hello" }, { table: "t", id: "3" }, {
    table: "t",
    id: "1",
  }];
  deepEqual(
    shownRows(refs, rows, en, NOW).map(({ id, who, snippet, terms, href }) => [
      ...[id, who, snippet, terms, href],
    ]),
    [
      ["2", "Ada", "hello", ["hello"], "https://vendor.example/2"],
      ["1", "Somebody", "An attachment", [], null],
    ],
  );
});

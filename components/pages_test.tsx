import { deepEqual, equal, ok } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { EvidenceList } from "./evidence/EvidenceList.tsx";
import { Pager } from "./Pager.tsx";
import { AppShell } from "./shell/AppShell.tsx";
import { PageHeader } from "./shell/PageHeader.tsx";
import { TimeRange } from "./shell/TimeRange.tsx";
import { ErrorState } from "./state/ErrorState.tsx";
import { Notice } from "./state/Notice.tsx";
import { one, show } from "./testing/document.ts";
import type { ThreadMessage } from "./thread/Message.tsx";
import { Thread } from "./thread/Thread.tsx";
import { TrustBar, type TrustSource } from "./TrustBar.tsx";

const t = createTranslator("en", "UTC");
const ru = createTranslator("ru", "UTC");

function shell(change: { demo?: boolean; projectId?: string | null } = {}): Document {
  return show(
    <AppShell
      t={t}
      path="/messages/7"
      address="/messages/7?page=2"
      login="owner"
      csrfToken="secret"
      projects={[{ id: "a", name: "Acme", pinned: false }]}
      projectId={change.projectId ?? null}
      theme={null}
      demo={change.demo ?? false}
    >
      <p>page</p>
    </AppShell>,
  );
}

Deno.test("the shell's first link skips to the content", () => {
  const page = shell();
  const link = one(page, "a.skip-link");
  equal(page.querySelector("a"), link);
  equal(page.querySelector(link.getAttribute("href") ?? "")?.textContent, "page");
});

Deno.test("the shell marks where one is, in the rail and in the bottom bar", () => {
  const marked = [
    ...shell().querySelectorAll('nav [aria-current="page"], nav [aria-current="true"]'),
  ];
  deepEqual(marked.map((link) => link.getAttribute("href")), ["/messages", "/messages"]);
});

Deno.test("the shell offers every project, all of them, and says which is chosen", () => {
  const page = shell({ projectId: "a" });
  ok(one(page, '[data-testid="project-switcher"]').textContent?.includes("Acme"));
  equal(one(page, '[data-testid="project-option-a"]').getAttribute("aria-current"), "true");
  equal(one(page, '[data-testid="project-option-all"]').getAttribute("value"), "");
});

Deno.test("every form of the shell posts the session's token and works without scripts", () => {
  const forms = [...shell().querySelectorAll("form")];
  ok(forms.length >= 3);
  for (const form of forms) {
    equal(form.getAttribute("method"), "post");
    equal(one(form, '[name="csrf_token"]').getAttribute("value"), "secret");
    ok(form.querySelectorAll('button[type="submit"]').length > 0);
  }
  deepEqual(
    forms.map((form) => form.querySelector('[name="return_to"]')?.getAttribute("value"))
      .filter((value) => value !== undefined),
    ["/messages/7?page=2", "/messages/7?page=2"],
  );
});

Deno.test("invented data is named on every page, real data is not called invented", () => {
  equal(one(shell({ demo: true }), ".notice-bar").textContent, t("shell.demoNotice"));
  equal(shell().querySelectorAll(".notice-bar").length, 0);
});

Deno.test("the indicator claims nothing before a script runs", () => {
  const indicator = one(shell(), '[data-testid="live-indicator"]');
  deepEqual([indicator.textContent, indicator.getAttribute("data-status")], ["", "idle"]);
});

Deno.test("a page header has the one heading, the way up and the age of its figures", () => {
  const page = show(
    <PageHeader
      t={ru}
      title="Acme"
      breadcrumb={[{ label: "Портфель", href: "/" }]}
      asOf="12:04"
      refreshHref="/p"
    />,
  );
  equal(one(page, "h1").textContent, "Acme");
  equal(one(page, "nav a").getAttribute("href"), "/");
  ok(page.body.textContent?.includes("на 12:04"));
  equal(one(page, '.page-tools a[href="/p"]').textContent, "Обновить");
});

Deno.test("the time range is links, the chosen one marked", () => {
  const page = show(<TimeRange t={ru} days={30} hrefFor={(days) => `?days=${days}`} />);
  deepEqual(
    [...page.querySelectorAll("a")].map((link) => [
      link.textContent,
      link.getAttribute("href"),
      link.getAttribute("aria-current"),
    ]),
    [["7 дней", "?days=7", "false"], ["30 дней", "?days=30", "true"], [
      "90 дней",
      "?days=90",
      "false",
    ]],
  );
});

const source: TrustSource = {
  key: "chatwoot",
  name: "Chatwoot",
  tone: "good",
  status: "Up to date",
  lastSync: "Last sync 12:04",
  completeness: "99.2% complete",
  errors: null,
  href: "/connectors#chatwoot",
};

Deno.test("the trust bar shows what is known of each source, and no error that is not there", () => {
  const page = show(
    <TrustBar
      t={t}
      sources={[source, { ...source, key: "b", completeness: null, errors: "3 errors" }]}
    />,
  );
  const [first, second] = [...one(page, '[data-testid="trust-bar"]').querySelectorAll("li")];
  ok(first?.textContent?.includes("99.2% complete") && !first.textContent.includes("error"));
  ok(second?.textContent?.includes("3 errors") && !second.textContent.includes("complete"));
});

const message: ThreadMessage = {
  id: "1",
  direction: "incoming",
  author: "Ada",
  at: "2026-11-23T12:04:00Z",
  time: "12:04",
  day: "Mon, 23 Nov 2026",
  text: "<script>alert(1)</script>\nline two",
  private: false,
  deleted: false,
  attachments: [],
};

Deno.test("a message's text is shown as written and never run", () => {
  const page = show(<Thread t={t} label="Ada" messages={[message]} />);
  equal(one(page, ".message-text").textContent, message.text);
  equal(page.querySelectorAll("script").length, 0);
});

Deno.test("a day is named once, where it begins", () => {
  const messages = ["A", "A", "B"].map((day, index) => ({ ...message, id: `${index}`, day }));
  const page = show(<Thread t={t} label="Ada" messages={messages} />);
  deepEqual([...page.querySelectorAll(".thread-day")].map((day) => day.textContent), ["A", "B"]);
});

Deno.test("a private note says that it is one, a deleted message says so and hides its text", () => {
  const page = show(
    <Thread
      t={t}
      label="Ada"
      messages={[
        { ...message, id: "1", private: true, text: "note" },
        { ...message, id: "2", deleted: true, text: "gone" },
      ]}
    />,
  );
  deepEqual([...page.querySelectorAll(".message-mark")].map((mark) => mark.textContent), [
    "Private note",
    "Deleted at the source",
  ]);
  ok(page.body.textContent?.includes("note") && !page.body.textContent.includes("gone"));
});

Deno.test("a message of files alone shows them as links that tell nothing to their host", () => {
  const attachments = [{ id: "a", name: "a.pdf", kind: "file", href: "https://x.test/a" }] as const;
  const page = show(
    <Thread t={t} label="Ada" messages={[{ ...message, text: null, attachments }]} />,
  );
  const link = one(page, ".message-attachments a");
  deepEqual([link.textContent, link.getAttribute("rel")], ["a.pdf", "noopener noreferrer"]);
  equal(page.querySelectorAll(".message-text").length, 0);
});

Deno.test("evidence names its source, marks its terms and links to the vendor's page", () => {
  const page = show(
    <EvidenceList
      t={t}
      label="Evidence"
      items={[{
        id: "1",
        source: "chatwoot",
        who: "Ada",
        at: message.at,
        when: "23 Nov",
        snippet: "It is late again",
        terms: ["late"],
        why: "delay",
        href: "https://x.test/1",
      }]}
    />,
  );
  equal(one(page, "mark").textContent, "late");
  equal(one(page, ".evidence-snippet").textContent, "It is late again");
  equal(one(page, 'a [role="img"]').getAttribute("aria-label"), "Open in Chatwoot");
});

Deno.test("a pager shows only the directions there are", () => {
  const links = (newer: string | null, older: string | null) =>
    [...show(<Pager t={t} label="P" newerHref={newer} olderHref={older} />).querySelectorAll("a")]
      .map((link) => link.textContent);
  deepEqual(links(null, "?b"), ["Older"]);
  deepEqual(links("?a", "?b"), ["Newer", "Older"]);
  deepEqual(links(null, null), []);
});

Deno.test("a failure interrupts, other notices wait their turn", () => {
  equal(one(show(<Notice tone="bad" title="x" />), ".notice").getAttribute("role"), "alert");
  equal(one(show(<Notice tone="warn" title="x" />), ".notice").getAttribute("role"), "status");
});

Deno.test("an error shows its request id and the way to try again", () => {
  const page = show(
    <ErrorState t={t} level={1} title="T" text="x" requestId="r-1" retryHref="/again" />,
  );
  equal(one(page, "h1").textContent, "T");
  ok(page.body.textContent?.includes("Request r-1"));
  equal(one(page, "a").getAttribute("href"), "/again");
});

import { deepEqual } from "node:assert/strict";
import type { ClientRow } from "@/lib/portfolio/mod.ts";
import { clientsIn, clientViewIn } from "./client_list.ts";

const client = (name: string, more: Partial<ClientRow> = {}): ClientRow => ({
  ...{ project_id: name, name, slug: name, pinned: false, messages_7d: 3, conversations: 1 },
  ...{ open_conversations: 1, last_activity_at: null, open_issues: 0, overdue_issues: 0 },
  ...{ blocked_issues: 0, open_deals: 0, expected_revenue: 0, deals_elsewhere: 0, open_risks: 0 },
  ...{ risk_severity: null, open_signals: 0, signal_severity: null, upsell_score: null },
  ...{ health: 90, trust: 100, client_value: 50, discount_ceiling: 7, completeness_pct: null },
  ...{ synced_at: null, ...more },
});

/** As they come: the worst first. */
const clients = [
  client("Acme", { health: 40, open_risks: 2, overdue_issues: 1 }),
  client("Борей", { health: 70, messages_7d: 0, expected_revenue: 900 }),
  client("Acme North", { health: 90, open_risks: 1, client_value: 90 }),
  client("New", { health: null, client_value: null, messages_7d: 0 }),
];

const shown = (query: string) =>
  clientsIn(clients, clientViewIn(new URL(`http://this.site/?${query}`))).map(({ name }) => name);

Deno.test("unless asked otherwise all are shown, the worst first", () => {
  const all = ["Acme", "Борей", "Acme North", "New"];
  for (const query of ["", "sort=password", "show=toString", "order=turned", "sort=slug"]) {
    deepEqual(shown(query), all, query);
  }
});

Deno.test("clients are found by words of their name, whatever the case", () => {
  deepEqual(shown("find=acme"), ["Acme", "Acme North"]);
  deepEqual(shown("find=north+ACME"), ["Acme North"]);
  deepEqual(shown("find=БОР"), ["Борей"]);
  deepEqual(shown("find=%25"), []);
});

Deno.test("clients are narrowed to those with something wrong", () => {
  deepEqual(shown("show=poor"), ["Acme"]);
  deepEqual(shown("show=risky"), ["Acme", "Acme North"]);
  deepEqual(shown("show=overdue"), ["Acme"]);
  deepEqual(shown("show=silent"), ["Борей", "New"]);
  deepEqual(shown("show=risky&find=north"), ["Acme North"]);
});

Deno.test("each order has its own first end, and what is not known is last either way", () => {
  deepEqual(shown("sort=health"), ["Acme", "Борей", "Acme North", "New"]);
  deepEqual(shown("sort=health&order=turned"), ["Acme North", "Борей", "Acme", "New"]);
  deepEqual(shown("sort=open_risks"), ["Acme", "Acme North", "Борей", "New"]);
  deepEqual(shown("sort=expected_revenue").at(0), "Борей");
  deepEqual(shown("sort=client_value&order=turned"), ["Acme North", "Acme", "Борей", "New"]);
  deepEqual(shown("sort=name"), ["Acme", "Acme North", "New", "Борей"]);
});

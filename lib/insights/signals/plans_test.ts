/** Drawing signals reads the window by index, in a scope with a history. */
import { deepEqual, ok } from "node:assert/strict";
import { servedStore } from "../../../tests/support/both_stores.ts";
import { fillPortfolio } from "../../../tests/support/portfolio_rows.ts";
import { makeScope } from "../../../tests/support/sync_world.ts";
import type { Sql } from "../../platform/mod.ts";
import { findSignals } from "./extract.ts";
import { prepareExtraction } from "./extraction.ts";

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Plan[];
}

function scannedWhole(plan: Plan): string[] {
  const own = plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"]!] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scannedWhole)];
}

/** A database that keeps how it would answer each question it is asked. */
function explaining(sql: Sql): { sql: Sql; plans: Promise<Plan>[] } {
  const plans: Promise<Plan>[] = [];
  const proxy = new Proxy(sql, {
    apply(_, __, [strings, ...values]: [TemplateStringsArray, ...never[]]) {
      if (/^\s*(select|with)\s/.test(strings[0] ?? "")) {
        const explained = sql<[{ "QUERY PLAN": [{ Plan: Plan }] }]>`explain (format json) ${
          sql(strings, ...values)
        }`;
        plans.push(explained.then(([row]) => row["QUERY PLAN"][0].Plan));
      }
      return sql(strings, ...values);
    },
  });
  return { sql: proxy, plans };
}

const size = { projects: 40, messages: 60_000, issues: 6_000, evidence: 100 };

Deno.test({
  name: "no large table is read whole to draw signals",
  ignore: !servedStore.available,
}, async () => {
  const store = await servedStore.open();
  try {
    const scopeId = await makeScope(store.sql);
    const now = new Date();
    await fillPortfolio(store.sql, scopeId, size, now);
    const { sql, plans } = explaining(store.sql);
    const signal = new AbortController().signal;
    const extraction = await prepareExtraction(sql, scopeId, now.getTime(), signal);
    const found = await findSignals(extraction!);
    ok(found.length > 100, String(found.length));
    ok(plans.length >= 8, String(plans.length));
    const whole = (await Promise.all(plans)).flatMap(scannedWhole);
    const large = ["chatwoot_messages", "linear_issues", "connector_events"];
    deepEqual(whole.filter((table) => large.includes(table)), []);
  } finally {
    await store.close();
  }
});

import type { Sql } from "postgres";

/** How the database would answer a question, as `explain (format json)` tells it. */
export interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  /** `SubPlan`: run again for each row of the node above. */
  "Parent Relationship"?: string;
  "Subplan Name"?: string;
  Plans?: Plan[];
}

/** A plan's nodes, the plan itself first. */
export function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** Tables that a plan reads whole. */
export function scannedWhole(plan: Plan): string[] {
  return nodesOf(plan).filter((node) => node["Node Type"] === "Seq Scan")
    .map((node) => node["Relation Name"]!);
}

/** What a plan asks again for each row of something else. */
export function askedPerRow(plan: Plan): string[] {
  return nodesOf(plan).filter((node) => node["Parent Relationship"] === "SubPlan")
    .map((node) =>
      `${node["Subplan Name"]} ${nodesOf(node).map((n) => n["Relation Name"] ?? "").join(" ")}`
    );
}

/** The plan of one statement. */
export async function planOf(sql: Sql, statement: string): Promise<Plan> {
  const [row] = await sql.unsafe(`explain (format json) ${statement}`);
  return row!["QUERY PLAN"][0].Plan as Plan;
}

/** A database that keeps how it would answer each question it is asked. */
export function explaining(sql: Sql): { sql: Sql; plans: Promise<Plan>[] } {
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

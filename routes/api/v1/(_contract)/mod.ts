/** Every operation of the API, in the order of the documentation. */
import { type Operation, operation } from "@/lib/api/mod.ts";
import { z } from "zod";
import * as agreements from "./agreements.ts";
import * as analytics from "./analytics.ts";
import * as connections from "./connections.ts";
import * as connectors from "./connectors.ts";
import * as continuity from "./continuity.ts";
import * as costs from "./costs.ts";
import * as digests from "./digests.ts";
import * as events from "./events.ts";
import * as evidence from "./evidence.ts";
import * as find from "./find.ts";
import * as identity from "./identity.ts";
import * as jobs from "./jobs.ts";
import * as people from "./people.ts";
import * as portfolio from "./portfolio.ts";
import * as projects from "./projects.ts";
import * as reconciliation from "./reconciliation.ts";
import * as risks from "./risks.ts";
import * as signals from "./signals.ts";
import * as terms from "./terms.ts";
import * as upsell from "./upsell.ts";

const readDocument = operation({
  name: "readDocument",
  method: "GET",
  path: "/openapi.json",
  tag: "About",
  summary: "This document",
  reply: z.looseObject({ openapi: z.string() }),
  open: true,
  bare: true,
});

function operationsOf(module: Record<string, unknown>): Operation[] {
  const isOperation = (value: unknown): value is Operation =>
    typeof value === "object" && value !== null && "method" in value && "path" in value;
  return Object.values(module).filter(isOperation);
}

/** Parts of the documentation; others follow. */
const tags = [
  "Session",
  "Projects",
  "Portfolio",
  "Evidence",
  "Signals",
  "Risks",
  "Sales",
  "Promises",
  "Agreements",
  "Digests",
  "Analytics",
  "Connectors",
  "Identity",
  "Jobs",
  "Access",
];
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Where an operation stands: by its part, its path, and what it does there. */
function place({ tag, path, method }: Operation): string {
  const part = tags.indexOf(tag);
  return `${part < 0 ? tags.length : part} ${tag} ${path} ${methods.indexOf(method)}`;
}

/** The operations. */
export const operations: readonly Operation[] = [
  ...[
    projects,
    portfolio,
    upsell,
    continuity,
    agreements,
    digests,
    analytics,
    costs,
    terms,
    connections,
    connectors,
    reconciliation,
    events,
    evidence,
    find,
    identity,
    jobs,
    people,
    risks,
    signals,
  ]
    .flatMap(
      operationsOf,
    ),
  readDocument,
].toSorted((left, right) => place(left) < place(right) ? -1 : 1);

/** The API as a whole. */
export const about = {
  title: "Control Tower",
  version: "1",
  description:
    "Replies are `{ok: true, …, request_id}` or `{ok: false, error, message, request_id, details?}`. " +
    "Lists have a `next` address.",
  base: "/api/v1",
};

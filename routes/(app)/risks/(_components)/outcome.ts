import { RISK_STATUSES, type RiskStatus } from "@/lib/insights/mod.ts";
import { localPath, seeOther } from "@/lib/api/mod.ts";
import { uuidIn, withQuery } from "../../(_components)/query.ts";

/** Parameters that tell what was just done; the next decision leads back without them. */
const TOLD = ["did", "about", "refused"];

/** Why a decision can be refused. */
const REFUSALS = ["already_decided", "cause_gone", "already_open", "not_found"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What was just done, as the address tells it. */
export interface Outcome {
  did: RiskStatus | undefined;
  about: string | undefined;
  refused: Refusal | undefined;
}

/** The page's own address, without what was just done. */
export function plainAddress(url: URL): string {
  return withQuery(url, Object.fromEntries(TOLD.map((name) => [name, undefined])));
}

/** Back to a page of this site, telling what was done. */
export function backTo(address: string, told: Record<string, string>): Response {
  const url = new URL(localPath(address), "http://this.site");
  return seeOther(withQuery(new URL(plainAddress(url), url), told));
}

/** What was just done. */
export function outcomeIn(url: URL): Outcome {
  return {
    did: RISK_STATUSES.find((status) => status === url.searchParams.get("did")),
    about: uuidIn(url, "about"),
    refused: REFUSALS.find((refusal) => refusal === url.searchParams.get("refused")),
  };
}

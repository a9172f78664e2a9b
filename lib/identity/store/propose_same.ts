import type { Sql } from "../../platform/mod.ts";
import type { Decisions } from "../clustering/cluster.ts";
import { matchRecords } from "../matching/match.ts";
import { probability } from "../matching/model.ts";
import { explainerOf } from "../matching/reasons.ts";
import { loadRecords } from "./load.ts";
import { confidenceOf, type Proposal } from "./suggestion.ts";

/** What matching the records of one kind came to. */
export interface SameFigures {
  records: number;
  candidates: number;
  proposed: number;
  /** Share of all pairs of records that are of one entity, and P(level | one entity) by question. */
  share: number;
  agreement: Record<string, Record<string, number>>;
}

/** Reasons kept with a proposal. */
const MOST_REASONS = 8;

async function decisionsAbout(
  sql: Sql,
  accountScopeId: string,
  kind: string,
  ids: readonly string[],
): Promise<Decisions> {
  const rows = await sql<{ left_id: string; right_id: string; same: boolean }[]>`
    select left_id, right_id, status = 'applied' as same from identity_suggestions
    where account_scope_id = ${accountScopeId} and link = 'same' and kind = ${kind}
      and status in ('applied', 'dismissed')
    order by left_id, right_id`;
  const numbers = rows.length === 0 ? new Map() : new Map(ids.map((id, index) => [id, index]));
  const pairs = (same: boolean) =>
    rows.filter((row) => row.same === same).flatMap(({ left_id, right_id }) => {
      const [a, b] = [numbers.get(left_id), numbers.get(right_id)];
      return a === undefined || b === undefined ? [] : [[a, b] as const];
    });
  return { same: pairs(true), different: pairs(false) };
}

/** Proposes which people, or companies, are one. Applied and dismissed pairs are taken as given. */
export async function proposeSame(
  sql: Sql,
  accountScopeId: string,
  kind: "person" | "company",
  pause: () => Promise<void>,
): Promise<{ proposals: Proposal[]; figures: SameFigures }> {
  const { ids, dataset } = await loadRecords(sql, accountScopeId, kind, pause);
  const decisions = await decisionsAbout(sql, accountScopeId, kind, ids);
  const { merges, cluster, model, candidates } = await matchRecords(dataset, { decisions, pause });
  const explain = explainerOf(dataset, model);
  const proposals = merges.map(({ i, j, bits, size }): Proposal => {
    const [left_id, right_id] = [ids[Math.min(i, j)]!, ids[Math.max(i, j)]!];
    const group = size > 2
      ? [{ field: "group", level: "supported", bits: Math.round(bits * 10) / 10 }]
      : [];
    return {
      link: "same",
      kind,
      left_id,
      right_id,
      confidence: confidenceOf(probability(bits)),
      reasons: [...explain(i, j).slice(0, MOST_REASONS), ...group],
      group_id: ids[cluster[i]!]!,
    };
  });
  const rounded = (share: number) => Number(share.toPrecision(3));
  return {
    proposals,
    figures: {
      records: ids.length,
      candidates,
      proposed: proposals.length,
      share: rounded(model.share),
      agreement: Object.fromEntries(model.slots.map((slot, s) => [
        slot.name,
        Object.fromEntries(slot.levels.map((level, l) => [level, rounded(model.m[s]![l]!)])),
      ])),
    },
  };
}

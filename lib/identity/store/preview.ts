import type { Clock, Sql } from "../../platform/mod.ts";
import { chatwootAgents, chatwootContacts } from "./chatwoot.ts";
import { refreshClusters } from "./clusters.ts";
import { mailCompanies, namedCompanies } from "./derived_companies.ts";
import { proposeCompanies } from "./propose_company.ts";
import { proposeSame, type SameFigures } from "./propose_same.ts";
import { refreshFeatures } from "./refresh_features.ts";
import { type IdentitySource, refreshRecords } from "./source.ts";
import type { Proposal } from "./suggestion.ts";
import { writeSuggestions } from "./write_suggestions.ts";

/** What a preview needs. */
export interface PreviewTools {
  sql: Sql;
  clock: Clock;
  /** Stops the preview between two portions of work. */
  signal: AbortSignal;
  /** Where records come from; Chatwoot alone when left out. */
  sources?: readonly IdentitySource[];
}

/** What a preview did. */
export interface PreviewResult {
  /** Records and suggestions made, changed or removed. */
  changed: number;
  /** Nothing differed from the last preview: no matching was needed. */
  unchanged: boolean;
  figures: Partial<Record<"person" | "company", SameFigures>>;
}

/** Sources the product has by itself. */
export const usualSources: readonly IdentitySource[] = [chatwootContacts, chatwootAgents];

/** Changes when matching works in another way: unchanged records are matched again. */
const VERSION = 1;

async function fingerprint(sql: Sql, accountScopeId: string): Promise<string> {
  const [row] = await sql<{ fingerprint: string }[]>`
    select concat_ws(':', ${VERSION}::int,
      (select count(*) || '-' || coalesce(bit_xor(hashtextextended(record_id || made_from, 0)), 0)
       from identity_features f join identity_records r on r.id = f.record_id and r.deleted_at is null
       where f.account_scope_id = ${accountScopeId}),
      (select coalesce(bit_xor(hashtextextended(id || refs::text, 0)), 0) from identity_records
       where account_scope_id = ${accountScopeId} and deleted_at is null),
      (select count(*) || '-' || coalesce(bit_xor(hashtextextended(id || status, 0)), 0)
       from identity_suggestions where account_scope_id = ${accountScopeId} and status <> 'open')) as fingerprint`;
  return row!.fingerprint;
}

/** Lets others have a turn, and stops when asked to. */
function pauseOf(signal: AbortSignal): () => Promise<void> {
  return async () => {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
}

/**
 * Previews the links between a scope's people, companies, deals and projects: brings their records and
 * features up to date, matches them and keeps the proposals as suggestions. Nothing is linked by it.
 * Run again on unchanged data, it changes no row.
 *
 * @throws the signal's reason when stopped; everything committed so far stays
 */
export async function previewIdentity(
  { sql, clock, signal, sources = usualSources }: PreviewTools,
  accountScopeId: string,
): Promise<PreviewResult> {
  const pause = pauseOf(signal);
  let changed = 0;
  const refresh = async (source: IdentitySource) => {
    changed += await sql.begin((tx) => refreshRecords(tx, accountScopeId, source));
    await pause();
  };
  for (const source of sources) await refresh(source);
  await refreshFeatures(sql, accountScopeId, pause);
  for (const source of [namedCompanies, mailCompanies]) await refresh(source);
  await refreshFeatures(sql, accountScopeId, pause);
  changed += await refreshClusters(sql, accountScopeId);

  const seen = await fingerprint(sql, accountScopeId);
  const [last] = await sql<{ fingerprint: string }[]>`
    select fingerprint from identity_previews where account_scope_id = ${accountScopeId}`;
  if (last?.fingerprint === seen) return { changed, unchanged: true, figures: {} };

  const proposals: Proposal[] = [];
  const figures: PreviewResult["figures"] = {};
  for (const kind of ["person", "company"] as const) {
    const found = await proposeSame(sql, accountScopeId, kind, pause);
    for (const proposal of found.proposals) proposals.push(proposal);
    figures[kind] = found.figures;
  }
  for (const kind of ["person", "deal", "project"] as const) {
    for (const proposal of await proposeCompanies(sql, accountScopeId, kind)) {
      proposals.push(proposal);
    }
    await pause();
  }
  changed += await writeSuggestions(sql, accountScopeId, proposals);
  await sql`
    insert into identity_previews (account_scope_id, fingerprint, at, figures)
    values (${accountScopeId}, ${seen}, ${new Date(clock.now())}, ${sql.json(figures as never)})
    on conflict (account_scope_id) do update set fingerprint = excluded.fingerprint, at = excluded.at,
      figures = excluded.figures`;
  return { changed, unchanged: false, figures };
}

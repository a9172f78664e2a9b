import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { externalLink, messagesSquare } from "@/components/icon/shapes.ts";
import type { Hit, PartName } from "@/lib/evidence/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { wordsIn } from "./mark.ts";
import { Marked } from "./Marked.tsx";
import { Rate, type RateProps } from "./Rate.tsx";

/** Props of {@link HitCard}. */
export interface HitCardProps extends Pick<RateProps, "run" | "given" | "csrfToken" | "returnTo"> {
  t: Translator;
  hit: Hit;
  /** The project's name, in the reader's words. */
  project: string;
  terms: ReadonlySet<string>;
  /** Epoch milliseconds. */
  now: number;
}

const VENDORS = { chatwoot: "Chatwoot", linear: "Linear", attio: "Attio" };

/** Shares of the score, the largest first, with what each was found by. */
function Why({ t, hit, terms }: Pick<HitCardProps, "t" | "hit" | "terms">) {
  const { parts, reasons, recency } = hit.why;
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const shares = (Object.entries(parts) as [PartName, number][])
    .filter(([, part]) => part > 0).sort(([, left], [, right]) => right - left);
  const words = wordsIn(`${hit.title}\n${hit.text}`, terms);
  return (
    <details class="hit-why">
      <summary>{t("search.why")}</summary>
      <ul>
        {shares.map(([part, value]) => {
          const reason = part === "phrase" || part === "coverage" ? undefined : reasons[part];
          const name = t(`search.part_${part}`);
          return (
            <li key={part}>
              <span class="figure">{t.format.percent(100 * value / total, 0)}</span>{" "}
              {reason === undefined ? name : t("search.reason", { part: name, what: reason })}
            </li>
          );
        })}
        {recency >= 1.005 && (
          <li>{t("search.recency", { percent: t.format.percent(100 * (recency - 1), 0) })}</li>
        )}
        {words.length > 0 && <li>{t("search.terms", { words: words.join(", ") })}</li>}
      </ul>
    </details>
  );
}

/** One piece of evidence: where it is from, who said it when, the words, why it is here. */
export function HitCard(props: HitCardProps) {
  const { t, hit, project, terms, now } = props;
  const more = [
    hit.passages > 0 ? t("search.passages", { count: hit.passages }) : null,
    hit.similar > 0 ? t("search.similar", { count: hit.similar }) : null,
  ].filter((text) => text !== null);
  return (
    <li class="hit" id={`evidence-${hit.rank}`} tabIndex={-1} data-testid="hit">
      <span class="hit-rank figure" aria-hidden="true">{hit.rank}</span>
      <div class="hit-body">
        <h3 class="hit-title">
          <Marked text={hit.title} terms={terms} />
        </h3>
        <p class="evidence-head">
          <Badge>{t(`search.source_${hit.source}`)}</Badge>
          {hit.kind === "private" && <Badge tone="warn">{t("search.kind_private")}</Badge>}
          {hit.author !== null && <strong>{hit.author}</strong>}
          <time dateTime={hit.occurred_at} title={t.format.dateTime(hit.occurred_at)}>
            {t.format.relative(hit.occurred_at, now)}
          </time>
          <span>{project}</span>
          {more.map((text) => <span key={text}>{text}</span>)}
        </p>
        <p class="hit-text">
          <Marked text={hit.text} terms={terms} />
        </p>
        <div class="hit-foot">
          <Why t={t} hit={hit} terms={terms} />
          <Rate {...props} label={t("search.rateHit")} document={hit.document} />
          {hit.source_table === "chatwoot_conversations" && (
            <Button
              href={`/messages/${hit.source_id}`}
              size="small"
              variant="ghost"
              icon={messagesSquare}
            >
              {t("search.openThread")}
            </Button>
          )}
          {hit.url !== null && hit.url !== "" && (
            <Button href={hit.url} external size="small" variant="ghost" icon={externalLink}>
              {t("search.openSource", { source: VENDORS[hit.connector] })}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

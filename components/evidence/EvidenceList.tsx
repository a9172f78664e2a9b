import { Fragment } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import { Icon } from "../icon/Icon.tsx";
import { building, externalLink, type IconShape, list, messagesSquare } from "../icon/shapes.ts";
import { highlight } from "./highlight.ts";

/** One row of a source that something was concluded from. */
export interface EvidenceItem {
  id: string;
  source: "chatwoot" | "linear" | "attio";
  /** Who wrote or did it. */
  who: string;
  /** ISO 8601, for machines. */
  at: string;
  /** The same for people. */
  when: string;
  snippet: string;
  /** Terms to mark in the snippet. */
  terms: readonly string[];
  /** Why it is evidence: `asks for a date twice`. */
  why: string | null;
  /** The vendor's own page. */
  href: string | null;
}

const sources: Record<EvidenceItem["source"], { name: string; icon: IconShape }> = {
  chatwoot: { name: "Chatwoot", icon: messagesSquare },
  linear: { name: "Linear", icon: list },
  attio: { name: "Attio", icon: building },
};

/** Props of {@link EvidenceList}. */
export interface EvidenceListProps {
  t: Translator;
  items: readonly EvidenceItem[];
  /** Names the list for assistive technology. */
  label: string;
}

/** The rows behind a statement: source, who, when, the words, why, and the way to the source. */
export function EvidenceList({ t, items, label }: EvidenceListProps) {
  return (
    <ul class="evidence" aria-label={label}>
      {items.map((item) => <Evidence key={item.id} t={t} item={item} />)}
    </ul>
  );
}

function Evidence({ t, item }: { t: Translator; item: EvidenceItem }) {
  const source = sources[item.source];
  return (
    <li class="evidence-item">
      <Icon shape={source.icon} label={source.name} />
      <div class="evidence-body">
        <p class="evidence-head">
          <strong>{item.who}</strong>
          <time dateTime={item.at}>{item.when}</time>
          {item.why !== null && <span>{item.why}</span>}
        </p>
        <p class="evidence-snippet">
          {highlight(item.snippet, item.terms).map(({ text, match }, index) =>
            // a text of its own in a list would be escaped twice
            match ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>
          )}
        </p>
      </div>
      {item.href !== null && (
        <a
          class="button button-ghost button-icon"
          href={item.href}
          target="_blank"
          rel="noopener noreferrer"
        >
          <Icon
            shape={externalLink}
            label={t("common.openInSource", { source: source.name })}
          />
        </a>
      )}
    </li>
  );
}

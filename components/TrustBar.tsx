import type { Translator } from "@/lib/i18n/mod.ts";
import { Badge, type Tone } from "./Badge.tsx";

/** What the trust bar says of one source. */
export interface TrustSource {
  /** `chatwoot`. */
  key: string;
  name: string;
  tone: Tone;
  /** `Up to date`, `Needs attention`. */
  status: string;
  /** When it was last read, ready to show, or that it never was. */
  lastSync: string;
  /** `98.2% complete`; `null` before the first reconciliation. */
  completeness: string | null;
  /** `3 errors`; `null` when there are none. */
  errors: string | null;
  /** The source's place on the connectors page. */
  href: string;
}

/** Props of {@link TrustBar}. */
export interface TrustBarProps {
  t: Translator;
  sources: readonly TrustSource[];
}

/** How far the figures of a page can be trusted: each source's state, age and completeness. */
export function TrustBar({ t, sources }: TrustBarProps) {
  return (
    <section class="trust-bar" aria-label={t("connectors.trustBar")} data-testid="trust-bar">
      <ul class="trust-sources">
        {sources.map((source) => (
          <li key={source.key} class="trust-source">
            <a href={source.href}>{source.name}</a>
            <Badge tone={source.tone}>{source.status}</Badge>
            <span>{source.lastSync}</span>
            {source.completeness !== null && <span class="figure">{source.completeness}</span>}
            {source.errors !== null && <Badge tone="bad">{source.errors}</Badge>}
          </li>
        ))}
      </ul>
      <a class="trust-all" href="/connectors">{t("connectors.allSources")}</a>
    </section>
  );
}

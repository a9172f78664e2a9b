import { Button } from "@/components/Button.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { TrustBar } from "@/components/TrustBar.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { SourceTrust } from "@/lib/portfolio/mod.ts";
import { explain, trustSources } from "./sources.ts";

/** Props of {@link SourceNotices}. */
export interface SourceNoticesProps {
  t: Translator;
  sources: readonly SourceTrust[];
}

/** What is wrong with sources, and how to fix it. */
export function SourceProblems({ t, sources }: SourceNoticesProps) {
  const failing = sources.filter((source) => source.code !== null);
  return (
    <>
      {failing.map((source) => {
        const { title, fix } = explain(t, source.connector, source);
        return (
          <Notice
            key={source.connection_id}
            tone={source.status === "needs_attention" ? "bad" : "warn"}
            title={title}
            action={<Button href="/connectors" size="small">{t("connectors.title")}</Button>}
          >
            {fix}
          </Notice>
        );
      })}
    </>
  );
}

/** How far figures can be trusted: all sources in a line. */
export function SourceLine({ t, sources, now }: SourceNoticesProps & { now: number }) {
  return sources.length === 0 ? null : <TrustBar t={t} sources={trustSources(sources, t, now)} />;
}

import type { Tone } from "@/components/Badge.tsx";
import type { TrustSource } from "@/components/TrustBar.tsx";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import { catalogues } from "@/lib/i18n/mod.ts";
import type { SourceTrust } from "@/lib/portfolio/mod.ts";

const statuses: Record<SourceTrust["status"], { tone: Tone; key: PlainKey }> = {
  new: { tone: "neutral", key: "connectors.statusNew" },
  ok: { tone: "good", key: "connectors.statusOk" },
  syncing: { tone: "accent", key: "connectors.statusSyncing" },
  needs_attention: { tone: "bad", key: "connectors.statusNeedsAttention" },
  paused: { tone: "neutral", key: "connectors.statusPaused" },
};

const names: Record<string, string> = { chatwoot: "Chatwoot", linear: "Linear", attio: "Attio" };

/** A vendor's name as people write it. */
export function connectorName(connector: string): string {
  return names[connector] ?? connector;
}

/** A connection's status in words and its tone. */
export function statusOf(
  status: SourceTrust["status"],
  t: Translator,
): { tone: Tone; text: string } {
  const { tone, key } = statuses[status];
  return { tone, text: t(key) };
}

/**
 * What went wrong with a source and what to do, in the reader's language where the cause is known,
 * else in the connector's own words. A cause may have words of its own for a vendor.
 */
export function explain(
  t: Translator,
  connector: string,
  detail: { code: string | null; message: string | null; fix: string | null },
): { title: string; fix: string | null } {
  const words: Record<string, string> = catalogues[t.locale].failures;
  const filled = (text: string | null | undefined) =>
    text?.replaceAll("{vendor}", connectorName(connector)) ?? null;
  const code = detail.code ?? "";
  return {
    title: filled(words[code]) ?? detail.message ?? "",
    fix: filled(words[`${code}_fix_${connector}`] ?? words[`${code}_fix`]) ?? detail.fix,
  };
}

/** What the trust bar says of each source. */
export function trustSources(
  sources: readonly SourceTrust[],
  t: Translator,
  now: number,
): TrustSource[] {
  return sources.map((source) => {
    const { tone, text } = statusOf(source.status, t);
    return {
      key: source.connection_id,
      name: connectorName(source.connector),
      tone,
      status: text,
      lastSync: source.last_synced_at === null
        ? t("connectors.neverSynced")
        : t("connectors.lastSync", { time: t.format.relative(source.last_synced_at, now) }),
      completeness: source.completeness_pct === null
        ? null
        : t("connectors.completeness", { percent: t.format.percent(source.completeness_pct) }),
      errors: source.open_errors === 0
        ? null
        : t("common.errorCount", { count: source.open_errors }),
      href: "/connectors",
    };
  });
}

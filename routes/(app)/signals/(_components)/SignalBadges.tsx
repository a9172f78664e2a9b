import { Badge } from "@/components/Badge.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Signal } from "@/lib/insights/mod.ts";
import { severityTone, signalKind } from "../../(_components)/signal_words.ts";

/** How grave a signal is: a figure for the eye, the whole words for the ear. */
export function SeverityBadge({ t, severity }: { t: Translator; severity: number }) {
  return (
    <Badge tone={severityTone(severity)}>
      <span aria-hidden="true" class="figure">{`${severity}/5`}</span>
      <span class="visually-hidden">{t("signals.severityOf", { severity })}</span>
    </Badge>
  );
}

/** How grave a signal is, what kind it is, and where it stands when that is not new. */
export function SignalBadges({ t, signal }: { t: Translator; signal: Signal }) {
  const { severity, kind, status, resolved_at } = signal;
  return (
    <>
      <SeverityBadge t={t} severity={severity} />
      <Badge>{signalKind(kind, t)}</Badge>
      {status !== "proposed" && (
        <Badge tone={status === "done" ? "good" : "accent"}>{t(`signals.status_${status}`)}</Badge>
      )}
      {resolved_at !== null && <Badge tone="good">{t("signals.state_resolved")}</Badge>}
    </>
  );
}

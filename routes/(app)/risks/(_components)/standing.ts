import type { Translator } from "@/lib/i18n/mod.ts";
import type { Risk } from "@/lib/insights/mod.ts";

/** Where a risk stands and since when, in a sentence. */
export function standing(risk: Risk, t: Translator, now: number): string {
  const { status, closed_because, decided_at, decided_by, opened_at, closed_at, reason } = risk;
  const time = (at: Date) => t.format.relative(at, now);
  if (status === "closed" && closed_at !== null) {
    return closed_because === "person"
      ? t("risks.closedPerson", {
        ...{ time: time(closed_at), actor: decided_by ?? "", reason: reason ?? "" },
      })
      : t("risks.closedGone", { time: time(closed_at) });
  }
  if (status === "mitigating" && decided_at !== null) {
    return t("risks.mitigatingBy", { time: time(decided_at), actor: decided_by ?? "" });
  }
  return `${t("risks.opened")} ${time(opened_at)}`;
}

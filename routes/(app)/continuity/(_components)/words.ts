import type { Tone } from "@/components/Badge.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type {
  ContinuityItem,
  ContinuityStatus,
  IssueTarget,
  NamedTarget,
} from "@/lib/insights/mod.ts";

/** How a status looks. */
export const TONES: Record<ContinuityStatus, Tone> = {
  proposed: "neutral",
  applying: "warn",
  applied: "good",
  exported: "good",
  dismissed: "neutral",
};

/** Noon of a calendar day, which is on that day in nearly every zone. */
export function noonOf(day: string, t: Translator): Date {
  const utc = new Date(`${day}T12:00:00Z`);
  const shown = t.format.isoDay(utc);
  return shown === day ? utc : new Date(utc.getTime() + (shown < day ? 12 : -12) * 3_600_000);
}

/** Whether a promise is past its day and nobody has taken it. */
export function isLate(
  item: Pick<ContinuityItem, "due_on" | "status">,
  t: Translator,
  now: number,
) {
  return item.due_on !== null && item.due_on < t.format.isoDay(now) &&
    (item.status === "proposed" || item.status === "applying");
}

/** A target as people choose it. */
export function targetName({ team, team_key: key, linear_project }: NamedTarget, t: Translator) {
  return linear_project === null
    ? t("continuity.teamOnly", { team, key })
    : t("continuity.teamProject", { team, key, project: linear_project });
}

/** A target as a form sends it. */
export function targetValue(target: IssueTarget): string {
  const { connection_id, team_external_id, linear_project_external_id } = target;
  return JSON.stringify([connection_id, team_external_id, linear_project_external_id]);
}

import type { Tone } from "@/components/Badge.tsx";

/** What a health score means: below 60 bad, below 80 to be watched; neutral while not scored. */
export function healthTone(score: number | null): Exclude<Tone, "accent"> {
  if (score === null) return "neutral";
  return score < 60 ? "bad" : score < 80 ? "warn" : "good";
}

/** What a severity of 1 to 5 means. */
export function severityTone(severity: number): Exclude<Tone, "accent" | "good"> {
  return severity >= 4 ? "bad" : severity === 3 ? "warn" : "neutral";
}

import { z } from "zod";
import type { Decision } from "@/lib/insights/mod.ts";

/** What every form of a decision sends. */
export const decisionFields = {
  decision: z.enum(["accept", "done", "dismiss", "undo"]),
  reason: z.string().trim().max(1000).optional(),
  return_to: z.string().max(2000),
};

/** The decision that a form asks for; null when a dismissal lacks its reason. */
export function decisionIn(
  { decision, reason = "" }: { decision: "accept" | "done" | "dismiss" | "undo"; reason?: string },
): Decision | null {
  if (decision !== "dismiss") return { decision };
  return reason === "" ? null : { decision, reason };
}

/** What each decision leads to, as the notice tells it. */
export const outcomes = {
  accept: "accepted",
  done: "done",
  dismiss: "dismissed",
  undo: "undone",
} as const;

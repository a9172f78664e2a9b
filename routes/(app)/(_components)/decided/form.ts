import { z } from "zod";

/** What each decision leads to, as the notice tells it. */
export const outcomes = {
  accept: "accepted",
  done: "done",
  confirm: "confirmed",
  export: "exported",
  dismiss: "dismissed",
  undo: "undone",
} as const;

/** A form of a decision that knows these decisions besides dismissing. */
export function decisionForm<const Names extends readonly (keyof typeof outcomes)[]>(names: Names) {
  return z.object({
    id: z.guid(),
    decision: z.enum([...names, "dismiss"]),
    reason: z.string().trim().max(1000).optional(),
    return_to: z.string().max(2000),
  });
}

/** The decision that a form asks for; null when a dismissal lacks its reason. */
export function decisionIn<Name extends string>(
  { decision, reason = "" }: { decision: Name | "dismiss"; reason?: string },
): { decision: Exclude<Name, "dismiss"> } | { decision: "dismiss"; reason: string } | null {
  if (decision !== "dismiss") return { decision: decision as Exclude<Name, "dismiss"> };
  return reason === "" ? null : { decision: "dismiss", reason };
}

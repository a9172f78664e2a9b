import { z } from "zod";
import { type BehindRef, rowsBehind } from "@/lib/insights/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";
import { id } from "./shapes.ts";

/** The rows behind a conclusion. */
export const evidenceRows = z.array(z.object({
  table: z.string(),
  id,
  source: z.enum(["chatwoot", "linear", "attio"]),
  author: z.string().nullable(),
  at: z.date(),
  snippet: z.string(),
  words: z.string().nullable().meta({ description: "The sentence that says it." }),
  url: z.string().nullable().meta({ description: "Page at the vendor." }),
}));

/** Where a row stands in a list by time: `at` is exact, as the database writes it. */
export const placeInTime = z.strictObject({
  at: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}(:\d{2}){0,2}$/),
  id: z.guid(),
});

/** The rows behind a conclusion, newest first; those that are gone are left out. */
export async function evidenceOf(
  { services: { sql } }: State,
  concluded: { project_id: string; evidence: readonly BehindRef[] },
): Promise<z.infer<typeof evidenceRows>> {
  const rows = await rowsBehind(sql, [concluded]);
  return concluded.evidence.flatMap(({ table, id, words = null }) => {
    const row = rows.get(`${table}:${id}`);
    return row === undefined ? [] : [{ ...row, words }];
  });
}

/** All projects of a request's scope, whichever is chosen: what has an id of its own is found in any. */
export function everyProject(state: State): string[] {
  return viewOf(state).request.projects.map((project) => project.id);
}

import { z } from "zod";
import { storableText } from "../decode_rows.ts";

/** Text as PostgreSQL can store it. */
export const text = z.string().transform(storableText);
export const optionalText = text.nullish().transform((value) => value ?? null);
/** An id; ids are keys, so an empty one is none. */
export const id = z.string().min(1).transform(storableText);

const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/;

/**
 * A moment as Attio writes it, to the nanosecond, cut to the microsecond, which is what PostgreSQL
 * keeps: `2026-03-01T10:00:00.000000Z`. Null for what is none.
 */
export function microseconds(stamp: string): string | null {
  const [, seconds, fraction = "", zone] = STAMP.exec(stamp) ?? [];
  if (seconds === undefined || zone === undefined) return null;
  const at = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(at)) return null;
  return `${new Date(at).toISOString().slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, "0")}Z`;
}

/** A moment as ISO text in UTC, to the microsecond. */
export const time = z.string().transform((value, context) => {
  const stamp = microseconds(value);
  if (stamp !== null) return stamp;
  context.addIssue({ code: "custom", message: "Invalid timestamp" });
  return z.NEVER;
});
export const optionalTime = time.nullish().transform((value) => value ?? null);

/** A moment, or a day: its first instant. */
const timeOrDay = z.union([
  time,
  z.iso.date().transform((day) => `${day}T00:00:00.000000Z`),
]);
export const optionalTimeOrDay = timeOrDay.nullish().transform((value) => value ?? null);

/** Who did something: the id of a member of the workspace, null for anybody else. */
export const memberActor = z.looseObject({
  type: z.string().nullish(),
  id: z.string().nullish(),
}).nullish().transform((actor) =>
  actor?.type === "workspace-member" && actor.id != null ? storableText(actor.id) : null
);

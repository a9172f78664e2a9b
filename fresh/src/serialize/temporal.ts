/** Classes of `Temporal` whose values can be serialised. */
const NAMES = [
  "Instant",
  "ZonedDateTime",
  "PlainDate",
  "PlainTime",
  "PlainDateTime",
  "PlainYearMonth",
  "PlainMonthDay",
  "Duration",
];

/** A class of `Temporal`, as far as it is needed here. */
interface TemporalClass {
  from(text: string): unknown;
}

/** The runtime's `Temporal`; not every runtime has it. */
function temporal(): Record<string, TemporalClass> | undefined {
  const { Temporal: classes } = globalThis as { Temporal?: unknown };
  return classes as Record<string, TemporalClass> | undefined;
}

/** Name of a value's class within `Temporal`, e.g. `PlainDate`; null for a value of another class. */
export function temporalName(value: object): string | null {
  const tag: unknown = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  const name = typeof tag === "string" && tag.startsWith("Temporal.") ? tag.slice(9) : "";
  return NAMES.includes(name) ? name : null;
}

/**
 * Makes a `Temporal` value of its text form; the text itself where the runtime has no `Temporal`.
 */
export function parseTemporal(name: string, text: string): unknown {
  return temporal()?.[name]?.from(text) ?? text;
}

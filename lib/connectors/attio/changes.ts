import { contentHash } from "../content_hash.ts";
import { storable } from "../decode_rows.ts";
import { microseconds } from "./fields.ts";
import type { AttioRow } from "./rows.ts";
import { isInteraction } from "./values.ts";

/** Attributes whose values change by themselves, by slug: no reason to write a row again. */
export type Passing = ReadonlySet<string>;

/** Values by attribute, as a row holds them. */
export type RawValues = Record<string, unknown>;

/** Raised when decoders read more out of rows than before, so that known rows are written again. */
const DECODERS = 1;

/** Counts of followers come from outside, and are set anew every few days. */
const COUNTED_OUTSIDE = /_follower_count$/;

/** The values that make a change of the row; unset attributes stay as what they are, empty. */
export function lastingValues(values: RawValues, passing: Passing): RawValues {
  return Object.fromEntries(
    Object.entries(values).filter(([slug, list]) =>
      !passing.has(slug) && !COUNTED_OUTSIDE.test(slug) &&
      !(Array.isArray(list) && list.some(isInteraction))
    ),
  );
}

/** When the newest of the values was set; null when there is none. A cleared value does not count. */
export function newestValue(values: RawValues): string | null {
  let newest: string | null = null;
  for (const list of Object.values(values)) {
    if (!Array.isArray(list)) continue;
    for (const value of list as ({ active_from?: unknown } | null)[]) {
      const from = value?.active_from;
      const at = typeof from === "string" ? microseconds(from) : null;
      if (at !== null && (newest === null || at > newest)) newest = at;
    }
  }
  return newest;
}

/** How JSON writes NUL characters and halves of surrogate pairs, which PostgreSQL does not store. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** The raw row as PostgreSQL can store it; hardly any row needs to be copied for that. */
function storableRow(raw: unknown): unknown {
  return UNSTORABLE.test(JSON.stringify(raw)) ? storable(raw) : raw;
}

/** Completes a row's fields with its id, its times, the raw JSON, and the hash a change is known by. */
export function attioRow<Fields extends object>(
  raw: unknown,
  row: { id: string; createdAt: string },
  fields: Fields,
): Fields & AttioRow {
  return {
    ...fields,
    external_id: row.id,
    vendor_created_at: row.createdAt,
    vendor_updated_at: null,
    data: storableRow(raw),
    content_hash: `\\x${contentHash([DECODERS, raw])}`,
  };
}

/** As `attioRow`, for a row with values of attributes under `key`. */
export function valuedRow<Fields extends object>(
  raw: unknown,
  row: { id: string; createdAt: string },
  fields: Fields,
  key: "values" | "entry_values",
  passing: Passing,
): Fields & AttioRow {
  const whole = raw as Record<string, unknown>;
  const lasting = lastingValues((whole[key] ?? {}) as RawValues, passing);
  return {
    ...fields,
    external_id: row.id,
    vendor_created_at: row.createdAt,
    vendor_updated_at: newestValue(lasting),
    data: storableRow(raw),
    content_hash: `\\x${contentHash([DECODERS, fields, { ...whole, [key]: lasting }])}`,
  };
}

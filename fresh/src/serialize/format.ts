/**
 * The format of serialised values: a flat table. Each entry stands for one value, and a value inside
 * another is the number of its entry, so that shared and circular references need nothing special.
 *
 * An entry is a JSON primitive as it is; an object of numbers for a plain object; an array of
 * numbers for an array; or an array that starts with one of {@linkcode TAG} for anything else.
 */

/** Numbers that stand for values JSON has no word for. They are no entries. */
export const UNDEFINED = -1;
export const NOT_A_NUMBER = -2;
export const INFINITY = -3;
export const MINUS_INFINITY = -4;
export const MINUS_ZERO = -5;
/** A position of a sparse array that holds nothing. */
export const HOLE = -6;

/** First elements of the entries of values that are neither primitive, plain object nor array. */
export const TAG = {
  /** Milliseconds since the epoch; null for an invalid date. */
  date: "d",
  /** Keys and values in turns. */
  map: "m",
  set: "s",
  url: "u",
  /** Source and flags. */
  regExp: "r",
  /** Decimal digits. */
  bigint: "b",
  /** Base64. */
  bytes: "a",
  /** Name of the class and its text form. */
  temporal: "t",
  signal: "$",
  computed: "c",
  /** Number of the slot that holds the rendered JSX. */
  jsx: "j",
} as const;

/** One entry of the table. */
export type Entry =
  | string
  | number
  | boolean
  | null
  | { [key: string]: number }
  | (string | number | null)[];

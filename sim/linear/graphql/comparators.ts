import { invalidInput, notServed } from "../errors.ts";

/** What a filter compares: dates are epoch milliseconds, timeless ones `YYYY-MM-DD`. */
export type Value = string | number | boolean | null;

/** How a field's operands are read. */
export type ValueKind = "plain" | "date" | "timeless";

const duration =
  /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const parts = [365 * 86_400, 30 * 86_400, 7 * 86_400, 86_400, 3600, 60, 1];

/** A time given as ISO date or as ISO duration from now (`-P1D`), in epoch milliseconds. */
export function instant(text: string, now: number): number {
  const match = duration.exec(text);
  if (match !== null) {
    const seconds = parts.reduce((sum, size, i) => sum + size * Number(match[i + 2] ?? 0), 0);
    return now + (match[1] === "-" ? -1000 : 1000) * seconds;
  }
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalidInput(`not a date or a duration: ${text}`);
  return at;
}

const fold = (value: Value) => String(value).toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const lower = (value: Value) => String(value).toLowerCase();
const present = (value: Value) => value !== null;
const less = (a: Value, b: Value) => present(a) && present(b) && a! < b!;

const single: Record<string, (value: Value, operand: Value) => boolean> = {
  eq: (value, operand) => value === operand,
  neq: (value, operand) => value !== operand,
  lt: (value, operand) => less(value, operand),
  lte: (value, operand) => present(value) && (value === operand || less(value, operand)),
  gt: (value, operand) => less(operand, value),
  gte: (value, operand) => present(value) && (value === operand || less(operand, value)),
  contains: (value, operand) => present(value) && String(value).includes(String(operand)),
  notContains: (value, operand) => !String(value ?? "").includes(String(operand)),
  containsIgnoreCase: (value, operand) => present(value) && lower(value).includes(lower(operand)),
  notContainsIgnoreCase: (value, operand) => !lower(value ?? "").includes(lower(operand)),
  containsIgnoreCaseAndAccent: (value, operand) =>
    present(value) && fold(value).includes(fold(operand)),
  startsWith: (value, operand) => present(value) && String(value).startsWith(String(operand)),
  notStartsWith: (value, operand) => !String(value ?? "").startsWith(String(operand)),
  startsWithIgnoreCase: (value, operand) =>
    present(value) && lower(value).startsWith(lower(operand)),
  endsWith: (value, operand) => present(value) && String(value).endsWith(String(operand)),
  notEndsWith: (value, operand) => !String(value ?? "").endsWith(String(operand)),
  eqIgnoreCase: (value, operand) => lower(value) === lower(operand),
  neqIgnoreCase: (value, operand) => lower(value) !== lower(operand),
};

/** The test a comparator input (`{gte: …, lt: …}`) stands for; all its operators must hold. */
export function compileComparator(
  comparator: Record<string, unknown>,
  kind: ValueKind,
  now: number,
): (value: Value) => boolean {
  const read = (operand: unknown): Value => {
    if (typeof operand !== "string" || kind === "plain") return operand as Value;
    const at = kind === "timeless" && /^\d{4}-\d\d-\d\d$/.test(operand)
      ? Date.parse(operand)
      : instant(operand, now);
    return kind === "date" ? at : new Date(at).toISOString().slice(0, 10);
  };
  const tests = Object.entries(comparator).map(([name, operand]) => {
    if (name === "null") return (value: Value) => (value === null) === operand;
    if (name === "in" || name === "nin") {
      const set = new Set((operand as unknown[]).map(read));
      return (value: Value) => set.has(value) === (name === "in");
    }
    if (name === "and" || name === "or") {
      const inner = (operand as Record<string, unknown>[]).map((one) =>
        compileComparator(one, kind, now)
      );
      return (value: Value) =>
        name === "and" ? inner.every((test) => test(value)) : inner.some((test) => test(value));
    }
    const test = single[name];
    if (test === undefined) throw notServed(`the comparator "${name}"`);
    const wanted = read(operand);
    return (value: Value) => test(value, wanted);
  });
  return (value) => tests.every((test) => test(value));
}

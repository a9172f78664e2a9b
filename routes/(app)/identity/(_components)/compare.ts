import { aboutOf, type Reason, type ShownRecord, type SuggestionRow } from "@/lib/identity/mod.ts";

/** How the two records' values of a field stand to each other. */
export type Verdict = "agrees" | "similar" | "differs" | "onesided";

/** A field of two records beside each other. */
export interface ComparedField {
  field: "name" | "email" | "phone" | "company" | "domain";
  left: string[];
  right: string[];
  /** Null where the two cannot be compared: a person's name and a company's. */
  verdict: Verdict | null;
}

type Field = ComparedField["field"];

/** A row of the comparison: what is read of each side, and which reasons speak about it. */
interface Shape {
  field: Field;
  left: Field;
  right: Field;
  /** Null: the two are shown, not compared. */
  reasons: readonly string[] | null;
}

const row = (field: Field, reasons: Shape["reasons"], right: Field = field): Shape => ({
  field,
  left: field,
  right,
  reasons,
});

const shapes: Record<ReturnType<typeof aboutOf>, readonly Shape[]> = {
  person: [
    row("name", ["given_name", "surname"]),
    row("email", ["email"]),
    row("phone", ["phone"]),
    row("company", ["company"]),
  ],
  company: [
    row("name", ["company"]),
    row("domain", ["domain"]),
    row("phone", ["phone"]),
  ],
  works_at: [
    row("name", null),
    row("company", ["company"], "name"),
    row("email", ["domain"], "domain"),
  ],
  deal_of: [row("name", ["words"])],
  project_of: [row("name", ["words"])],
};

const AGREEING = new Set(["exact", "sound", "tail", "shared"]);

/** A name that holds another is not the same one. */
const HOLDING = "words";

function valuesOf(record: ShownRecord, field: Field): string[] {
  const one = (value: string | null) => value === null || value === "" ? [] : [value];
  switch (field) {
    case "name":
      return one(record.name);
    case "company":
      return one(record.company);
    case "email":
      return record.emails;
    case "phone":
      return record.phones;
    case "domain":
      return record.domains;
  }
}

/** A value as it is compared by eye: without case, spaces and, in numbers, signs. */
export function plainValue(value: string): string {
  const text = value.trim().toLowerCase();
  return /^[+\d\s().-]{6,}$/.test(text) ? text.replace(/\D/g, "") : text.replace(/\s+/g, " ");
}

/** Whether a value is among others. */
export function isAmong(value: string, others: readonly string[]): boolean {
  const plain = plainValue(value);
  return others.some((other) => plainValue(other) === plain);
}

function verdictOf(
  left: readonly string[],
  right: readonly string[],
  reasons: readonly Reason[],
): Verdict {
  if (left.length === 0 || right.length === 0) return "onesided";
  if (reasons.length > 0) {
    if (reasons.some(({ level }) => level === "different")) return "differs";
    return reasons.every(({ field, level }) => field !== HOLDING && AGREEING.has(level))
      ? "agrees"
      : "similar";
  }
  // the matcher leaves out what says nothing either way
  return left.some((value) => isAmong(value, right)) ? "agrees" : "differs";
}

/**
 * The fields of a suggestion's two records beside each other, with what the matcher found. Fields that
 * neither has are left out.
 */
export function comparisonOf(
  suggestion: Pick<SuggestionRow, "link" | "kind" | "left" | "right" | "reasons">,
): ComparedField[] {
  return shapes[aboutOf(suggestion)].flatMap((shape) => {
    const left = valuesOf(suggestion.left, shape.left);
    const right = valuesOf(suggestion.right, shape.right);
    if (left.length === 0 && right.length === 0) return [];
    const reasons = suggestion.reasons.filter(({ field }) => shape.reasons?.includes(field));
    const verdict = shape.reasons === null ? null : verdictOf(left, right, reasons);
    return [{ field: shape.field, left, right, verdict }];
  });
}

/** What a record says, for choosing the value that stands for its group. */
export interface Candidate {
  id: string;
  source: string;
  derived: boolean;
  name: string | null;
  emails: string[];
  phones: string[];
  company: string | null;
  domains: string[];
  active_at: Date | null;
}

/** Fields of which one value stands for the group. */
export const SURVIVING = ["name", "email", "phone", "company", "domain"] as const;
export type SurvivingField = typeof SURVIVING[number];

/** The value that stands for a group, whose it is, why, and the values it stands before. */
export interface Survivor {
  value: string;
  record_id: string;
  /** `only`: there is no other; `chosen` by a person; else the first rule that tells them apart. */
  rule: "only" | "chosen" | "complete" | "newest" | "source" | "first";
  others: { value: string; record_id: string }[];
}

/** By field; fields without any value are left out. */
export type Survivors = Partial<Record<SurvivingField, Survivor>>;

/** Sources in the order they are trusted: what people keep by hand before what comes in by itself. */
const TRUSTED = ["attio", "linear", "chatwoot", "email"];

function valueOf(record: Candidate, field: SurvivingField): string | null {
  switch (field) {
    case "name":
      return record.name || null;
    case "email":
      return record.emails[0] ?? null;
    case "phone":
      return record.phones[0] ?? null;
    case "company":
      return record.company || null;
    case "domain":
      return record.domains[0] ?? null;
  }
}

/** How complete a name is: one that is an address or a single word says less. */
function completeness(field: SurvivingField, value: string): number {
  return field !== "name"
    ? 0
    : value.includes("@")
    ? 0
    : Math.min(2, value.trim().split(/\s+/).length);
}

type Entry = { value: string; record: Candidate };

/** The first rule that prefers one of two values, and how: negative for the first one. */
function compare(field: SurvivingField, a: Entry, b: Entry): [Survivor["rule"], number] {
  const fuller = completeness(field, b.value) - completeness(field, a.value);
  if (fuller !== 0) return ["complete", fuller];
  const newer = (b.record.active_at?.getTime() ?? 0) - (a.record.active_at?.getTime() ?? 0);
  if (newer !== 0) return ["newest", newer];
  const rank = ({ source }: Candidate) =>
    (TRUSTED.indexOf(source) + TRUSTED.length + 1) % (TRUSTED.length + 1);
  const trusted = rank(a.record) - rank(b.record);
  if (trusted !== 0) return ["source", trusted];
  return ["first", a.record.id < b.record.id ? -1 : 1];
}

/**
 * Chooses, field by field, the value that stands for a group of records: the one a person chose, else
 * the most complete name, the newest, the one from the most trusted source. All others are named too:
 * nothing is lost. The order of the records makes no difference.
 */
export function survivorsOf(
  records: readonly Candidate[],
  chosen: Partial<Record<SurvivingField, string>> = {},
): Survivors {
  const survivors: Survivors = {};
  for (const field of SURVIVING) {
    const entries = records.flatMap((record): Entry[] => {
      const value = valueOf(record, field);
      return value === null ? [] : [{ value, record }];
    }).sort((a, b) => compare(field, a, b)[1]);
    const wanted = entries.findIndex(({ record }) => record.id === chosen[field]);
    const [first] = entries.splice(Math.max(0, wanted), 1);
    if (first === undefined) continue;
    const rival = entries.find(({ value }) => value !== first.value);
    survivors[field] = {
      value: first.value,
      record_id: first.record.id,
      rule: wanted >= 0 ? "chosen" : rival === undefined ? "only" : compare(field, first, rival)[0],
      others: entries.map(({ value, record }) => ({ value, record_id: record.id })),
    };
  }
  return survivors;
}

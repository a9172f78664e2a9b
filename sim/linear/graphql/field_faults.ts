/** A field that fails or lies: the way to a 200 with `errors`, partial data, or a strange value. */
export interface FieldFault {
  /** `Type.field`, such as `Issue.attachments` or `Query.issues`. */
  field: string;
  /** Only on the row with this id. */
  id?: string;
  /** The error the field ends in; without it, `value` takes the field's place. */
  message?: string;
  /** `extensions.code` of the error. */
  code?: string;
  value?: unknown;
  /** Resolutions to let pass before the first hit; default 0. */
  after?: number;
  /** Hits; default 1. `-1`: until cleared. */
  times?: number;
}

/** The fields in disorder. */
export interface FieldFaults {
  readonly active: boolean;
  add(fault: FieldFault): void;
  clear(): void;
  /** The first fault that hits this field of this row, counted. */
  take(field: string, source: unknown): FieldFault | null;
}

/** No field in disorder. */
export function createFieldFaults(): FieldFaults {
  let rules: (FieldFault & { after: number; times: number })[] = [];
  return {
    get active() {
      return rules.some((rule) => rule.times !== 0);
    },
    add(rule) {
      rules.push({ ...rule, after: rule.after ?? 0, times: rule.times ?? 1 });
    },
    clear() {
      rules = [];
    },
    take(field, source) {
      for (const rule of rules) {
        if (rule.times === 0 || rule.field !== field) continue;
        if (rule.id !== undefined && (source as { id?: string } | null)?.id !== rule.id) continue;
        if (rule.after > 0) {
          rule.after--;
          continue;
        }
        if (rule.times > 0) rule.times--;
        return rule;
      }
      return null;
    },
  };
}

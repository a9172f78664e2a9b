import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { ABOUT, MOST_AT_ONCE, RECORD_SOURCES, SURVIVING } from "@/lib/identity/mod.ts";
import { done, id, next } from "./shapes.ts";

const tag = "Identity";

const about = z.enum(ABOUT).meta({
  description: "One person, one company, or whose company a person, deal or project belongs to.",
});
const source = z.enum(RECORD_SOURCES).meta({ description: "Source of one of the two records." });
const least = z.coerce.number().min(0).max(1)
  .meta({ description: "Least confidence: the share of such suggestions that are right." });
const link = z.enum(["same", "works_at", "deal_of", "project_of"]);
const kind = z.enum(["person", "company", "deal", "project"]);

const record = z.object({
  id,
  source: z.string(),
  derived: z.boolean().meta({ description: "Made from what others say; no record at the source." }),
  role: z.enum(["contact", "user"]).nullable(),
  name: z.string().nullable(),
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  company: z.string().nullable(),
  domains: z.array(z.string()),
  gone: z.boolean().meta({ description: "The source no longer has it." }),
});

const suggestion = z.object({
  id,
  about,
  link,
  confidence: z.number(),
  reasons: z.array(z.object({
    field: z.string(),
    level: z.string(),
    bits: z.number().meta({ description: "What it is worth; below 0 it speaks against the link." }),
  })),
  group_id: id.meta({ description: "Shared by suggestions that would make one group." }),
  status: z.enum(["open", "applied", "dismissed"]),
  dismiss_reason: z.string().nullable(),
  decided_at: z.date().nullable(),
  decided_by: z.string().nullable(),
  change_id: id.nullable().meta({ description: "The decision, to be taken back." }),
  left: record,
  right: record,
});

const field = z.enum(SURVIVING);

const survivors = z.partialRecord(
  field,
  z.object({
    value: z.string(),
    record_id: id,
    rule: z.enum(["only", "chosen", "complete", "newest", "source", "first"])
      .meta({ description: "Why this value stands for the group." }),
    others: z.array(z.object({ value: z.string(), record_id: id })),
  }),
);

const change = z.object({
  id,
  action: z.enum(["applied", "dismissed", "undone"]),
  suggestion_id: id,
});

export const listSuggestions = operation({
  name: "listIdentitySuggestions",
  method: "GET",
  path: "/identity/suggestions",
  tag,
  summary: "Records that seem to belong together, the surest first",
  query: pageQuery.extend({
    status: z.enum(["open", "applied", "dismissed"]).default("open"),
    kind: about.optional(),
    source: source.optional(),
    least: least.optional(),
  }),
  reply: z.object({
    suggestions: z.array(suggestion),
    total: z.int(),
    wrong: z.number().meta({ description: "How many of them are wrong, by their confidence." }),
    next,
  }),
});

export const applySuggestion = operation({
  name: "applyIdentitySuggestion",
  method: "POST",
  path: "/identity/suggestions/{id}/apply",
  tag,
  summary: "Link the two records of a suggestion",
  description:
    "Nothing is changed at the sources. `chosen` names, by field, the record whose value " +
    "is to stand for the group.",
  body: z.strictObject({ chosen: z.partialRecord(field, id).default({}) }),
  reply: z.object({ change }),
  status: 201,
  creates: true,
  fails: [409],
});

export const dismissSuggestion = operation({
  name: "dismissIdentitySuggestion",
  method: "POST",
  path: "/identity/suggestions/{id}/dismiss",
  tag,
  summary: "Dismiss a suggestion for good, with the reason",
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  reply: z.object({ change }),
  fails: [409],
});

export const applySuggestions = operation({
  name: "applyIdentitySuggestions",
  method: "POST",
  path: "/identity/suggestions/apply",
  tag,
  summary: "Link all open suggestions of at least a confidence",
  description: `At most ${MOST_AT_ONCE} at a time, the surest first, in one step: all or none. ` +
    "`expected` is the `total` that the list told; when it is another by now, nothing is done.",
  body: z.strictObject({
    least: z.number().min(0).max(1),
    kind: about.optional(),
    source: source.optional(),
    expected: z.int().min(0),
  }),
  reply: z.object({ batch: id, applied: z.int(), skipped: z.int(), remaining: z.int() }),
  status: 201,
  creates: true,
});

export const listChanges = operation({
  name: "listIdentityChanges",
  method: "GET",
  path: "/identity/changes",
  tag,
  summary: "Who linked, dismissed and took back what, newest first",
  query: pageQuery,
  reply: z.object({
    changes: z.array(z.object({
      ...change.shape,
      at: z.date(),
      actor: z.string(),
      undoes: id.nullable(),
      undone: z.boolean(),
      batch: id.nullable(),
      about,
      left_id: id,
      right_id: id,
    })),
    next,
  }),
});

export const undoChange = operation({
  name: "undoIdentityChange",
  method: "POST",
  path: "/identity/changes/{id}/undo",
  tag,
  summary: "Take a decision back: the suggestion is open again",
  reply: z.object({ change }),
  fails: [409],
});

export const undoBatch = operation({
  name: "undoIdentityBatch",
  method: "POST",
  path: "/identity/batches/{id}/undo",
  tag,
  summary: "Take back what was linked together",
  reply: z.object({ undone: z.int() }),
  fails: [409],
});

export const listGroups = operation({
  name: "listIdentityGroups",
  method: "GET",
  path: "/identity/groups",
  tag,
  summary: "People and companies that several records are about, by name",
  query: pageQuery.extend({
    kind: z.enum(["person", "company"]).optional(),
    q: z.string().trim().max(200).optional()
      .meta({ description: "Part of a name, address, number or domain." }),
  }),
  reply: z.object({
    groups: z.array(z.object({ id, kind, survivors, records: z.array(record) })),
    total: z.int(),
    next,
  }),
});

export const readGroup = operation({
  name: "readIdentityGroup",
  method: "GET",
  path: "/identity/groups/{id}",
  tag,
  summary: "A person, company, deal or project with all its records",
  description: "By the id of the group or of any record, one that is in no group included.",
  reply: z.object({
    group: z.object({
      id,
      kind,
      survivors,
      records: z.array(
        record.extend({ active_at: z.date().nullable(), url: z.string().nullable() }),
      ),
      related: z.array(z.object({
        record,
        kind,
        by: z.enum(["person", "source"]).meta({ description: "Who says so." }),
      })),
    }),
  }),
});

export const runPreview = operation({
  name: "runIdentityPreview",
  method: "POST",
  path: "/identity/preview",
  tag,
  summary: "Have the records compared again, soon",
  reply: done,
  status: 202,
  fails: [404],
});

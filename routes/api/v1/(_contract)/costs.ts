import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { COST_COLUMNS, COST_ERRORS, COST_ORIGINS, LARGEST_AMOUNT } from "@/lib/insights/mod.ts";
import { id, next } from "./shapes.ts";
import { currency } from "./terms.ts";

const tag = "Analytics";

/** What a cost may be. */
export const costFields = {
  project_id: id,
  incurred_on: z.iso.date(),
  amount: z.number().min(-LARGEST_AMOUNT).max(LARGEST_AMOUNT).multipleOf(0.01)
    .refine((amount) => amount !== 0, "Not zero")
    .meta({ description: "Major units; negative for money that came back." }),
  currency,
  category: z.string().trim().min(1).max(100),
  note: z.string().trim().max(1000).nullable().default(null),
};

const kept = z.object({
  ...{ project_id: id, incurred_on: z.string(), amount: z.number(), currency: z.string() },
  ...{ category: z.string(), note: z.string().nullable() },
});
const cost = kept.extend({ id, origin: z.enum(COST_ORIGINS), created_at: z.date() });
const sums = z.array(z.object({ currency: z.string(), amount: z.number() }));

export const listCosts = operation({
  name: "listCosts",
  method: "GET",
  path: "/costs",
  tag,
  summary: "Costs of projects, the newest first",
  query: pageQuery.extend({
    project: id.optional().meta({ description: "This project alone, of those in view." }),
    category: z.string().max(100).optional(),
    origin: z.enum(COST_ORIGINS).optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  reply: z.object({ costs: z.array(cost), total: z.int(), sums, next }),
});

export const addCost = operation({
  name: "addCost",
  method: "POST",
  path: "/costs",
  tag,
  summary: "Enter a cost of a project",
  body: z.strictObject(costFields),
  reply: z.object({ cost }),
  status: 201,
  creates: true,
  fails: [404],
});

export const removeCost = operation({
  name: "removeCost",
  method: "DELETE",
  path: "/costs/{id}",
  tag,
  summary: "Remove a cost",
  reply: z.object({}),
  fails: [404],
});

export const importCosts = operation({
  name: "importCosts",
  method: "POST",
  path: "/costs/import",
  tag,
  summary: "Take a CSV file of costs in, or say what that would do",
  description:
    `Columns are ${COST_COLUMNS.join(", ")}, in any order; the first three are needed. ` +
    "A line that was taken in before is known by its key, or by what it says, and adds nothing.",
  body: z.strictObject({
    csv: z.string().min(1),
    preview: z.boolean().default(false).meta({ description: "Change nothing." }),
  }),
  reply: z.object({
    added: z.int(),
    known: z.int(),
    sums,
    errors: z.array(z.object({
      ...{ line: z.int(), column: z.enum(COST_COLUMNS).nullable(), code: z.enum(COST_ERRORS) },
      value: z.string(),
    })),
    rows: z.array(kept.extend({ line: z.int(), known: z.boolean() })),
  }),
});

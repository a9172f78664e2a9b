import { z } from "zod";
import { operation } from "@/lib/api/mod.ts";

const tag = "Access";

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Not a time of day, HH:MM");

/** A currency that `Intl` can write. */
export const currency = z.string().trim().toUpperCase().regex(/^[A-Z]{3}$/, "Not an ISO 4217 code");

/** What terms may be. */
export const termFields = {
  business_days: z.array(z.int().min(1).max(7)).min(1).max(7)
    .meta({ description: "ISO days of the week, 1 Monday." }),
  business_from: time,
  business_to: time,
  currency,
  hourly_rate: z.number().min(0).max(99_999_999).multipleOf(0.01).nullable()
    .meta({ description: "Costs of an hour: what estimates are multiplied by. Null: none." }),
};

const terms = z.object(termFields);

export const readTerms = operation({
  name: "readTerms",
  method: "GET",
  path: "/scope/terms",
  tag,
  summary: "Office hours, currency and hourly rate of the account scope",
  reply: z.object({ terms }),
});

export const changeTerms = operation({
  name: "changeTerms",
  method: "PATCH",
  path: "/scope/terms",
  tag,
  summary: "Change office hours, currency and hourly rate of the account scope",
  body: z.strictObject(termFields).partial()
    .refine((change) => Object.keys(change).length > 0, "Name at least one change"),
  reply: z.object({ terms }),
});

import { z } from "zod";
import { RANGES, USUAL_RANGE } from "@/lib/portfolio/mod.ts";

/** An id. Ids of vendor rows follow from the vendor's, so that any 128 bits may be one. */
export const id = z.guid().toLowerCase();

/** Address of the next page. */
export const next = z.string().nullable()
  .meta({ description: "Address of the next page; null at the end." });

/** A reply that says nothing more than that it was done. */
export const done = z.object({});

/** Who a person is to the interface. */
export const locale = z.enum(["en", "ru"]);

/** The days figures are counted over, today included. */
export const days = z.enum(RANGES.map(String)).default(String(USUAL_RANGE)).transform(Number)
  .meta({ description: "Days the figures are counted over." });

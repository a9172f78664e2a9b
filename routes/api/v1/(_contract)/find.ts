import { z } from "zod";
import { operation } from "@/lib/api/mod.ts";

export const findThings = operation({
  name: "findThings",
  method: "GET",
  path: "/find",
  tag: "Evidence",
  summary: "People, companies, deals and issues by a part of their name, a few of each",
  query: z.object({ q: z.string().trim().min(2).max(100) }),
  reply: z.object({
    entries: z.array(z.object({
      id: z.string(),
      group: z.string().meta({ description: "Kind of thing, in the session's language." }),
      label: z.string(),
      hint: z.string().optional(),
      href: z.string().meta({ description: "Page here, or at the vendor for an issue." }),
    })),
  }),
});

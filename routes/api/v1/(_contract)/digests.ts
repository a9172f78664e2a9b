import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { DIGEST_KINDS, DIGEST_SECTIONS } from "@/lib/insights/mod.ts";
import { done, id, next } from "./shapes.ts";

const tag = "Digests";

const kind = z.enum(DIGEST_KINDS);
const count = z.int();

const line = z.looseObject({ id, project_id: id });

const digest = z.object({
  id,
  project_id: id.nullable().meta({ description: "Null: of all clients." }),
  kind,
  first_day: z.iso.date(),
  last_day: z.iso.date(),
  created_at: z.date(),
  content: z.object({
    time_zone: z.string(),
    figures: z.object({
      messages_in: count,
      messages_out: count,
      contacts: count,
      issues_completed: count,
      issues_created: count,
    }),
    sections: z.partialRecord(
      z.enum(DIGEST_SECTIONS),
      z.object({ total: count, lines: z.array(line) }),
    ),
  }),
});

export const listDigests = operation({
  name: "listDigests",
  method: "GET",
  path: "/digests",
  tag,
  summary: "Digests of the chosen project, or of all clients, the newest first",
  query: pageQuery.extend({ kind: kind.optional() }),
  reply: z.object({ digests: z.array(digest), total: z.int(), next }),
});

export const readDigest = operation({
  name: "readDigest",
  method: "GET",
  path: "/digests/{id}",
  tag,
  summary: "A digest: facts, and the same as Markdown in the session's language",
  reply: z.object({ digest: digest.extend({ markdown: z.string() }) }),
  fails: [404],
});

export const writeDigests = operation({
  name: "writeDigests",
  method: "POST",
  path: "/digests/write",
  tag,
  summary: "Have the digests of the last whole day or week written again, soon",
  body: z.strictObject({ kind }),
  reply: done,
  status: 202,
  fails: [404],
});

import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import type { Project } from "@/lib/auth/mod.ts";
import { id, next } from "./shapes.ts";

const name = z.string().trim().min(1).max(200);

const project = z.object({
  id,
  name: z.string(),
  slug: z.string(),
  pinned: z.boolean(),
  archived: z.boolean(),
  created_at: z.date(),
});

/** A project as the API shows it. */
export function projectOf({ createdAt, ...rest }: Project): z.infer<typeof project> {
  return { ...rest, created_at: createdAt };
}

const tag = "Projects";

export const listProjects = operation({
  name: "listProjects",
  method: "GET",
  path: "/projects",
  tag,
  summary: "Client projects of the scope, pinned ones first",
  query: pageQuery.extend({
    archived: z.enum(["true", "false"]).default("false")
      .meta({ description: "The archived ones instead of those in work." }),
  }),
  reply: z.object({ projects: z.array(project), next }),
});

export const createProject = operation({
  name: "createProject",
  method: "POST",
  path: "/projects",
  tag,
  summary: "Make a project",
  body: z.strictObject({ name }),
  reply: z.object({ project }),
  status: 201,
  creates: true,
});

export const changeProject = operation({
  name: "changeProject",
  method: "PATCH",
  path: "/projects/{id}",
  tag,
  summary: "Rename, pin, archive or restore a project",
  body: z.strictObject({
    name: name.optional(),
    pinned: z.boolean().optional(),
    archived: z.boolean().optional(),
  }).refine((change) => Object.keys(change).length > 0, "Name at least one change"),
  reply: z.object({ project }),
  fails: [409],
});
